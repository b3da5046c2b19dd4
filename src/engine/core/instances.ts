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
    ...(value.flowScopeKey < 0 ? takeInstructions(context) : undefined),
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

/** What was said at the creation of a process instance about its end. */
function takeInstructions({ rt, key }: ElementContext): Pick<ElementInstance, "endAfter"> {
  rt.state.endAfter.begin(key);
  const ids = [...rt.state.endAfter.of(key).keys()];
  rt.state.endAfter.drop(key);
  return ids.length === 0 ? {} : { endAfter: ids };
}

/** Where an element instance stands: the keys, processes and calls above it. */
export function pathsOf({ rt, key, value }: ElementContext, outer: ElementInstance | undefined) {
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
  const activeFlows = flowsLeft(context, parent);
  context.rt.state.elementInstances.put(parent.key, { ...parent, children: parent.children + 1, activeFlows });
}

/**
 * The flows of a scope that still lead somewhere when an element is activated: a join takes a token of each of its flows, any
 * other element the token that has come first. As in Zeebe, what is activated out of turn takes a token that it has not had.
 */
function flowsLeft(context: ElementContext, { activeFlows, value }: ElementInstance): readonly string[] {
  const { element } = context;
  if (element.type === "START_EVENT" || element.type === "BOUNDARY_EVENT") return activeFlows;
  if (element.type === "EVENT_SUB_PROCESS") return element.startEvents[0]?.isInterrupting === false ? activeFlows : [];
  if (isJoin(element)) return takeJoined(context, activeFlows);
  if (activeFlows.length === 0 || value.bpmnElementType === "MULTI_INSTANCE_BODY") return activeFlows;
  if (element.type === "INTERMEDIATE_CATCH_EVENT" && !isReachedByFlow(element)) return activeFlows;
  const own = activeFlows.find((id) => element.incoming.some((flow) => flow.id === id));
  return without(activeFlows, own === undefined ? [] : [own], 1);
}

function takeJoined(context: ElementContext, activeFlows: readonly string[]): readonly string[] {
  const { element } = context;
  const own = takeTokens(context);
  return without(activeFlows, own, element.type === "PARALLEL_GATEWAY" ? element.incoming.length : own.length);
}

/** Takes away the flows of the element, and others in place of those that are missing. */
function without(flows: readonly string[], own: readonly string[], count: number): readonly string[] {
  const left = own.reduce((rest, id) => rest.toSpliced(rest.indexOf(id), rest.includes(id) ? 1 : 0), flows);
  return left.slice(Math.max(0, count - (flows.length - left.length)));
}

/** Whether a gateway waits for the tokens of several flows. */
export function isJoin(element: Element): boolean {
  if (element.type === "INCLUSIVE_GATEWAY") return element.incoming.length > 1;
  return element.type === "PARALLEL_GATEWAY";
}

/** The target of a link has no flow, and over one behind an event-based gateway no token goes. */
function isReachedByFlow({ incoming }: Element): boolean {
  return incoming[0] !== undefined && incoming[0].from.type !== "EVENT_BASED_GATEWAY";
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
