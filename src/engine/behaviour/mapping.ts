import type { JsonObject, JsonValue } from "../core/record.ts";
import { isObject } from "../core/fields.ts";
import type { ElementContext, Failure } from "../core/runtime.ts";
import type { MappingSource } from "../model/source.ts";
import { resultTypeOf, toJson, type Evaluation } from "../feel/expression.ts";
import { evaluate, expressionOf, warningsText } from "./expressions.ts";
import { localVariables, mergeLocal, mergeUpwards, readVariable, setLocal } from "./variables.ts";

/** The first event that has hit an element and waits for it; undefined when there is none. */
export function peekTrigger({ rt, key }: Pick<ElementContext, "rt" | "key">) {
  return rt.state.eventTriggers.of(key).values().next().value;
}

/** Takes away the first event that waits for an element. */
export function takeTrigger(context: Pick<ElementContext, "rt" | "key">) {
  const trigger = peekTrigger(context);
  if (trigger !== undefined) context.rt.state.eventTriggers.delete(context.key, String(trigger.key));
  return trigger;
}

/** Evaluates the input mappings into the element's own scope. */
export function mapInputs(context: ElementContext): Failure | undefined {
  return mapInto(context, context.element.inputs, (name, value) => {
    setLocal(target(context, context.key), name, value);
  });
}

/** Takes the variables of the event that completed the element: through the output mappings, or outward as they are. */
export function mapOutputs(context: ElementContext): Failure | undefined {
  const { rt, element, key, value } = context;
  const variables = peekTrigger(context)?.variables ?? {};
  const hasVariables = Object.keys(variables).length > 0;
  if (element.outputs.length > 0) {
    if (hasVariables) mergeLocal(target(context, key), variables);
    const failure = mapDocument(context, element.outputs);
    if (failure !== undefined) return failure;
  } else if (hasVariables) {
    mergeUpwards(target(context, key), variables);
  } else if (carriesEventVariables(context)) {
    mergeUpwards(target(context, value.flowScopeKey), localVariables(rt, key));
  }
  takeTrigger(context);
  return undefined;
}

/** Events that were triggered before they were activated hold the event's variables as their own. */
function carriesEventVariables({ element }: ElementContext): boolean {
  if (element.type === "BOUNDARY_EVENT") return true;
  if (element.type === "START_EVENT") return element.container?.type === "EVENT_SUB_PROCESS";
  return element.incoming.some((flow) => flow.from.type === "EVENT_BASED_GATEWAY");
}

function target({ rt, value }: ElementContext, scopeKey: number) {
  return { rt, scopeKey, owner: value };
}

function mapDocument(context: ElementContext, mappings: readonly MappingSource[]): Failure | undefined {
  const document = new Map<string, JsonValue>();
  const failure = evaluateMappings(context, mappings, document);
  if (failure !== undefined) return failure;
  mergeUpwards(target(context, context.value.flowScopeKey), Object.fromEntries(document));
  return undefined;
}

function mapInto(
  context: ElementContext,
  mappings: readonly MappingSource[],
  write: (name: string, value: JsonValue) => void,
): Failure | undefined {
  if (mappings.length === 0) return undefined;
  const document = new Map<string, JsonValue>();
  const failure = evaluateMappings(context, mappings, document);
  if (failure !== undefined) return failure;
  for (const [name, value] of document) write(name, value);
  return undefined;
}

/** Evaluates mappings in order, each seeing the results of those before; targets may be paths. */
function evaluateMappings(
  context: ElementContext,
  mappings: readonly MappingSource[],
  document: Map<string, JsonValue>,
): Failure | undefined {
  for (const mapping of mappings) {
    const evaluation = evaluateOne(context, mapping, document);
    if (!evaluation.ok)
      return { errorType: "IO_MAPPING_ERROR", message: evaluation.message, variableScopeKey: context.key };
    if (resultTypeOf(evaluation.value) === "UNKNOWN") return unmappable(context, mapping, evaluation.warnings);
    const [root = "", ...path] = mapping.target.split(".");
    const base = document.get(root);
    document.set(root, path.length === 0 ? toJson(evaluation.value) : nest(base, path, toJson(evaluation.value)));
  }
  return undefined;
}

function evaluateOne(
  context: ElementContext,
  mapping: MappingSource,
  document: ReadonlyMap<string, JsonValue>,
): Evaluation {
  const expression = expressionOf(mapping.source);
  if ("error" in expression) return { ok: false, message: expression.error, warnings: [] };
  if (document.size === 0) return evaluate(context, mapping.source);
  const { rt, key } = context;
  return expression.evaluate(
    (name) => (document.has(name) ? document.get(name) : readVariable(rt, key, name)),
    rt.clock,
  );
}

function unmappable(context: ElementContext, mapping: MappingSource, warnings: readonly string[]): Failure {
  const message = `Expected result of the expression '${mapping.source}' to be a value, but was not.${warningsText(warnings)}`;
  return { errorType: "IO_MAPPING_ERROR", message, variableScopeKey: context.key };
}

function nest(base: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonObject {
  const [head = "", ...rest] = path;
  const object = isObject(base) ? base : {};
  return { ...object, [head]: rest.length === 0 ? value : nest(object[head], rest, value) };
}
