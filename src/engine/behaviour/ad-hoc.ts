import { instanceOf, type ElementContext, type Failure } from "../core/runtime.ts";
import type { JsonObject, JsonValue } from "../core/record.ts";
import { isList } from "../core/fields.ts";
import { complete, terminate, toActivatedAtOnce, toActivating } from "../core/transitions.ts";
import { contextFor, contextOfInstance } from "../core/runtime.ts";
import { elementValue } from "../core/values.ts";
import { resultTypeOf, toJson } from "../feel/expression.ts";
import type { Element } from "../model/process.ts";
import type { AdHocSource } from "../model/source.ts";
import { adHocMetadata, startableIn } from "./ad-hoc-elements.ts";
import { evaluateJson, evaluateTo, type Result } from "./expressions.ts";
import { plainName } from "./multi-instance.ts";
import { hasNoActivePaths } from "./termination.ts";
import { mergeLocal, mergeUpwards, readVariable, setLocal, type VariableTarget } from "./variables.ts";

/** What the model says about an ad-hoc sub-process. */
export function adHocOf({ element }: ElementContext): AdHocSource {
  if (element.adHoc === undefined) throw new Error(`Expected ${element.id} to be an ad-hoc sub-process, but it is not`);
  return element.adHoc;
}

function scope({ rt, key, value }: ElementContext): VariableTarget {
  return { rt, scopeKey: key, owner: value };
}

/** Sets what every ad-hoc sub-process knows: its elements, and an empty list for their results. */
export function openAdHoc(context: ElementContext): void {
  const { outputCollection } = adHocOf(context);
  setLocal(scope(context), "adHocSubProcessElements", adHocMetadata(context.element));
  if (outputCollection !== undefined) setLocal(scope(context), outputCollection, []);
}

/** The ids of the elements that are active from the beginning. */
export function activeAtOnce(context: ElementContext): Result<readonly string[]> {
  const { activeElements } = adHocOf(context);
  if (activeElements === undefined) return { ok: true, value: [] };
  const ids = textsOf(context, activeElements);
  if (!ids.ok) return refuse(context, `Failed to activate ad-hoc elements. ${ids.failure.message}`);
  const refusal = unknownElements(context, ids.value);
  return refusal === undefined ? ids : refuse(context, refusal);
}

function textsOf(context: ElementContext, source: string): Result<readonly string[]> {
  const list = evaluateTo(context, source, { types: ["ARRAY"] });
  if (!list.ok) return list;
  const value = toJson(list.value);
  const items = isList(value) ? value : [];
  const texts = items.filter((item) => typeof item === "string");
  if (texts.length === items.length) return { ok: true, value: texts };
  const wanted = `Expected result of the expression '${source.slice(1).trim()}' to be 'ARRAY' containing 'STRING' items`;
  return refuse(context, `${wanted}, but was 'ARRAY' containing at least one non-'STRING' item.`);
}

/** Why elements cannot be activated in an ad-hoc sub-process; undefined when they can. */
export function unknownElements(context: ElementContext, ids: readonly string[]): string | undefined {
  const known = startableIn(context.element);
  const unknown = ids.filter((id) => !known.some((element) => element.id === id));
  if (unknown.length === 0) return undefined;
  return `Expected to activate activities for ad-hoc sub-process with key '${context.key}', but the given elements [${unknown.join(", ")}] do not exist.`;
}

/** Makes an inner instance, which holds one element and all that follows it, and appends the activation of the element in it. */
export function activateInside(context: ElementContext, elementId: string, variables: JsonObject = {}): void {
  const { rt, element, value } = context;
  const started = startableIn(element).find(({ id }) => id === elementId);
  const [innerElement] = element.children.filter(({ type }) => type === "AD_HOC_SUB_PROCESS_INNER_INSTANCE");
  if (started === undefined || innerElement === undefined) {
    throw new Error(`Expected ad-hoc sub-process ${element.id} to have an element ${elementId}, but it has none`);
  }
  const inner = contextFor(rt, rt.keys.next(), elementValue(value, innerElement, context.key));
  toActivating(inner);
  toActivatedAtOnce(inner);
  const result = plainName(adHocOf(context).outputElement);
  if (result !== undefined) setLocal(scope(inner), result, null);
  mergeLocal(scope(inner), variables);
  appendActivation(inner, started);
}

function appendActivation(inner: ElementContext, started: Element): void {
  const { rt } = inner;
  const value = elementValue(inner.value, started, inner.key);
  rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", { key: rt.keys.next(), value });
}

/** Appends the result of an inner instance to the output collection. */
export function collectResult(context: ElementContext, child: ElementContext): Failure | undefined {
  const { outputCollection, outputElement } = adHocOf(context);
  if (outputCollection === undefined || outputElement === undefined) return undefined;
  const output = evaluateJson(child, outputElement);
  if (!output.ok) return output.failure;
  const collected: JsonValue | undefined = readVariable(context.rt, context.key, outputCollection);
  if (!isList(collected)) {
    const type = resultTypeOf(collected ?? null);
    const message = `The output collection has the wrong type. Expected ARRAY but was ${type}.`;
    return { errorType: "EXTRACT_VALUE_ERROR", message };
  }
  setLocal(scope(context), outputCollection, [...collected, output.value]);
  return undefined;
}

/** Hands the output collection outward. */
export function propagateResults(context: ElementContext): void {
  const { rt, key, value } = context;
  const { outputCollection } = adHocOf(context);
  if (outputCollection === undefined) return;
  const collected = readVariable(rt, key, outputCollection) ?? null;
  mergeUpwards({ rt, scopeKey: value.flowScopeKey, owner: value }, { [outputCollection]: collected });
}

/** Evaluates the completion condition; undefined when there is none. */
export function isAdHocOver(context: ElementContext): Result<boolean | undefined> {
  const { completionCondition } = adHocOf(context);
  if (completionCondition === undefined) return { ok: true, value: undefined };
  const result = evaluateTo(context, completionCondition, { types: ["BOOLEAN"] });
  if (result.ok) return { ok: true, value: result.value === true };
  const message = `Failed to evaluate completion condition. ${result.failure.message}`;
  return { ok: false, failure: { errorType: "EXTRACT_VALUE_ERROR", message } };
}

/** The completion condition is met: what is still active ends first, by itself or by termination. */
export function finishAdHoc(context: ElementContext, cancelRemaining: boolean): void {
  const { children } = instanceOf(context);
  if (cancelRemaining && children > 0) cancelInside(context);
  else if (cancelRemaining || hasNoActivePaths(context)) complete(context);
}

/** Appends the termination of everything inside. */
export function cancelInside({ rt, key }: ElementContext): void {
  for (const child of rt.state.elementInstances.query("children", key)) terminate(contextOfInstance(rt, child));
}

function refuse({ key }: ElementContext, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { errorType: "EXTRACT_VALUE_ERROR", message, variableScopeKey: key } };
}
