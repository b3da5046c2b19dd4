/** Sentences beyond this number for one rule are only counted: a broken file breaks many rows in the same way. */
const SHOWN = 20;

/** What is wrong with a data file, each a sentence. */
export class Findings {
  readonly #sentences = new Map<string, { readonly shown: string[]; count: number }>();

  /** Notes a finding under the rule that it breaks. */
  add(rule: string, sentence: string): void {
    const known = this.#sentences.get(rule) ?? { shown: [], count: 0 };
    this.#sentences.set(rule, known);
    known.count += 1;
    if (known.shown.length < SHOWN) known.shown.push(sentence);
  }

  /** Notes that something names a thing that is not there. */
  missing(rule: string, who: string, what: string): void {
    this.add(rule, `Expected ${who} to have ${what}, but there is none`);
  }

  /** All sentences, rule by rule. */
  list(): string[] {
    return [...this.#sentences.entries()].flatMap(([rule, { shown, count }]) =>
      count > shown.length ? [...shown, `… and ${count - shown.length} more like this (${rule})`] : shown,
    );
  }
}
