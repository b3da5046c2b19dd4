import { randomUUID } from "node:crypto";
import { illegalArguments } from "../display.ts";
import { anyOf, allOf } from "../logic.ts";
import type { FeelValue } from "../values.ts";
import { fn0, fn1, fn2, fn3, fnList, param, type FunctionTable } from "./define.ts";
import { Run } from "../run.ts";

/** Evaluates three-valued logic without the warnings that the operators give. */
function quietly(decide: typeof anyOf, list: readonly FeelValue[], run: Run): boolean | null {
  const silent = new Run(run.lookup, run.clock);
  return decide(
    silent,
    list.map((value) => () => value),
  );
}

function assertion(value: FeelValue, cause: string, run: Run): FeelValue {
  run.assertion ??= cause;
  run.warn("ASSERT_FAILURE", cause);
  return value;
}

const NOT_FULFILLED = "The condition is not fulfilled";

/** Boolean functions, checks for null, and what yields something new each time. */
export const LOGIC_FUNCTIONS: FunctionTable = {
  not: [fn1(param.any("negand"), (value) => (typeof value === "boolean" ? !value : null))],
  all: [fnList("list", (list, run) => quietly(allOf, list, run))],
  and: [fnList("list", (list, run) => quietly(allOf, list, run))],
  any: [fnList("list", (list, run) => quietly(anyOf, list, run))],
  or: [fnList("list", (list, run) => quietly(anyOf, list, run))],
  "is defined": [fn1(param.any("value"), (value) => value !== null)],
  "get or else": [fn2([param.any("value"), param.any("default")], (value, fallback) => value ?? fallback)],
  assert: [
    fn2([param.any("value"), param.any("condition")], (value, condition, run) =>
      condition === true ? value : assertion(null, NOT_FULFILLED, run),
    ),
    fn3([param.any("value"), param.any("condition"), param.any("cause")], ([value, condition, cause], run) => {
      if (condition === true) return value;
      return assertion(null, typeof cause === "string" ? cause : illegalArguments([value, condition, cause]), run);
    }),
  ],
  uuid: [fn0(() => randomUUID())],
  "random number": [fn0(() => Math.random())],
  fromAi: fromAiForms(),
};

/** A model's hint for an AI agent; here it is its first argument, whatever else is said about it. */
function fromAiForms(): FunctionTable[string] {
  const names = ["value", "description", "type", "schema", "options"];
  return names.map((_, index) => ({
    parameters: names.slice(0, index + 1),
    isVariadic: false,
    apply: ([value = null]) => value,
  }));
}
