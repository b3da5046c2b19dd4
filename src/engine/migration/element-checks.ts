import { isBehindEventGateway } from "../commands/start-instructions.ts";
import type { Runtime } from "../core/runtime.ts";
import { waitedFor } from "../behaviour/catch-events.ts";
import type { Element } from "../model/process.ts";
import type { ElementType, EventType } from "../model/source.ts";
import type { ElementInstance } from "../store/tables.ts";
import type { MigrationPlan } from "./plan.ts";

/** An element instance that is to be migrated. */
export interface Candidate {
  readonly rt: Runtime;
  readonly plan: MigrationPlan;
  readonly instance: ElementInstance;
}

type Check = (candidate: Candidate, targetId: string) => string | undefined;

const SUPPORTED: ReadonlySet<ElementType> = new Set<ElementType>([
  "PROCESS",
  "SERVICE_TASK",
  "USER_TASK",
  "SUB_PROCESS",
  "CALL_ACTIVITY",
  "INTERMEDIATE_CATCH_EVENT",
  "RECEIVE_TASK",
  "EVENT_SUB_PROCESS",
  "EXCLUSIVE_GATEWAY",
  "EVENT_BASED_GATEWAY",
  "BUSINESS_RULE_TASK",
  "SCRIPT_TASK",
  "SEND_TASK",
  "MULTI_INSTANCE_BODY",
  "PARALLEL_GATEWAY",
  "INCLUSIVE_GATEWAY",
]);
const SUPPORTED_EVENTS: ReadonlySet<EventType> = new Set<EventType>(["MESSAGE", "TIMER", "SIGNAL"]);

/** Why an element instance cannot be migrated; undefined when it can. Zeebe's sentences, in its order. */
export function elementRefusal(candidate: Candidate): string | undefined {
  const { plan, instance } = candidate;
  const found = unsupported(candidate) ?? mappedRefusal(candidate, plan.mapping.get(instance.value.elementId));
  return found === undefined
    ? undefined
    : `Expected to migrate process instance '${instance.value.processInstanceKey}' but ${found}`;
}

function mappedRefusal(candidate: Candidate, targetId: string | undefined): string | undefined {
  if (targetId === undefined) {
    return `no mapping instruction defined for active element with id '${candidate.instance.value.elementId}'. Elements cannot be migrated without a mapping.`;
  }
  for (const check of CHECKS) {
    const found = check(candidate, targetId);
    if (found !== undefined) return found;
  }
  return undefined;
}

const CHECKS: readonly Check[] = [
  anotherType,
  olderUserTask,
  anotherScope,
  detachedEvents,
  mergedEvents,
  eventsOfAnotherType,
  anotherLoop,
  concurrentCommand,
];

function unsupported({ plan, instance }: Candidate): string | undefined {
  const { elementId: id, bpmnElementType: type, bpmnEventType: event } = instance.value;
  const subject = `active element with id '${id}'`;
  if (!SUPPORTED.has(type)) return `${subject} has an unsupported type. The migration of a ${type} is not supported.`;
  if (type !== "INTERMEDIATE_CATCH_EVENT") return undefined;
  if (!SUPPORTED_EVENTS.has(event)) {
    return `${subject} is intermediate catch event of type '${event}'. Migrating active intermediate catch event of this type is not possible yet.`;
  }
  if (!isBehindEventGateway(plan.source, id)) return undefined;
  return `${subject} is an intermediate catch event attached to an event-based gateway. Migrating active events attached to an event-based gateway is not possible yet.`;
}

/** The element that an instance becomes: the activity in a loop for an inner instance. */
export function targetOf({ rt, plan, instance }: Candidate, targetId: string): Element | undefined {
  const outer = plan.target.element(targetId);
  const scope = rt.state.elementInstances.get(instance.parentKey);
  const isInner = scope?.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  return isInner ? (outer?.inner ?? outer) : outer;
}

function anotherType(candidate: Candidate, targetId: string): string | undefined {
  const { elementId: id, bpmnElementType: type } = candidate.instance.value;
  const target = targetOf(candidate, targetId);
  if (target?.type === type) return undefined;
  return typeChanged({ id, type }, { id: targetId, type: target?.type ?? "SEQUENCE_FLOW" });
}

interface Typed {
  readonly id: string;
  readonly type: ElementType;
}

/** An element is mapped to one of another type. */
export function typeChanged(from: Typed, to: Typed): string {
  return (
    `active element with id '${from.id}' and type '${from.type}' is mapped to an element with id '${to.id}' and ` +
    `different type '${to.type}'. Elements must be mapped to elements of the same type.`
  );
}

function olderUserTask(candidate: Candidate, targetId: string): string | undefined {
  const { plan, instance } = candidate;
  const { elementId, bpmnElementType } = instance.value;
  const source = plan.source.element(elementId, bpmnElementType);
  if (source?.userTask?.isNative !== true || targetOf(candidate, targetId)?.userTask?.isNative === true)
    return undefined;
  return (
    `active user task with id '${elementId}' and implementation 'zeebe user task' is mapped to ` +
    `a user task with id '${targetId}' and deprecated implementation 'job worker'.`
  );
}

function anotherScope(candidate: Candidate, targetId: string): string | undefined {
  const { rt, instance } = candidate;
  const scope = rt.state.elementInstances.get(instance.parentKey);
  const expected = scope?.value.elementId;
  const actual = targetOf(candidate, targetId)?.container?.id;
  if (expected === undefined || expected === actual) return undefined;
  return (
    `the flow scope of active element with id '${instance.value.elementId}' is changed. The flow scope of the active element ` +
    `is expected to be '${expected}' but was '${actual ?? ""}'. The flow scope of an element cannot be changed during migration yet.`
  );
}

/** The mapped events that an element of the source waits for, with the ids that they are mapped to. */
function mappedEvents({ plan, instance }: Candidate): readonly { event: Element; targetId: string }[] {
  const source = plan.source.element(instance.value.elementId);
  return caughtBy(source)
    .toReversed()
    .flatMap((event) => {
      const targetId = plan.mapping.get(event.id);
      return targetId === undefined ? [] : [{ event, targetId }];
    });
}

/** Every event that hits an element: also errors and escalations, which need no subscription. */
function caughtBy(element: Element | undefined): readonly Element[] {
  return element === undefined ? [] : waitedFor(element);
}

function detachedEvents(candidate: Candidate, targetId: string): string | undefined {
  const target = candidate.plan.target.element(targetId);
  // As in Zeebe, what is attached to a loop is looked for at the activity inside, where it is not.
  const attached = new Set(caughtBy(target?.inner ?? target).map(({ id }) => id));
  const detached = mappedEvents(candidate).find((each) => !attached.has(each.targetId));
  if (detached === undefined) return undefined;
  return (
    `active element with id '${candidate.instance.value.elementId}' is mapped to an element with id '${targetId}' and has a catch ` +
    `event with id '${detached.event.id}' that is mapped to a catch event with id '${detached.targetId}'. These mappings detach the catch ` +
    "event from the element in the target process. Catch events must stay attached to the same element instance."
  );
}

function mergedEvents(candidate: Candidate): string | undefined {
  const events = mappedEvents(candidate);
  for (const { targetId } of events) {
    const sources = events.filter((each) => each.targetId === targetId).map(({ event }) => event.id);
    if (sources.length < 2) continue;
    return (
      `active element with id '${candidate.instance.value.elementId}' has a catch event attached that is mapped to a catch event with ` +
      `id '${targetId}'. There are multiple mapping instructions that target this catch event: '${sources.join("', '")}'. Catch events ` +
      "cannot be merged by process instance migration. Please ensure the mapping instructions target a catch event only once."
    );
  }
  return undefined;
}

function eventsOfAnotherType(candidate: Candidate): string | undefined {
  for (const { event, targetId } of mappedEvents(candidate)) {
    const type = candidate.plan.target.element(targetId)?.eventType;
    if (type === event.eventType) continue;
    return (
      `active element with id '${candidate.instance.value.elementId}' has a catch event with id '${event.id}' that is mapped to a catch ` +
      `event with id '${targetId}'. These catch events have different event types: '${event.eventType}' and '${type ?? ""}'. The event ` +
      "type of a catch event cannot be changed by process instance migration. Please ensure the event type of the catch event remains " +
      "the same or remove the mapping instruction for these catch events."
    );
  }
  return undefined;
}

function anotherLoop({ plan, instance }: Candidate, targetId: string): string | undefined {
  const source = plan.source.element(instance.value.elementId)?.loop;
  const target = plan.target.element(targetId)?.loop;
  if (source === undefined || target === undefined || source.isSequential === target.isSequential) return undefined;
  return (
    `active element with id '${instance.value.elementId}' has a different loop characteristics than the target element with id ` +
    `'${targetId}'. Both elements must have either sequential or parallel loop characteristics.`
  );
}

/** What a migration meets that is still under way; it can be tried again. */
export const CONCURRENT = "a concurrent command was executed on the process instance. Please retry the migration.";

function concurrentCommand({ rt, instance }: Candidate): string | undefined {
  const isHit = rt.state.eventTriggers.of(instance.key).size > 0;
  const isMoving = instance.activeFlows.length > rt.state.tokens.of(instance.key).size;
  return isHit || isMoving ? CONCURRENT : undefined;
}
