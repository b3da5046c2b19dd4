import type { JsonValue } from "../core/record.ts";
import { isList } from "../core/fields.ts";
import { instanceOf, type ElementContext, type Failure } from "../core/runtime.ts";
import { resultTypeOf, toJson } from "../feel/expression.ts";
import type { LoopSource } from "../model/source.ts";
import type { ElementInstance } from "../store/tables.ts";
import { evaluateJson, evaluateTo, type Result } from "./expressions.ts";
import { mergeUpwards, readVariable, setLocal, type VariableTarget } from "./variables.ts";

/** The loop characteristics of a multi-instance body. */
export function loopOf({ element }: ElementContext): LoopSource {
  if (element.loop === undefined) throw new Error(`Expected element ${element.id} to have loop characteristics`);
  return element.loop;
}

/** How far a body has come. */
export function progressOf(container: ElementContext): NonNullable<ElementInstance["loop"]> {
  return instanceOf(container).loop ?? { completed: 0, terminated: 0, isOver: false };
}

const ITEMS = "items";

/** The items that a body loops over; what happens to the variable later does not matter. */
export function itemsOf({ rt, key }: ElementContext): readonly JsonValue[] {
  return rt.state.loopItems.get(key, ITEMS) ?? [];
}

/** Forgets the items of a body that has ended. */
export function forgetItems({ rt, key }: ElementContext): void {
  rt.state.loopItems.drop(key);
}

/** Evaluates the input collection and keeps its items. */
export function openInputCollection(container: ElementContext): Result<readonly JsonValue[]> {
  const result = evaluateTo(container, loopOf(container).inputCollection, { types: ["ARRAY"] });
  if (!result.ok) return result;
  const value = toJson(result.value);
  const items = isList(value) ? value : [];
  container.rt.state.loopItems.put(container.key, ITEMS, items);
  return { ok: true, value: items };
}

function scope({ rt, key, value }: ElementContext): VariableTarget {
  return { rt, scopeKey: key, owner: value };
}

const LOOP_COUNTER = "loopCounter";

/** Makes the output collection in the body, an empty place for each item. */
export function openOutputCollection(container: ElementContext, size: number): void {
  const { outputCollection } = loopOf(container);
  if (outputCollection === undefined) return;
  setLocal(
    scope(container),
    outputCollection,
    Array.from({ length: size }, () => null),
  );
}

/** Sets loop counter and input element of an inner instance; an output element that is a plain name becomes local to it. */
export function setLoopVariables(container: ElementContext, child: ElementContext): undefined {
  const loop = loopOf(container);
  const loopCounter = counterOf(container, child);
  const target = scope(child);
  const output = plainName(loop.outputElement);
  if (loop.inputElement !== undefined) setLocal(target, loop.inputElement, itemsOf(container)[loopCounter - 1] ?? null);
  setLocal(target, LOOP_COUNTER, loopCounter);
  if (output !== undefined && output !== loop.inputElement && output !== LOOP_COUNTER) setLocal(target, output, null);
  return undefined;
}

/** Numbers an inner instance when it is new. */
function counterOf(container: ElementContext, child: ElementContext): number {
  const { state } = container.rt;
  const own = instanceOf(child);
  if (own.loopCounter > 0) return own.loopCounter;
  const body = instanceOf(container);
  const loopCounter = body.loopCounter + 1;
  state.elementInstances.put(body.key, { ...body, loopCounter });
  state.elementInstances.put(own.key, { ...own, loopCounter });
  return loopCounter;
}

/** The variable that a plain name or path such as `=result.x` begins with. */
export function plainName(expression: string | undefined): string | undefined {
  return /^=\s*([A-Za-z_]\w*)(?:\.\w+)*\s*$/.exec(expression ?? "")?.[1];
}

/** Writes the output element of an inner instance to its place in the output collection. */
export function collectOutput(container: ElementContext, child: ElementContext): Failure | undefined {
  const { outputCollection, outputElement } = loopOf(container);
  if (outputCollection === undefined || outputElement === undefined) return undefined;
  const output = evaluateJson(child, outputElement);
  if (!output.ok) return output.failure;
  const collected = readVariable(container.rt, container.key, outputCollection);
  const index = instanceOf(child).loopCounter - 1;
  if (!isList(collected) || index >= collected.length)
    return noPlace(container, { name: outputCollection, index, collected });
  setLocal(scope(container), outputCollection, collected.with(index, output.value));
  return undefined;
}

function noPlace(
  { key }: ElementContext,
  of: { name: string; index: number; collected: JsonValue | undefined },
): Failure {
  if (of.collected === undefined) {
    const absent = `Expected the output collection variable '${of.name}' to be of type list, but it was NIL`;
    return { errorType: "EXTRACT_VALUE_ERROR", message: absent, variableScopeKey: key };
  }
  const is = isList(of.collected)
    ? `the size of the collection is: ${of.collected.length}`
    : `the type of the output collection is: ${resultTypeOf(of.collected)}`;
  const where = `Unable to update an item in output collection '${of.name}' at position ${of.index + 1}`;
  const what = isList(of.collected) ? where : `Unable to update an item in output collection '${of.name}'`;
  const message = `${what} because ${is}. This may happen when multiple BPMN elements write to the same variable.`;
  return { errorType: "EXTRACT_VALUE_ERROR", message, variableScopeKey: key };
}

/** Evaluates the completion condition as an inner instance sees it that is about to be completed. */
export function isConditionMet(container: ElementContext, child: ElementContext): Result<boolean> {
  const { completionCondition } = loopOf(container);
  if (completionCondition === undefined) return { ok: true, value: false };
  const counters = countersOf(container);
  const lookup = (name: string): JsonValue | undefined => counters.get(name) ?? readVariable(child.rt, child.key, name);
  const result = evaluateTo(child, completionCondition, { types: ["BOOLEAN"], lookup });
  return result.ok ? { ok: true, value: result.value === true } : result;
}

/** Zeebe counts the instance that is about to be completed as completed, and only those instances that have begun. */
function countersOf(container: ElementContext): ReadonlyMap<string, number> {
  const { children } = instanceOf(container);
  const progress = progressOf(container);
  const completed = progress.completed + 1;
  const active = children - 1;
  return new Map([
    ["numberOfInstances", active + completed + progress.terminated],
    ["numberOfActiveInstances", active],
    ["numberOfCompletedInstances", completed],
    ["numberOfTerminatedInstances", progress.terminated],
  ]);
}

/** Hands the output collection outward when the body completes. */
export function propagateOutputCollection(container: ElementContext): void {
  const { outputCollection } = loopOf(container);
  if (outputCollection === undefined) return;
  const { rt, key, value } = container;
  const collected = readVariable(rt, key, outputCollection) ?? null;
  mergeUpwards({ rt, scopeKey: value.flowScopeKey, owner: value }, { [outputCollection]: collected });
}
