import { StoreUnavailable } from "../store/errors.ts";

/** Whether the data file could be written the last time it was tried. */
export class Health {
  readonly #tell: ((trouble: string | undefined) => void) | undefined;
  #trouble: string | undefined;

  constructor(tell?: (trouble: string | undefined) => void) {
    this.#tell = tell;
  }

  /** Notes how a group ended: undefined after a commit, else the reason. What is no fault of the file changes nothing. */
  note(cause: unknown): void {
    if (cause !== undefined && !(cause instanceof StoreUnavailable)) return;
    const trouble = cause?.message;
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#tell?.(trouble);
  }

  /** The present trouble; tries to write when there was some, so that it is seen when it has gone. */
  async look(write: () => Promise<void>): Promise<string | undefined> {
    if (this.#trouble === undefined) return undefined;
    await write().catch(() => undefined);
    return this.#trouble;
  }
}
