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
    activeFlows: [],
    jobKey: -1,
    userTaskKey: -1,
    calledKey: -1,
    loopCounter: 0,
    listenerIndex: 0,
    interruptedBy: "",
    accepts: "all",
    ...pathsOf(context, parent ?? caller),
  };
  rt.state.elementInstances.insert(key, instance);

  // What was put for this key in advance stands: begin only spares the look-up of a key that nothing was put for.
  rt.state.eventTriggers.begin(key);
  if (value.flowScopeKey >= 0) rt.state.variables.begin(key);
  else rt.state.startKeys.begin(key);
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
  const { element, rt } = context;
  const flows = element.incoming.length === 0 ? parent.activeFlows : withoutTaken(context, parent.activeFlows);
  rt.state.elementInstances.put(parent.key, { ...parent, children: parent.children + 1, activeFlows: flows });
}

/** A join takes a token of each of its flows, any other element the token that has come first. */
function withoutTaken(context: ElementContext, flows: readonly string[]): readonly string[] {
  const { element } = context;
  const isJoin =
    element.type === "PARALLEL_GATEWAY" || (element.type === "INCLUSIVE_GATEWAY" && element.incoming.length > 1);
  const taken = isJoin
    ? takeTokens(context)
    : flows.filter((id) => element.incoming.some((flow) => flow.id === id)).slice(0, 1);
  return taken.reduce((left, id) => left.toSpliced(left.indexOf(id), left.includes(id) ? 1 : 0), flows);
}

function takeTokens({ rt, element, value }: ElementContext): string[] {
  return element.incoming.flatMap((flow) => {
    const waiting = rt.state.tokens.get(value.flowScopeKey, flow.id) ?? 0;
    if (waiting > 1) rt.state.tokens.put(value.flowScopeKey, flow.id, waiting - 1);
    if (waiting === 1) rt.state.tokens.delete(value.flowScopeKey, flow.id);
    return waiting > 0 ? [flow.id] : [];
  });
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
