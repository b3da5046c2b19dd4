import type { JsonObject } from "../core/record.ts";
import { contextOfInstance, instanceOf, type ElementContext, type Failure, type Runtime } from "../core/runtime.ts";
import { toActivated } from "../core/transitions.ts";
import type { Element } from "../model/process.ts";
import { evaluateText } from "./expressions.ts";
import { canTrigger, triggerEvent } from "./event-trigger.ts";

/** Where an error is caught: the element instance it hits and the catching element. */
export interface Catch {
  readonly scopeKey: number;
  readonly elementId: string;
}

/** The nearest catch of an error, or the codes that could be caught on the way. As in Zeebe, no error leaves a scope that an event sub-process has interrupted. */
export function findErrorCatch(
  rt: Runtime,
  fromKey: number,
  code: string,
): Catch | { readonly available: readonly string[] } {
  const available: string[] = [];
  for (let key = fromKey; key > 0;) {
    const instance = rt.state.elementInstances.get(key);
    if (instance === undefined || instance.interruptedBy !== "") break;
    const context = contextOfInstance(rt, instance);
    const catching = errorCatchersOf(context);
    const found = catching.find((each) => codeOf(each) === code) ?? catching.find((each) => codeOf(each) === undefined);
    if (found !== undefined) return { scopeKey: key, elementId: found.id };
    available.push(...catching.map((each) => codeOf(each) ?? ""));
    key = instance.parentKey > 0 ? instance.parentKey : instance.value.parentElementInstanceKey;
  }
  return { available };
}

/** The boundary events and starts of event sub-processes of an element that catch events of a kind. */
export function catchEventsOf(element: Element, kind: "error" | "escalation"): Element[] {
  const starts = element.eventSubProcesses.flatMap((each) => each.startEvents);
  return [...starts, ...element.boundaryEvents].filter(({ event }) => event?.kind === kind);
}

/** Those that can still catch an error. */
function errorCatchersOf(context: ElementContext): Element[] {
  const { element, rt, key } = context;
  return catchEventsOf(element, "error").filter((each) => canTrigger(rt, key, each.id) || isLeaving(context, each));
}

/** A scope that a boundary event is about to end still catches what is thrown at the same moment, to no effect. */
function isLeaving(context: ElementContext, event: Element): boolean {
  const { phase, accepts, interruptedBy } = instanceOf(context);
  return phase === "ELEMENT_ACTIVATED" && accepts === "none" && interruptedBy === "" && event.type === "BOUNDARY_EVENT";
}

/** The code that an error or escalation event catches; undefined for all. */
export function codeOf(element: Element): string | undefined {
  return element.event?.kind === "error" || element.event?.kind === "escalation" ? element.event.code : undefined;
}

/** Zeebe's sentence for an error that nobody catches. */
export function uncaughtMessage(code: string, available: readonly string[], message = ""): string {
  const thrown = `Expected to throw an error event with the code '${code}'${message === "" ? "" : ` with message '${message}'`}, but it was not caught.`;
  if (available.length === 0) return `${thrown} No error events are available in the scope.`;
  return `${thrown} Available error events are [${available.join(", ")}]`;
}

/** Throws the error of an end event. */
export function throwErrorEvent(context: ElementContext, source: string): Failure | undefined {
  const { rt, key } = context;
  const code = source.startsWith("=") ? evaluateText(context, source) : { ok: true as const, value: source };
  if (!code.ok) return code.failure;
  const caught = findErrorCatch(rt, instanceOf(context).parentKey, code.value);
  if ("available" in caught) {
    return {
      errorType: "UNHANDLED_ERROR_EVENT",
      message: uncaughtMessage(code.value, caught.available),
      variableScopeKey: key,
    };
  }
  toActivated(context);
  hitCatch(rt, caught, {});
  return undefined;
}

/** Lets an error hit where it is caught. */
export function hitCatch(rt: Runtime, caught: Catch, variables: JsonObject): void {
  triggerEvent(rt, { ...caught, variables });
}
