import { isList } from "../core/fields.ts";
import type { JsonValue } from "../core/record.ts";

/** What the store does with each of its state tables. */
export interface StateTable {
  readonly name: string;
  /** Creates what is missing in the file. */
  create(): void;
  /** What the present group has changed, for the change log; undefined when nothing. From now on it waits to be written to the table. */
  takeChanges(change: number): JsonValue | undefined;
  /** Takes over what an earlier group had changed, as takeChanges gave it. */
  apply(changes: JsonValue, change: number): void;
  /** Writes what has waited since before a change to the table. */
  write(before: number): void;
  /** Number of the change since which something waits; Infinity when nothing does. */
  readonly waitsSince: number;
  /** Forgets everything in memory: what is not in the file is lost. */
  forget(): void;
  /** Forgets what was merely read, when there is too much of it. */
  trim(): void;
}

/** Cached rows of a table beyond this number are forgotten after a group, so that memory does not grow with the number of instances. */
export const CACHE_LIMIT = 10_000;

/** The list in a change; an empty one where it is something else. */
export function listOf(change: JsonValue | undefined): readonly JsonValue[] {
  return isList(change) ? change : [];
}
