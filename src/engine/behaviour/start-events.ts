import type { JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import { TENANT, type ProcessInstanceValue } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { ElementInstance, ProcessRow } from "../store/tables.ts";
import type { MessageRow, MessageStartRow, MessageStartValue } from "../store/tables-events.ts";
import { evaluateText } from "./expressions.ts";
import { markCorrelated } from "./messages.ts";
import { closeSignal, openSignal } from "./signals.ts";
import { cancelTimer, createTimer, scheduleFor } from "./timers.ts";

/** An event that starts a process instance. */
interface StartingEvent {
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  readonly elementId: string;
  readonly variables: JsonObject;
}

/** Starts a process instance at the start event that has been triggered. */
export function startByEvent(rt: Runtime, event: StartingEvent): void {
  const process = rt.state.processes.get(event.processDefinitionKey);
  if (process === undefined) throw new Error(`Expected process ${event.processDefinitionKey} to be deployed`);
  const key = rt.keys.next();
  const { elementId, variables, processInstanceKey } = event;
  rt.state.variables.begin(processInstanceKey);
  rt.state.eventTriggers.put(processInstanceKey, String(key), { key, elementId, variables });
  rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", {
    key: processInstanceKey,
    value: valueOf(process, processInstanceKey),
  });
}

function valueOf(process: ProcessRow, key: number): ProcessInstanceValue {
  return {
    version: process.version,
    bpmnProcessId: process.bpmnProcessId,
    processInstanceKey: key,
    tenantId: TENANT,
    processDefinitionKey: process.key,
    tags: [],
    elementId: process.bpmnProcessId,
    flowScopeKey: -1,
    bpmnElementType: "PROCESS",
    bpmnEventType: "UNSPECIFIED",
    parentProcessInstanceKey: -1,
    parentElementInstanceKey: -1,
    elementInstancePath: [],
    processDefinitionPath: [],
    callingElementPath: [],
  };
}

/** Start timers of a newly deployed process replace those of its previous version. */
export function replaceStartTimers(rt: Runtime, process: ProcessRow): void {
  for (const previous of previousOf(rt, process)) {
    stopTimers(rt, previous.key);
  }
  startTimers(rt, process);
}

function stopTimers(rt: Runtime, processDefinitionKey: number): void {
  for (const timer of rt.state.timers.query("ofStart", processDefinitionKey)) cancelTimer(rt, timer);
}

function startTimers(rt: Runtime, process: ProcessRow): void {
  for (const start of startsOf(rt, process, "timer")) startTimer(rt, process, start);
}

function startTimer(rt: Runtime, process: ProcessRow, start: Element): void {
  const schedule = scheduleFor({ rt, key: -1 }, start);
  if (!schedule.ok) throw new Error(schedule.failure.message);
  createTimer(rt, {
    targetElementId: start.id,
    dueDate: schedule.value.firstDue(rt.clock.now()),
    repetitions: schedule.value.repetitions,
    elementInstanceKey: -1,
    processInstanceKey: -1,
    tenantId: TENANT,
    processDefinitionKey: process.key,
  });
}

/** Message and signal start events of a newly deployed process replace those of its previous version. */
export function replaceStartSubscriptions(rt: Runtime, process: ProcessRow): void {
  for (const previous of previousOf(rt, process)) closeStarts(rt, previous.key);
  openStarts(rt, process);
}

/** Nothing starts a process any more that is deleted. */
export function closeStartEvents(rt: Runtime, processDefinitionKey: number): void {
  stopTimers(rt, processDefinitionKey);
  closeStarts(rt, processDefinitionKey);
}

/** The start events of a process that has become the newest again. */
export function openStartEvents(rt: Runtime, process: ProcessRow): void {
  startTimers(rt, process);
  openStarts(rt, process);
}

function openStarts(rt: Runtime, process: ProcessRow): void {
  for (const start of startsOf(rt, process, "message")) openMessageStart(rt, process, start);
  for (const start of startsOf(rt, process, "signal")) openSignalStart(rt, process, start);
}

function closeStarts(rt: Runtime, processDefinitionKey: number): void {
  const messages = rt.state.messageStarts.query("ofProcess", processDefinitionKey);
  for (const row of messages.toSorted((a, b) => byStoredName(a.value.messageName, b.value.messageName))) {
    rt.state.messageStarts.delete(row.key);
    rt.writers.event("MESSAGE_START_EVENT_SUBSCRIPTION", "DELETED", row);
  }
  const signals = rt.state.signalSubscriptions.query("ofSubscriber", processDefinitionKey);
  for (const signal of signals.toSorted((a, b) => byStoredName(a.value.signalName, b.value.signalName))) {
    closeSignal(rt, signal);
  }
}

/** Zeebe finds the subscriptions of a process in the order of its store: by the length of the name, then its bytes. */
function byStoredName(a: string, b: string): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length - right.length || left.compare(right);
}

function openMessageStart(rt: Runtime, process: ProcessRow, start: Element): void {
  const value: MessageStartValue = {
    processDefinitionKey: process.key,
    bpmnProcessId: process.bpmnProcessId,
    startEventId: start.id,
    messageName: nameOf(rt, start),
    messageKey: -1,
    correlationKey: "",
    processInstanceKey: -1,
    variables: {},
    tenantId: TENANT,
  };
  const key = rt.keys.next();
  rt.state.messageStarts.insert(key, { key, value });
  rt.writers.event("MESSAGE_START_EVENT_SUBSCRIPTION", "CREATED", { key, value });
}

function openSignalStart(rt: Runtime, process: ProcessRow, start: Element): void {
  openSignal(rt, {
    signalName: nameOf(rt, start),
    catchEventId: start.id,
    catchEventInstanceKey: -1,
    processDefinitionKey: process.key,
    bpmnProcessId: process.bpmnProcessId,
    tenantId: TENANT,
  });
}

function nameOf(rt: Runtime, start: Element): string {
  const source = start.event !== undefined && "name" in start.event ? start.event.name : "";
  const name = evaluateText({ rt, key: -1 }, source);
  if (!name.ok) throw new Error(name.failure.message);
  return name.value;
}

function startsOf(rt: Runtime, process: ProcessRow, kind: "message" | "signal" | "timer"): readonly Element[] {
  return rt.process(process.key)?.root.startEvents.filter((start) => start.event?.kind === kind) ?? [];
}

/** The version before; after a deletion there may be a gap. */
function previousOf(rt: Runtime, process: ProcessRow): readonly ProcessRow[] {
  return rt.state.processes.query("before", process.bpmnProcessId, process.version);
}

/** Starts an instance by a message; the correlation key is taken until that instance ends. */
export function startByMessage(rt: Runtime, start: MessageStartRow, message: MessageRow): number {
  const processInstanceKey = rt.keys.next();
  const { correlationKey, variables } = message.value;
  const { bpmnProcessId, processDefinitionKey, startEventId } = start.value;
  markCorrelated(rt, message.key, bpmnProcessId);
  if (correlationKey !== "") {
    rt.state.startLocks.put(0, lockOf(bpmnProcessId, correlationKey), processInstanceKey);
    rt.state.startKeys.put(processInstanceKey, "correlationKey", correlationKey);
  }
  const value = { ...start.value, messageKey: message.key, correlationKey, variables, processInstanceKey };
  rt.writers.event("MESSAGE_START_EVENT_SUBSCRIPTION", "CORRELATED", { key: start.key, value });
  startByEvent(rt, { processDefinitionKey, processInstanceKey, elementId: startEventId, variables });
  return processInstanceKey;
}

/** Whether an instance that a message started is running for a correlation key. */
export function isStartLocked(rt: Runtime, bpmnProcessId: string, correlationKey: string): boolean {
  return correlationKey !== "" && rt.state.startLocks.get(0, lockOf(bpmnProcessId, correlationKey)) !== undefined;
}

function lockOf(bpmnProcessId: string, correlationKey: string): string {
  return JSON.stringify([bpmnProcessId, correlationKey]);
}

interface EndedInstance {
  readonly bpmnProcessId: string;
  readonly processInstanceKey: number;
}

/** A process instance has ended: its correlation key is free again. Gives that key; undefined when no message had started it. */
export function releaseStart(rt: Runtime, ended: EndedInstance): string | undefined {
  const correlationKey = rt.state.startKeys.get(ended.processInstanceKey, "correlationKey");
  rt.state.startKeys.drop(ended.processInstanceKey);
  if (correlationKey !== undefined) rt.state.startLocks.delete(0, lockOf(ended.bpmnProcessId, correlationKey));
  return correlationKey;
}

/** An instance that a message started belongs to another process now, whose correlation key it takes. */
export function moveStart(rt: Runtime, { key, value }: ElementInstance, bpmnProcessId: string): void {
  const correlationKey = rt.state.startKeys.get(key, "correlationKey");
  if (correlationKey === undefined) return;
  rt.state.startLocks.delete(0, lockOf(value.bpmnProcessId, correlationKey));
  rt.state.startLocks.put(0, lockOf(bpmnProcessId, correlationKey), key);
}

/** A process instance has ended: the oldest buffered message with its key starts the next one. */
export function correlateNextStart(rt: Runtime, ended: EndedInstance): void {
  const correlationKey = releaseStart(rt, ended);
  if (correlationKey === undefined) return;
  const process = rt.state.latestProcess(ended.bpmnProcessId);
  if (process === undefined) return;
  const candidates = rt.state.messageStarts.query("ofProcess", process.key).flatMap((start) => {
    const buffered = rt.state.messages.query("buffered", start.value.messageName, correlationKey, rt.clock.now());
    const message = buffered.find(({ correlated }) => !correlated.includes(ended.bpmnProcessId));
    return message === undefined ? [] : [{ start, message }];
  });
  const [next] = candidates.toSorted((a, b) => a.message.key - b.message.key);
  if (next !== undefined) startByMessage(rt, next.start, next.message);
}
