import { display } from "../display.ts";
import type { Run } from "../run.ts";
import type { FeelValue } from "../values.ts";
import { Refusal, type Overload } from "./define.ts";
import { overloadsOf } from "./registry.ts";

/** What a call hands over: by position or by name. */
export interface Arguments {
  readonly values: readonly FeelValue[];
  /** The parameters' names where the call names them. */
  readonly names: readonly string[] | undefined;
}

/** Calls a built-in function; a wrong name, number or type of arguments is a warning and null. */
export function callBuiltin(run: Run, name: string, args: Arguments): FeelValue {
  const fitting = overloadsOf(name).filter((overload) => fits(overload, args));
  if (fitting.length === 0) return unknownFunction(run, name, args);
  for (const overload of fitting) {
    const result = overload.apply(inOrder(overload, args), run);
    if (result instanceof Refusal) return failed(run, name, result.text);
    if (result !== undefined) return result;
  }
  return failed(run, name, `Illegal arguments: ${args.values.map((value) => `'${display(value)}'`).join(", ")}`);
}

function failed(run: Run, name: string, reason: string): null {
  return run.warn("FUNCTION_INVOCATION_FAILURE", `Failed to invoke function '${name}': ${reason}`);
}

/** Warns about a call that fits no function. */
export function unknownFunction(run: Run, name: string, { values, names }: Arguments): null {
  const how = names === undefined ? `${values.length} parameters` : `parameters: ${names.join(", ")}`;
  return run.warn("NO_FUNCTION_FOUND", `No function found with name '${name}' and ${how}`);
}

function fits({ parameters, isVariadic }: Overload, { values, names }: Arguments): boolean {
  if (names !== undefined)
    return names.length === parameters.length && names.every((name) => parameters.includes(name));
  return isVariadic ? values.length >= parameters.length : values.length === parameters.length;
}

function inOrder({ parameters }: Overload, { values, names }: Arguments): readonly FeelValue[] {
  return names === undefined ? values : parameters.map((parameter) => values[names.indexOf(parameter)] ?? null);
}
