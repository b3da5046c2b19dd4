import type { ElementContext, Failure } from "../core/runtime.ts";
import { toJson } from "../feel/expression.ts";
import type { Flow } from "../model/process.ts";
import { evaluateTo, type Result } from "./expressions.ts";

/** The flow that an exclusive gateway takes: the first whose condition holds, else the default. */
export function chooseFlow(context: ElementContext): Result<readonly Flow[]> {
  const { outgoing, defaultFlow } = context.element;
  if (outgoing.length === 0) return { ok: true, value: [] };
  const only = outgoing[0];
  if (outgoing.length === 1 && only !== undefined && only.condition === undefined) return { ok: true, value: [only] };
  for (const flow of outgoing) {
    if (flow.condition === undefined || flow.id === defaultFlow) continue;
    const result = evaluateTo(context, flow.condition, { types: ["BOOLEAN"] });
    if (!result.ok) return result;
    if (toJson(result.value) === true) return { ok: true, value: [flow] };
  }
  const fallback = outgoing.find((flow) => flow.id === defaultFlow);
  return fallback === undefined ? { ok: false, failure: NO_FLOW_ONE } : { ok: true, value: [fallback] };
}

/** The flows that an inclusive gateway takes: all whose condition holds, else the default. */
export function chooseFlows(context: ElementContext): Result<readonly Flow[]> {
  const { outgoing, defaultFlow } = context.element;
  if (outgoing.length === 0) return { ok: true, value: [] };
  if (outgoing.length === 1 && outgoing[0]?.condition === undefined) return { ok: true, value: outgoing };
  const taken: Flow[] = [];
  for (const flow of outgoing) {
    if (flow.condition === undefined || flow.id === defaultFlow) continue;
    const result = evaluateTo(context, flow.condition, { types: ["BOOLEAN"] });
    if (!result.ok) return result;
    if (toJson(result.value) === true) taken.push(flow);
  }
  if (taken.length > 0) return { ok: true, value: taken };
  const fallback = outgoing.find((flow) => flow.id === defaultFlow);
  return fallback === undefined ? { ok: false, failure: NO_FLOW_ANY } : { ok: true, value: [fallback] };
}

const NO_FLOW_ONE: Failure = {
  errorType: "CONDITION_ERROR",
  message: "Expected at least one condition to evaluate to true, or to have a default flow",
};
const NO_FLOW_ANY: Failure = NO_FLOW_ONE;
