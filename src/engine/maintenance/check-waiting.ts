import type { State } from "../store/state.ts";
import type { MessageSubscriptionValue } from "../store/tables-events.ts";
import type { SeenElements } from "./check-elements.ts";
import type { Findings } from "./findings.ts";
import { leftOpen, type IsLeftOpen } from "./left-open.ts";

interface Waiting {
  readonly state: State;
  readonly elements: SeenElements;
  readonly findings: Findings;
  readonly isLeftOpen: IsLeftOpen;
}

/** Checks what waits for somebody or something: each belongs to an element instance or a process that exists. */
export function checkWaiting(parts: Omit<Waiting, "isLeftOpen">): void {
  const waiting = { ...parts, isLeftOpen: leftOpen(parts.state) };
  checkJobs(waiting);
  checkTasksAndIncidents(waiting);
  checkTimersAndSignals(waiting);
  checkMessages(waiting);
}

function checkJobs({ state, elements, findings }: Waiting): void {
  for (const { key, value } of state.jobs.all()) {
    const instance = state.elementInstances.get(value.elementInstanceKey);
    const who = `job ${key} ('${value.type}')`;
    if (!elements.has(value.elementInstanceKey))
      findings.missing("job's element", who, `element instance ${value.elementInstanceKey}`);
    else if (instance?.jobKey !== key)
      findings.add(
        "job's element",
        `Expected element instance ${value.elementInstanceKey} to wait for ${who}, but it does not`,
      );
  }
}

function checkTasksAndIncidents({ state, elements, findings }: Waiting): void {
  for (const { key, value } of state.userTasks.all()) {
    if (!elements.has(value.elementInstanceKey))
      findings.missing("user task's element", `user task ${key}`, `element instance ${value.elementInstanceKey}`);
  }
  for (const { key, value } of state.incidents.all()) {
    if (!elements.has(value.elementInstanceKey))
      findings.missing("incident's element", `incident ${key}`, `element instance ${value.elementInstanceKey}`);
    if (value.jobKey !== -1 && state.jobs.get(value.jobKey) === undefined)
      findings.missing("incident's job", `incident ${key}`, `job ${value.jobKey}`);
  }
}

function checkTimersAndSignals({ state, elements, findings, isLeftOpen }: Waiting): void {
  const owner = (who: string, { elementKey, processKey, elementId }: Owner): void => {
    if (elementKey >= 0 && !elements.has(elementKey) && !isLeftOpen(processKey, elementId))
      findings.missing("waiting", who, `element instance ${elementKey}`);
    if (elementKey < 0 && state.processes.get(processKey) === undefined)
      findings.missing("waiting", who, `process definition ${processKey}`);
  };
  for (const { key, value } of state.timers.all()) {
    const { elementInstanceKey: elementKey, processDefinitionKey: processKey, targetElementId: elementId } = value;
    owner(`timer ${key}`, { elementKey, processKey, elementId });
  }
  for (const { key, value } of state.signalSubscriptions.all()) {
    const { catchEventInstanceKey: elementKey, processDefinitionKey: processKey, catchEventId: elementId } = value;
    owner(`signal subscription ${key}`, { elementKey, processKey, elementId });
  }
  for (const { key, value } of state.messageStarts.all())
    owner(`message start subscription ${key}`, {
      elementKey: -1,
      processKey: value.processDefinitionKey,
      elementId: value.startEventId,
    });
}

/** Who waits: an element instance, or with -1 in its place a process. */
interface Owner {
  readonly elementKey: number;
  readonly processKey: number;
  readonly elementId: string;
}

/** A message subscription has two sides: one that faces the messages, one that faces the instance. */
function checkMessages({ state, elements, findings, isLeftOpen }: Waiting): void {
  // Looked up in memory: the tables of a file that is only read may lack the last changes, so that no query tells of them.
  const facingInstances = sidesOf(state.processMessageSubscriptions.all());
  const facingMessages = sidesOf(state.messageSubscriptions.all());
  const left = new Set<string>();
  for (const { key, value } of state.processMessageSubscriptions.all()) {
    if (!elements.has(value.elementInstanceKey) && isLeftOpen(value.bpmnProcessId, value.elementId)) {
      left.add(sideOf(value));
      continue;
    }
    const who = `process message subscription ${key} ('${value.messageName}')`;
    if (!elements.has(value.elementInstanceKey))
      findings.missing("subscription", who, `element instance ${value.elementInstanceKey}`);
    if (!facingMessages.has(sideOf(value)) && takesEvents(state, value.elementInstanceKey))
      findings.missing("subscription", who, "a side that faces the messages");
  }
  for (const { key, value } of state.messageSubscriptions.all()) {
    const who = `message subscription ${key} ('${value.messageName}')`;
    if (!elements.has(value.elementInstanceKey) && !left.has(sideOf(value)))
      findings.missing("subscription", who, `element instance ${value.elementInstanceKey}`);
    if (!facingInstances.has(sideOf(value))) findings.missing("subscription", who, "a side that faces its instance");
  }
}

/** As in Zeebe the side of the messages goes when its message is refused, for the element takes none (yet, or any more); the other goes with the element. */
const takesEvents = (state: State, elementInstanceKey: number): boolean => {
  const instance = state.elementInstances.get(elementInstanceKey);
  return instance?.phase === "ELEMENT_ACTIVATED" && instance.accepts === "all";
};

function sidesOf(rows: Iterable<{ readonly value: MessageSubscriptionValue }>): ReadonlySet<string> {
  const sides = new Set<string>();
  for (const { value } of rows) sides.add(sideOf(value));
  return sides;
}

const sideOf = ({ elementInstanceKey, messageName }: MessageSubscriptionValue): string =>
  `${elementInstanceKey} ${messageName}`;
