import type { Command, EngineRecord } from "../core/record.ts";

/** What the engine answered to a command. */
export type Outcome =
  | { readonly kind: "accepted"; readonly record: EngineRecord; readonly records: readonly EngineRecord[] }
  | { readonly kind: "rejected"; readonly record: EngineRecord; readonly records: readonly EngineRecord[] };

/** What the routes need of the engine. */
export interface RestEngine {
  execute(command: Command): Promise<Outcome>;
  /** The root of the call hierarchy of a process instance; undefined when it has ended. */
  rootOf(processInstanceKey: number): number | undefined;
  readonly clock: {
    now(): number;
    pin(epochMs: number): Promise<void>;
    advance(epochMs: number): Promise<void>;
    reset(): Promise<void>;
  };
  /** Why nothing can be written now; undefined when all is well. */
  trouble(): Promise<string | undefined>;
}

/**
 * What `PUT /v2/clock` does: "pin" stands still at the instant and may be reset, for tests; "advance" runs on from the instant
 * and never goes back, for a demo; "refused" leaves the clock alone.
 */
export type ClockControl = "pin" | "advance" | "refused";
