import type { Element, Flow } from "../model/process.ts";
import type { ElementInstance, LifePhase } from "../store/tables.ts";
import type { EngineRecord } from "./record.ts";
import { beginScope, endScope, isJoin } from "./instances.ts";
import { contextOf, contextOfInstance, instanceOf, isContainer, type ElementContext, type Failure } from "./runtime.ts";
import { elementValue, type ProcessInstanceValue } from "./values.ts";

const PROCESS_INSTANCE = "PROCESS_INSTANCE";

/** Writes ELEMENT_ACTIVATING and makes the element instance, unless a failed activation is repeated. */
export function toActivating(context: ElementContext): void {
  const existing = context.rt.state.elementInstances.get(context.key);
  if (existing !== undefined) return;
  const instance = beginScope(context);
  context.rt.writers.event(PROCESS_INSTANCE, "ELEMENT_ACTIVATING", {
    key: context.key,
    value: {
      ...context.value,
      elementInstancePath: instance.path,
      processDefinitionPath: instance.definitionPath,
      callingElementPath: instance.callingPath,
    },
  });
}

/** Writes ELEMENT_ACTIVATED. */
export function toActivated(context: ElementContext): void {
  toPhase(context, "ELEMENT_ACTIVATED");
}

/** Writes ELEMENT_ACTIVATED of an element that is activated in one go; Zeebe leaves the paths of ELEMENT_ACTIVATING in the record. */
export function toActivatedAtOnce(context: ElementContext): void {
  toPhase(context, "ELEMENT_ACTIVATED", valueWithPaths(context));
}

/** Writes ELEMENT_COMPLETING, unless a failed completion is repeated. */
export function toCompleting(context: ElementContext): void {
  if (instanceOf(context).phase !== "ELEMENT_COMPLETING") toPhase(context, "ELEMENT_COMPLETING");
}

/** Writes ELEMENT_TERMINATING. */
export function toTerminating(context: ElementContext, value = context.value): void {
  toPhase(context, "ELEMENT_TERMINATING", value);
}

/** The value of an element instance with its paths, as Zeebe keeps it. */
export function valueWithPaths(context: ElementContext): ProcessInstanceValue {
  const instance = instanceOf(context);
  const { path } = instance;
  const { definitionPath, callingPath } = instance.formerPaths ?? instance;
  return {
    ...context.value,
    elementInstancePath: path,
    processDefinitionPath: definitionPath,
    callingElementPath: callingPath,
  };
}

function toPhase(context: ElementContext, phase: LifePhase, value = context.value): void {
  const instance = instanceOf(context);
  context.rt.state.elementInstances.put(context.key, { ...instance, phase });
  context.rt.writers.event(PROCESS_INSTANCE, phase, { key: context.key, value });
}

/** Writes ELEMENT_COMPLETED and goes on: takes the outgoing flows, or tells the container that a path has ended there. */
export function toCompleted(
  context: ElementContext,
  flows: readonly Flow[] = context.element.outgoing,
  endsPath = flows.length === 0,
): Failure | undefined {
  const container = endsPath ? containerOf(context) : undefined;
  const failure = container?.behaviour.beforeChildCompleted?.(container.context, context);
  if (failure !== undefined) return failure;
  const parent = context.rt.state.elementInstances.get(context.value.flowScopeKey);
  context.rt.writers.event(PROCESS_INSTANCE, "ELEMENT_COMPLETED", { key: context.key, value: context.value });
  endScope(context);
  const isLast = context.element.eventType !== "TERMINATE" && endsInstance(context);
  if (!isLast) for (const flow of flows) takeFlow(context, flow);
  if (container !== undefined && parent !== undefined) container.behaviour.childCompleted(container.context, context);
  if (isLast) endInstance(context);
  return undefined;
}

/** Whether the instance was created to end after this element and is not ending yet; inner instances of a loop do not count. */
export function endsInstance({ rt, element, value }: ElementContext): boolean {
  const instance = rt.state.elementInstances.get(value.processInstanceKey);
  if (instance?.endAfter === undefined || instance.phase === "ELEMENT_TERMINATING") return false;
  return element.body === undefined && element.type !== "PROCESS" && instance.endAfter.includes(value.elementId);
}

/** Ends the process instance after an element; until it has ended nothing else in it goes on. */
export function endInstance({ rt, value }: ElementContext): void {
  const { processInstanceKey: key, elementId, tenantId } = value;
  const instance = rt.state.elementInstances.get(key);
  if (instance === undefined) return;
  rt.state.elementInstances.put(key, { ...instance, interruptedBy: elementId, isEnding: true });
  rt.writers.event("RUNTIME_INSTRUCTION", "INTERRUPTED", {
    key,
    value: { processInstanceKey: key, tenantId, elementId },
  });
  rt.writers.command(PROCESS_INSTANCE, "TERMINATE_ELEMENT", {
    key,
    value: valueWithPaths(contextOfInstance(rt, instance)),
  });
}

/** Writes ELEMENT_COMPLETED; the caller goes on. */
export function toCompletedSilently(context: ElementContext): void {
  context.rt.writers.event(PROCESS_INSTANCE, "ELEMENT_COMPLETED", { key: context.key, value: context.value });
  endScope(context);
}

/** Writes ELEMENT_TERMINATED; the caller goes on. */
export function toTerminated(context: ElementContext, value = context.value): EngineRecord {
  const record = context.rt.writers.event(PROCESS_INSTANCE, "ELEMENT_TERMINATED", { key: context.key, value });
  endScope(context);
  return record;
}

/** Tells the container that a child has terminated. */
export function tellTerminated(context: ElementContext): void {
  const container = containerOf(context);
  container?.behaviour.childTerminated(container.context, context);
}

/** The container of an element instance with its behaviour; undefined for a process instance. */
function containerOf(context: ElementContext) {
  const container = contextOf(context.rt, context.value.flowScopeKey);
  if (container === undefined) return undefined;
  const behaviour = context.rt.elements(container.element.type);
  return isContainer(behaviour) ? { context: container, behaviour } : undefined;
}

/** Writes SEQUENCE_FLOW_TAKEN and appends the activation of the target; a join refuses it until its last token has come. */
function takeFlow(context: ElementContext, flow: Flow): void {
  const { rt } = context;
  passFlow(context, flow);
  const waiting = rt.state.tokens.get(context.value.flowScopeKey, flow.id) ?? 0;
  if (isJoin(flow.to)) rt.state.tokens.put(context.value.flowScopeKey, flow.id, waiting + 1);
  activateIn(context, flow.to, rt.keys.next());
}

function passFlow(context: ElementContext, flow: Flow): void {
  const { rt, value } = context;
  const key = rt.keys.next();
  const scopeKey = value.flowScopeKey;
  rt.writers.event(PROCESS_INSTANCE, "SEQUENCE_FLOW_TAKEN", {
    key,
    value: elementValue(value, { id: flow.id, type: "SEQUENCE_FLOW", eventType: "UNSPECIFIED" }, scopeKey),
  });
  changeScope(context, (scope) => ({ ...scope, activeFlows: [...scope.activeFlows, flow.id] }));
}

/** Whether a token waits at the end of a flow. */
export function hasToken({ rt, value }: ElementContext, flow: Flow): boolean {
  return (rt.state.tokens.get(value.flowScopeKey, flow.id) ?? 0) > 0;
}

/** Appends the command that activates an element in the flow scope of another. */
export function activateIn(context: ElementContext, element: Element, key: number): void {
  commandElement(context, "ACTIVATE_ELEMENT", {
    key,
    value: elementValue(context.value, element, context.value.flowScopeKey),
  });
}

/** Appends the command that activates an element inside of a container. */
export function activateChild(container: ElementContext, element: Element, key = -1): void {
  commandElement(container, "ACTIVATE_ELEMENT", { key, value: elementValue(container.value, element, container.key) });
}

/** Appends the command that completes an element instance. */
export function complete(context: ElementContext): void {
  commandElement(context, "COMPLETE_ELEMENT", { key: context.key, value: context.value });
}

/** Appends the command that completes a container whose last child has ended; as in Zeebe it shows the paths, which a refusal repeats. */
export function completeContainer(container: ElementContext): void {
  complete({ ...container, value: valueWithPaths(container) });
}

/** Appends the command that terminates an element instance; as in Zeebe it shows the paths, which a refusal repeats. */
export function terminate(context: ElementContext): void {
  commandElement(context, "TERMINATE_ELEMENT", { key: context.key, value: valueWithPaths(context) });
}

function commandElement(
  { rt }: ElementContext,
  intent: string,
  entry: { key: number; value: ProcessInstanceValue },
): void {
  rt.writers.command(PROCESS_INSTANCE, intent, entry);
}

function changeScope({ rt, value }: ElementContext, change: (scope: ElementInstance) => ElementInstance): void {
  const scope = rt.state.elementInstances.get(value.flowScopeKey);
  if (scope !== undefined) rt.state.elementInstances.put(scope.key, change(scope));
}
