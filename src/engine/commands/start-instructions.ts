import { subscribe } from "../behaviour/catch-events.ts";
import { contextFor, type ElementContext, type Runtime } from "../core/runtime.ts";
import { activateChild, toActivatedAtOnce, toActivating } from "../core/transitions.ts";
import { elementValue, type ProcessInstanceValue } from "../core/values.ts";
import type { Element, ExecutableProcess } from "../model/process.ts";
import type { ElementType } from "../model/source.ts";

const UNSUPPORTED: ReadonlySet<ElementType> = new Set<ElementType>(["START_EVENT", "BOUNDARY_EVENT"]);
const SUPPORTED =
  "AD_HOC_SUB_PROCESS, AD_HOC_SUB_PROCESS_INNER_INSTANCE, BUSINESS_RULE_TASK, CALL_ACTIVITY, END_EVENT, EVENT_BASED_GATEWAY, EVENT_SUB_PROCESS, EXCLUSIVE_GATEWAY, INCLUSIVE_GATEWAY, INTERMEDIATE_CATCH_EVENT, INTERMEDIATE_THROW_EVENT, MANUAL_TASK, MULTI_INSTANCE_BODY, PARALLEL_GATEWAY, PROCESS, RECEIVE_TASK, SCRIPT_TASK, SEND_TASK, SERVICE_TASK, SUB_PROCESS, TASK, USER_TASK";

/** Why an instance cannot be started at an element; undefined when it can. */
export function startRefusal(process: ExecutableProcess, id: string): string | undefined {
  const subject = "Expected to create instance of process with start instructions but";
  const element = process.element(id);
  const type = process.flows.has(id) ? "SEQUENCE_FLOW" : element?.type;
  if (type === undefined) return `${subject} no element found with id '${id}'.`;
  if (type === "SEQUENCE_FLOW" || UNSUPPORTED.has(type)) {
    return `${subject} the element with id '${id}' targets unsupported element type '${type}'. Supported element types are: [${SUPPORTED}]`;
  }
  if (element?.container?.type === "MULTI_INSTANCE_BODY") {
    return `${subject} the element with id '${id}' is inside a multi-instance subprocess. The creation of elements inside a multi-instance subprocess is not supported.`;
  }
  return undefined;
}

/** Starts an instance at given elements instead of its start event; containers around them are activated first, once each. */
export function startAt(
  rt: Runtime,
  start: { key: number; value: ProcessInstanceValue; starts: readonly string[] },
): void {
  const context = contextFor(rt, start.key, start.value);
  open(context);
  const opened = new Map<Element, ElementContext>([[context.element, context]]);
  for (const id of start.starts) {
    const element = context.process.element(id);
    if (element !== undefined) activateChild(scopeOf(element, opened, rt), element, rt.keys.next());
  }
}

function scopeOf(element: Element, opened: Map<Element, ElementContext>, rt: Runtime): ElementContext {
  const { container } = element;
  if (container === undefined) throw new Error(`Expected element ${element.id} to have a scope, but it has none`);
  const known = opened.get(container);
  if (known !== undefined) return known;
  const outer = scopeOf(container, opened, rt);
  const context = contextFor(rt, rt.keys.next(), elementValue(outer.value, container, outer.key));
  open(context);
  opened.set(container, context);
  return context;
}

function open(context: ElementContext): void {
  toActivating(context);
  toActivatedAtOnce(context);
  subscribe(context);
}
