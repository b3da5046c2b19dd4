import type { ElementContext, Failure } from "../core/runtime.ts";
import type { Element } from "../model/process.ts";
import type { CatchEventKind } from "./catch-event-kind.ts";
import { messageEvents } from "./messages.ts";
import { signalEvents } from "./signals.ts";
import { timerEvents } from "./timers.ts";

/** In the order in which subscriptions are opened. */
const KINDS = [
  ["message", messageEvents],
  ["timer", timerEvents],
  ["signal", signalEvents],
] as const satisfies readonly (readonly [string, CatchEventKind])[];

/** Opens the subscriptions of an element instance: its own event, its boundary events, its event sub-processes.
 * Containers are subscribed when their start event completes, as in Zeebe. */
export function subscribe(context: ElementContext): Failure | undefined {
  return openSubscriptions(context, waitedFor(context.element));
}

/** Opens the subscriptions of an element instance for some of the elements that it waits for. */
export function openSubscriptions(context: ElementContext, catching: readonly Element[]): Failure | undefined {
  if (catching.length === 0) return undefined;
  const opened: { kind: string; begin: () => void }[] = [];
  for (const each of catching) {
    const kind = KINDS.find(([name]) => name === each.event?.kind);
    const prepared = kind?.[1].prepare(context, each);
    if (prepared?.ok === false) return prepared.failure;
    if (prepared !== undefined && kind !== undefined) opened.push({ kind: kind[0], begin: prepared.value });
  }
  for (const [name] of KINDS) for (const { kind, begin } of opened) if (kind === name) begin();
  return undefined;
}

/** Closes all subscriptions of an element instance. */
export function unsubscribe(context: ElementContext): void {
  if (waitedFor(context.element).length === 0) return;
  timerEvents.close(context);
  messageEvents.close(context);
  signalEvents.close(context);
}

/** The elements whose events an element instance waits for. */
export function waitedFor(element: Element): readonly Element[] {
  const own = catchesItself(element) ? [element] : [];
  const targets = element.type === "EVENT_BASED_GATEWAY" ? element.outgoing.map((flow) => flow.to) : [];
  // Event sub-processes in the order of the file, unlike everything else.
  const starts = element.eventSubProcesses.toReversed().flatMap((each) => each.startEvents);
  if (own.length + targets.length + starts.length + element.boundaryEvents.length === 0) return NOTHING;
  return [...own, ...targets, ...starts, ...element.boundaryEvents];
}

const NOTHING: readonly Element[] = [];

function catchesItself(element: Element): boolean {
  if (element.type !== "INTERMEDIATE_CATCH_EVENT" && element.type !== "RECEIVE_TASK") return false;
  return element.event !== undefined && !element.incoming.some((flow) => flow.from.type === "EVENT_BASED_GATEWAY");
}

/** Closes the subscriptions for all event sub-processes of a scope that one of them has interrupted. */
export function closeEventSubProcesses(context: ElementContext): void {
  const starts = context.element.eventSubProcesses.flatMap((each) => each.startEvents);
  for (const start of starts) timerEvents.close(context, start);
  for (const start of starts) messageEvents.close(context, start);
  for (const start of starts) signalEvents.close(context, start);
}
