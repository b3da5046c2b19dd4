/** Labels of a count by name. */
type Labels<L extends string> = Readonly<Partial<Record<L, string | number>>>;

/** A number of times that something with these labels has happened. */
interface Count {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly count: number;
}

/** What is counted under a name, and what has come since the last time that somebody asked. */
export interface Counted {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  take(): readonly Count[];
}

/** A counter that is told far more often than it is asked. */
export class Tally<L extends string> implements Counted {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
  #counts = new Map<string, { readonly labels: Labels<L>; count: number }>();

  constructor({ name, help, labelNames }: { name: string; help: string; labelNames: readonly L[] }) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
  }

  inc(labels: Labels<L>, by = 1): void {
    let key = "";
    for (const name of this.labelNames) key += `${labels[name] ?? ""}\n`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { labels, count: by });
    else known.count += by;
  }

  take(): readonly Count[] {
    const taken = [...this.#counts.values()].map(({ labels, count }) => ({ labels: textsOf(labels), count }));
    this.#counts = new Map();
    return taken;
  }
}

function textsOf(labels: Readonly<Record<string, string | number | undefined>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, value ?? ""]));
}
