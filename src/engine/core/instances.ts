import type { Element } from "../model/process.ts";
import type { ElementInstance } from "../store/tables.ts";
import type { ElementContext, Runtime } from "./runtime.ts";

/** Makes the element instance of an activation with its empty scope, and takes the tokens that led to it. */
export function beginScope(context: ElementContext): ElementInstance {
  const { rt, key, value, element } = context;
  const parent = rt.state.elementInstances.get(value.flowScopeKey);
  const caller = parent === undefined ? rt.state.elementInstances.get(value.parentElementInstanceKey) : undefined;
  const instance: ElementInstance = {
    key,
    parentKey: value.flowScopeKey,
    phase: "ELEMENT_ACTIVATING",
    value,
    children: 0,
    activeFlows: 0,
    jobKey: -1,
    userTaskKey: -1,
    calledKey: -1,
    loopCounter: 0,
    interruptedBy: "",
    accepts: "all",
    ...pathsOf(context, parent ?? caller),
  };
  rt.state.elementInstances.insert(key, instance);

  if (value.flowScopeKey >= 0) rt.state.variables.begin(key);
  if (element.children.length > 0) rt.state.tokens.begin(key);
  if (parent !== undefined) enter(context, parent);
  return instance;
}

function pathsOf({ rt, key, value }: ElementContext, outer: ElementInstance | undefined) {
  if (outer === undefined) return { path: [[key]], definitionPath: [value.processDefinitionKey], callingPath: [] };
  const isCalled = value.flowScopeKey < 0;
  if (isCalled) {
    return {
      path: [...outer.path, [key]],
      definitionPath: [...outer.definitionPath, value.processDefinitionKey],
      callingPath: [...outer.callingPath, indexOfElement(rt, outer)],
    };
  }
  const upper = outer.path.slice(0, -1);
  const last = outer.path.at(-1) ?? [];
  return { path: [...upper, [...last, key]], definitionPath: outer.definitionPath, callingPath: outer.callingPath };
}

/** Place of a call activity among its process's call activities, sorted by id, as Zeebe numbers them. */
function indexOfElement(rt: Runtime, caller: ElementInstance): number {
  const process = rt.process(caller.value.processDefinitionKey);
  const calls = (process?.elements ?? []).filter((element: Element) => element.type === "CALL_ACTIVITY");
  return calls
    .map((element) => element.id)
    .sort()
    .indexOf(caller.value.elementId);
}

function enter(context: ElementContext, parent: ElementInstance): void {
  const taken = takeTokens(context);
  context.rt.state.elementInstances.put(parent.key, {
    ...parent,
    children: parent.children + 1,
    activeFlows: Math.max(0, parent.activeFlows - taken),
  });
}

function takeTokens({ rt, element, value }: ElementContext): number {
  const isJoin =
    element.type === "PARALLEL_GATEWAY" || (element.type === "INCLUSIVE_GATEWAY" && element.incoming.length > 1);
  if (!isJoin) return element.incoming.length > 0 ? 1 : 0;
  let taken = 0;
  for (const flow of element.incoming) {
    const waiting = rt.state.tokens.get(value.flowScopeKey, flow.id) ?? 0;
    if (waiting > 1) rt.state.tokens.put(value.flowScopeKey, flow.id, waiting - 1);
    if (waiting === 1) rt.state.tokens.delete(value.flowScopeKey, flow.id);
    if (waiting > 0) taken += 1;
  }
  return taken;
}

/** Removes an element instance that has ended, with all that belongs to its scope. */
export function endScope({ rt, key, value }: ElementContext): void {
  const { state } = rt;
  state.elementInstances.delete(key);
  state.variables.drop(key);
  state.tokens.drop(key);
  state.eventTriggers.drop(key);
  const parent = state.elementInstances.get(value.flowScopeKey);
  if (parent !== undefined) state.elementInstances.put(parent.key, { ...parent, children: parent.children - 1 });
}
