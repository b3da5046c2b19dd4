import type { JsonObject } from "../core/record.ts";
import type { ElementContext, Failure } from "../core/runtime.ts";
import { toJson } from "../feel/expression.ts";
import { FeelLambda, isFeelContext } from "../feel/values.ts";
import { evaluate, warningsText, type Result } from "./expressions.ts";
import { mappingExpression } from "./mapping-expression.ts";
import { localVariables, mergeLocal, mergeUpwards } from "./variables.ts";

/** The first event that has hit an element and waits for it, or for an event sub-process in it; undefined when there is none. */
function peekTrigger({ rt, key }: Pick<ElementContext, "rt" | "key">, starts?: string) {
  for (const trigger of rt.state.eventTriggers.of(key).values()) if (trigger.starts === starts) return trigger;
  return undefined;
}

/** Takes away the first event that waits for an element. */
export function takeTrigger(context: Pick<ElementContext, "rt" | "key">, starts?: string) {
  const trigger = peekTrigger(context, starts);
  if (trigger !== undefined) context.rt.state.eventTriggers.delete(context.key, String(trigger.key));
  return trigger;
}

/** Gives an event sub-process that begins the event that it has been activated for; a repeated activation has it already. */
export function inheritTrigger({ rt, key, element, value }: ElementContext): void {
  if (peekTrigger({ rt, key }) !== undefined) return;
  const trigger = takeTrigger({ rt, key: value.flowScopeKey }, element.id);
  if (trigger === undefined) return;
  const { elementId, variables } = trigger;
  rt.state.eventTriggers.put(key, String(trigger.key), { key: trigger.key, elementId, variables });
}

/** The element instance that holds the event of an element: a start event finds it at its event sub-process. */
function holderOf({ rt, key, element, value }: ElementContext): Pick<ElementContext, "rt" | "key"> {
  const isInside = element.type === "START_EVENT" && element.container?.type === "EVENT_SUB_PROCESS";
  return { rt, key: isInside ? value.flowScopeKey : key };
}

/** Evaluates the input mappings into the element's own scope. */
export function mapInputs(context: ElementContext): Failure | undefined {
  if (context.element.inputs.length === 0) return undefined;
  const document = evaluateMappings(context, mappingExpression(context.element.inputs, "input"));
  if (!document.ok) return document.failure;
  mergeLocal(target(context, context.key), document.value);
  return undefined;
}

/** Takes the variables of the event that completed the element: through the output mappings, or outward as they are. */
export function mapOutputs(context: ElementContext): Failure | undefined {
  const { rt, element, key, value } = context;
  const variables = takeTrigger(holderOf(context))?.variables ?? {};
  const hasVariables = Object.keys(variables).length > 0;
  if (element.outputs.length > 0) {
    if (hasVariables) mergeLocal(target(context, key), variables);
    const document = evaluateMappings(context, mappingExpression(element.outputs, "output"));
    if (!document.ok) return document.failure;
    mergeUpwards(target(context, outputScope(context)), document.value);
  } else if (hasVariables) {
    mergeUpwards(target(context, key), variables);
  } else if (carriesEventVariables(context)) {
    mergeUpwards(target(context, value.flowScopeKey), localVariables(rt, key));
  }
  return undefined;
}

/** Events that were triggered before they were activated hold the event's variables as their own. */
function carriesEventVariables({ element }: ElementContext): boolean {
  if (element.type === "BOUNDARY_EVENT") return element.eventType !== "ERROR";
  if (element.type === "START_EVENT") return element.eventType !== "NONE";
  return element.incoming.some((flow) => flow.from.type === "EVENT_BASED_GATEWAY");
}

function target({ rt, value }: ElementContext, scopeKey: number) {
  return { rt, scopeKey, owner: value };
}

/** The inner instances of a loop keep their outputs to themselves. */
function outputScope({ element, key, value }: ElementContext): number {
  return element.body === undefined ? value.flowScopeKey : key;
}

function evaluateMappings(context: ElementContext, expression: string): Result<JsonObject> {
  const evaluation = evaluate(context, expression);
  if (!evaluation.ok) return refuse(context, evaluation.message, evaluation.warnings);
  const document = isFeelContext(evaluation.value) ? evaluation.value : {};
  const entries = Object.entries(document).filter(([, value]) => !(value instanceof FeelLambda));
  return { ok: true, value: Object.fromEntries(entries.map(([name, value]) => [name, toJson(value)])) };
}

function refuse(
  { key }: ElementContext,
  message: string,
  warnings: readonly string[],
): { ok: false; failure: Failure } {
  return {
    ok: false,
    failure: { errorType: "IO_MAPPING_ERROR", message: message + warningsText(warnings), variableScopeKey: key },
  };
}
