import type { State } from "../store/state.ts";
import type { MessageSubscriptionValue } from "../store/tables-events.ts";
import type { SeenElements } from "./check-elements.ts";
import type { Findings } from "./findings.ts";

interface Waiting {
  readonly state: State;
  readonly elements: SeenElements;
  readonly findings: Findings;
}

/** Checks what waits for somebody or something: each belongs to an element instance or a process that exists. */
export function checkWaiting(waiting: Waiting): void {
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

function checkTimersAndSignals({ state, elements, findings }: Waiting): void {
  const owner = (who: string, elementKey: number, processKey: number): void => {
    if (elementKey >= 0 && !elements.has(elementKey))
      findings.missing("waiting", who, `element instance ${elementKey}`);
    if (elementKey < 0 && state.processes.get(processKey) === undefined)
      findings.missing("waiting", who, `process definition ${processKey}`);
  };
  for (const { key, value } of state.timers.all())
    owner(`timer ${key}`, value.elementInstanceKey, value.processDefinitionKey);
  for (const { key, value } of state.signalSubscriptions.all())
    owner(`signal subscription ${key}`, value.catchEventInstanceKey, value.processDefinitionKey);
  for (const { key, value } of state.messageStarts.all())
    owner(`message start subscription ${key}`, -1, value.processDefinitionKey);
}

/** A message subscription has two sides: one that faces the messages, one that faces the instance. */
function checkMessages({ state, elements, findings }: Waiting): void {
  // Looked up in memory: the tables of a file that is only read may lack the last changes, so that no query tells of them.
  const facingInstances = sidesOf(state.processMessageSubscriptions.all());
  const facingMessages = sidesOf(state.messageSubscriptions.all());
  for (const { key, value } of state.messageSubscriptions.all()) {
    const who = `message subscription ${key} ('${value.messageName}')`;
    if (!elements.has(value.elementInstanceKey))
      findings.missing("subscription", who, `element instance ${value.elementInstanceKey}`);
    if (!facingInstances.has(sideOf(value))) findings.missing("subscription", who, "a side that faces its instance");
  }
  for (const { key, value } of state.processMessageSubscriptions.all()) {
    const who = `process message subscription ${key} ('${value.messageName}')`;
    if (!elements.has(value.elementInstanceKey))
      findings.missing("subscription", who, `element instance ${value.elementInstanceKey}`);
    if (!facingMessages.has(sideOf(value))) findings.missing("subscription", who, "a side that faces the messages");
  }
}

function sidesOf(rows: Iterable<{ readonly value: MessageSubscriptionValue }>): ReadonlySet<string> {
  const sides = new Set<string>();
  for (const { value } of rows) sides.add(sideOf(value));
  return sides;
}

const sideOf = ({ elementInstanceKey, messageName }: MessageSubscriptionValue): string =>
  `${elementInstanceKey} ${messageName}`;
