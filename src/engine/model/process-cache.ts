import type { State } from "../store/state.ts";
import { linkProcess, type ExecutableProcess } from "./process.ts";

/** Executable graphs of deployed processes, linked when first needed. */
export class ProcessCache {
  readonly #state: State;
  readonly #linked = new Map<number, ExecutableProcess>();

  constructor(state: State) {
    this.#state = state;
  }

  /** The graph of a process; undefined when it is not deployed. */
  get(key: number): ExecutableProcess | undefined {
    const known = this.#linked.get(key);
    if (known !== undefined) return known;
    const row = this.#state.processes.get(key);
    if (row === undefined) return undefined;
    const linked = linkProcess(row.source);
    this.#linked.set(key, linked);
    return linked;
  }
}
