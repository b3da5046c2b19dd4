import { illegalArguments } from "../display.ts";
import type { Run } from "../run.ts";
import type { FeelValue } from "../values.ts";
import { Refusal, type Overload } from "./define.ts";
import { overloadsOf } from "./registry.ts";

/** How a call looks: a name with a number of arguments, by position or by name. */
export interface Signature {
  readonly name: string;
  readonly count: number;
  /** The parameters' names where the call names them. */
  readonly names: readonly string[] | undefined;
}

/** The values handed over by a call, evaluated only where there is a function to take them. */
export type GivenValues = () => readonly FeelValue[];

/** Finds the function for a call once; a wrong name, number or type of arguments is a warning and null. */
export function bindBuiltin(signature: Signature): (run: Run, given: GivenValues) => FeelValue {
  const fitting = overloadsOf(signature.name).filter((overload) => fits(overload, signature));
  if (fitting.length === 0) return (run) => unknownFunction(run, signature);
  return (run, given) => {
    const values = given();
    for (const overload of fitting) {
      const result = overload.apply(inOrder(overload, signature, values), run);
      if (result instanceof Refusal) return failed(run, signature.name, result.text);
      if (result !== undefined) return result;
    }
    return failed(run, signature.name, illegalArguments(values));
  };
}

function failed(run: Run, name: string, reason: string): null {
  return run.warn("FUNCTION_INVOCATION_FAILURE", `Failed to invoke function '${name}': ${reason}`);
}

/** What is said of a call that fits no function. */
export function missingFunction({ name, count, names }: Signature): string {
  const how = names === undefined ? `${count} parameters` : `parameters: ${names.join(", ")}`;
  return `No function found with name '${name}' and ${how}`;
}

/** Warns about a call that fits no function. */
export function unknownFunction(run: Run, signature: Signature): null {
  return run.warn("NO_FUNCTION_FOUND", missingFunction(signature));
}

function fits({ parameters, isVariadic }: Overload, { count, names }: Signature): boolean {
  if (names !== undefined)
    return names.length === parameters.length && names.every((name) => parameters.includes(name));
  return isVariadic ? count >= parameters.length : count === parameters.length;
}

function inOrder({ parameters }: Overload, { names }: Signature, values: readonly FeelValue[]): readonly FeelValue[] {
  return names === undefined ? values : parameters.map((parameter) => values[names.indexOf(parameter)] ?? null);
}
