import { activateElement, openAtOnce } from "../behaviour/element-activation.ts";
import type { Refusal } from "../core/refusal.ts";
import { contextFor, type Runtime } from "../core/runtime.ts";
import type { ProcessInstanceValue } from "../core/values.ts";
import type { ExecutableProcess } from "../model/process.ts";
import type { ElementType } from "../model/source.ts";

/** Kinds of elements that cannot be activated out of turn. */
export const UNSUPPORTED_TYPES: ReadonlySet<ElementType> = new Set<ElementType>([
  "START_EVENT",
  "BOUNDARY_EVENT",
  "SEQUENCE_FLOW",
]);
/** The others, as refusals list them. */
export const SUPPORTED_TYPES =
  "AD_HOC_SUB_PROCESS, AD_HOC_SUB_PROCESS_INNER_INSTANCE, BUSINESS_RULE_TASK, CALL_ACTIVITY, END_EVENT, EVENT_BASED_GATEWAY, EVENT_SUB_PROCESS, EXCLUSIVE_GATEWAY, INCLUSIVE_GATEWAY, INTERMEDIATE_CATCH_EVENT, INTERMEDIATE_THROW_EVENT, MANUAL_TASK, MULTI_INSTANCE_BODY, PARALLEL_GATEWAY, PROCESS, RECEIVE_TASK, SCRIPT_TASK, SEND_TASK, SERVICE_TASK, SUB_PROCESS, TASK, USER_TASK";

/** The kind of an element or a sequence flow; undefined where the process has none of that id. */
export function typeOf(process: ExecutableProcess, id: string): ElementType | undefined {
  return process.flows.has(id) ? "SEQUENCE_FLOW" : process.element(id)?.type;
}

/** Whether an event is one of those that an event-based gateway waits for. */
export function isBehindEventGateway(process: ExecutableProcess, id: string): boolean {
  return process.element(id)?.incoming.some(({ from }) => from.type === "EVENT_BASED_GATEWAY") ?? false;
}

/** Why an instance cannot be started at an element; undefined when it can. */
export function startRefusal(process: ExecutableProcess, id: string): string | undefined {
  const subject = "Expected to create instance of process with start instructions but";
  const type = typeOf(process, id);
  if (type === undefined) return `${subject} no element found with id '${id}'.`;
  if (UNSUPPORTED_TYPES.has(type)) {
    return `${subject} the element with id '${id}' targets unsupported element type '${type}'. Supported element types are: [${SUPPORTED_TYPES}]`;
  }
  if (isInLoop(process, id)) {
    return `${subject} the element with id '${id}' is inside a multi-instance subprocess. The creation of elements inside a multi-instance subprocess is not supported.`;
  }
  if (isBehindEventGateway(process, id)) {
    return `${subject} the element with id '${id}' belongs to an event-based gateway. The creation of elements belonging to an event-based gateway is not supported.`;
  }
  return undefined;
}

function isInLoop(process: ExecutableProcess, id: string): boolean {
  let scope = process.element(id)?.container;
  while (scope !== undefined && scope.type !== "MULTI_INSTANCE_BODY") scope = scope.container;
  return scope !== undefined;
}

/** Starts an instance at given elements instead of its start event; containers around them are activated first. Gives why that cannot be done. */
export function startAt(
  rt: Runtime,
  start: { key: number; value: ProcessInstanceValue; starts: readonly string[] },
): Refusal | undefined {
  // As in Zeebe, the records of an instance that is started like this do not show its tags.
  const context = contextFor(rt, start.key, { ...start.value, tags: [] });
  const refusal = openAtOnce(context);
  if (refusal !== undefined) return refusal;
  for (const id of start.starts) {
    const element = context.process.element(id);
    if (element === undefined) throw new Error(`Expected element ${id} to be checked before, but it was not`);
    const activated = activateElement(context, { element, ancestorKey: -1, onScope: () => undefined });
    if (!activated.ok) return activated.refusal;
  }
  return undefined;
}
