import { extension, nodeIn, nodesIn, textIn, typeOf, type Node } from "./moddle.ts";
import { isA } from "./tree.ts";

type Found = (string | false)[];

const EXECUTION = "zeebe:ExecutionListeners";

/** Elements whose listeners of a kind the real engine refuses, and how it names them. */
const UNSUPPORTED: Readonly<Record<string, { readonly event: "start" | "end"; readonly by: string }>> = {
  "bpmn:StartEvent": { event: "start", by: "start events" },
  "bpmn:BoundaryEvent": { event: "start", by: "boundary events" },
  "bpmn:ExclusiveGateway": { event: "end", by: "gateway element" },
  "bpmn:InclusiveGateway": { event: "end", by: "gateway element" },
  "bpmn:ParallelGateway": { event: "end", by: "gateway element" },
  "bpmn:EventBasedGateway": { event: "end", by: "gateway element" },
};

/** What is wrong with the listeners that an element has. */
export function listenerHostErrors(node: Node): Found {
  const unsupported = UNSUPPORTED[typeOf(node)];
  const events = listenersIn(extension(node, EXECUTION)).map(({ eventType }) => eventType);
  return [
    unsupported !== undefined &&
      events.includes(unsupported.event) &&
      `Execution listeners of type '${unsupported.event}' are not supported by ${unsupported.by}`,
  ];
}

/** What is wrong with a list of execution listeners: the same one twice. */
export function executionListenersErrors(node: Node): Found {
  const counts = new Map<string, { count: number; eventType: string; type: string }>();
  for (const { eventType, type } of listenersIn(node)) {
    const key = JSON.stringify([eventType, type]);
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, eventType, type });
  }
  return [...counts.values()].map(
    ({ count, eventType, type }) =>
      count > 1 &&
      `Found '${count}' duplicates based on eventType[${eventType}] and type[${type}], these combinations should be unique.`,
  );
}

/** What is wrong with a list of task listeners: where it stands. */
export function taskListenersErrors(node: Node): Found {
  const host = nodeIn(nodeIn(node, "$parent"), "$parent");
  const isNative = isA(host, "bpmn:UserTask") && extension(host, "zeebe:UserTask") !== undefined;
  return [!isNative && "Task listeners are only allowed on Camunda user tasks."];
}

function listenersIn(list: Node | undefined): { eventType: string; type: string }[] {
  return nodesIn(list, "listeners").map((each) => ({
    eventType: textIn(each, "eventType") ?? "",
    type: textIn(each, "type") ?? "",
  }));
}
