/** Something that differs from what the tables of the file hold. */
export interface Waiting {
  /** Number of the change since which it waits to be written; 0 when it does not wait. */
  since: number;
}

/** From how many passed places on the list is made shorter. */
const MANY = 1024;

/** What waits to be written, longest waiting first. */
export class WaitingList<T extends Waiting> {
  #all: T[] = [];
  #at = 0;

  /** How many places the list has: at least as many as wait. */
  get size(): number {
    return this.#all.length - this.#at;
  }

  /** Since when the first waits; Infinity when none waits. */
  get since(): number {
    this.#pass();
    return this.#all[this.#at]?.since ?? Infinity;
  }

  /** Appends what begins to wait; what waits already keeps its place. */
  add(item: T, since: number): void {
    if (item.since !== 0) return;
    item.since = since;
    this.#all.push(item);
  }

  /** Takes the next that has waited since before a change; undefined when there is none. */
  take(before: number): T | undefined {
    this.#pass();
    const item = this.#all[this.#at];
    if (item === undefined || item.since >= before) return undefined;
    item.since = 0;
    this.#at += 1;
    return item;
  }

  clear(): void {
    this.#all = [];
    this.#at = 0;
  }

  /** Goes past what does not wait any more. */
  #pass(): void {
    while (this.#all[this.#at]?.since === 0) this.#at += 1;
    if (this.#at < MANY || this.#at * 2 < this.#all.length) return;
    this.#all = this.#all.slice(this.#at);
    this.#at = 0;
  }
}
