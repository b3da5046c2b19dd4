/** Those who wait for jobs, by job type; nothing in here is needed for correctness. */
export class JobBell {
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #rung = new Set<string>();

  /** Calls back whenever jobs of a type have become available; gives what ends that. */
  listen(type: string, wake: () => void): () => void {
    const listeners = this.#waiting.get(type) ?? new Set();
    this.#waiting.set(type, listeners);
    listeners.add(wake);
    return () => {
      listeners.delete(wake);
      if (listeners.size === 0) this.#waiting.delete(type);
    };
  }

  /** Notes that jobs of a type are there once the group is committed. */
  note(type: string): void {
    if (this.#waiting.has(type)) this.#rung.add(type);
  }

  /** Wakes those who wait for a noted type. */
  ring(): void {
    const types = [...this.#rung];
    this.#rung.clear();
    for (const type of types) for (const wake of [...(this.#waiting.get(type) ?? [])]) wake();
  }
}
