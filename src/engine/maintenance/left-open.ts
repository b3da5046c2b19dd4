import type { State } from "../store/state.ts";

/** Whether the subscriptions for a catching element may outlive what has opened them; the process by its key or its id. */
export type IsLeftOpen = (process: number | string, elementId: string) => boolean;

/** As in Zeebe an event sub-process leaves its subscriptions open when it ends: for the event sub-processes inside of it, and for events at its boundary. */
export function leftOpen(state: State): IsLeftOpen {
  const known = new Set<string>();
  for (const { key, bpmnProcessId, source } of state.processes.all()) {
    const byId = new Map(source.elements.map((element) => [element.id, element]));
    for (const { id, type, scope, attachedTo } of source.elements) {
      const inner = byId.get(scope ?? "");
      const isNested = inner?.type === "EVENT_SUB_PROCESS" && byId.get(inner.scope ?? "")?.type === "EVENT_SUB_PROCESS";
      const isAtEdge = byId.get(attachedTo ?? "")?.type === "EVENT_SUB_PROCESS";
      if ((type === "START_EVENT" && isNested) || isAtEdge) known.add(`${key} ${id}`).add(`${bpmnProcessId} ${id}`);
    }
  }
  return (process, elementId) => known.has(`${process} ${elementId}`);
}
