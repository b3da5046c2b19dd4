/** How to take back the writes of the present command, newest last. */
export class Journal {
  readonly #undo: (() => void)[] = [];

  /** Notes how a write is taken back. */
  note(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Forgets what was noted: the command stands. */
  keep(): void {
    this.#undo.length = 0;
  }

  /** Takes back everything since the last keep, newest first. */
  revert(): void {
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) undo();
  }
}
