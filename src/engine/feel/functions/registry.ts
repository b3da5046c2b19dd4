import { CONTEXT_FUNCTIONS } from "./contexts.ts";
import { CONVERSION_FUNCTIONS } from "./conversion.ts";
import type { FunctionTable, Overload } from "./define.ts";
import { LIST_FUNCTIONS } from "./lists.ts";
import { LOGIC_FUNCTIONS } from "./logic.ts";
import { NUMBER_FUNCTIONS } from "./numbers.ts";
import { RANGE_FUNCTIONS } from "./ranges.ts";
import { STRING_FUNCTIONS } from "./strings.ts";
import { TEMPORAL_FUNCTIONS } from "./temporal.ts";

const FUNCTIONS: FunctionTable = {
  ...CONTEXT_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...LOGIC_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...RANGE_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...TEMPORAL_FUNCTIONS,
};

const NAMES: readonly string[] = Object.keys(FUNCTIONS);

/** The names of all functions. */
export function functionNames(): readonly string[] {
  return NAMES;
}

/** The forms of a function; none for an unknown name. */
export function overloadsOf(name: string): readonly Overload[] {
  return Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? []) : [];
}
