import type { Element, ExecutableProcess } from "../model/process.ts";
import type { ElementType } from "../model/source.ts";
import type { ElementInstance } from "../store/tables.ts";
import type { State } from "../store/state.ts";
import type { Clock } from "./clock.ts";
import type { Keys } from "./keys.ts";
import type { JsonObject } from "./record.ts";
import type { ProcessInstanceValue } from "./values.ts";
import type { PendingCommand, Writers } from "./writers.ts";

/** Somebody who waits for an instance's result. */
export interface AwaitedResult {
  readonly requestId: number;
  readonly fetchVariables: readonly string[];
}

/** Everything that processors and behaviours work with. */
export interface Runtime {
  readonly state: State;
  readonly clock: Clock;
  readonly keys: Keys;
  /** The writers of the command in work. */
  readonly writers: Writers;
  readonly elements: (type: ElementType) => ElementBehaviour;
  /** The executable graph of a deployed process; undefined when there is none with that key. */
  readonly process: (processDefinitionKey: number) => ExecutableProcess | undefined;
  /** Who waits for the result of which process instance; in memory only, because nobody waits any more after a restart. */
  readonly awaited: Map<number, AwaitedResult>;
  /** Which request waits for the correlation of which message; in memory only, for the same reason. */
  readonly correlating: Map<number, number>;
  /** Which request waits for the end of what, by the key of a user task or a process instance; in memory only, for the same reason. */
  readonly requests: Map<number, number>;
  /** Notes that a job of a type can be activated, to wake those who wait. */
  readonly announceJob: (type: string) => void;
  /** Notes that a batch operation has something to do once the group is committed. */
  readonly announceBatch: () => void;
}

/** An element instance that a command is about, with all that its behaviour needs. */
export interface ElementContext {
  readonly rt: Runtime;
  readonly key: number;
  readonly value: ProcessInstanceValue;
  readonly element: Element;
  readonly process: ExecutableProcess;
}

/** Why a phase of an element cannot be passed; it becomes an incident and the phase is repeated when that is resolved. */
export interface Failure {
  readonly errorType: string;
  readonly message: string;
  /** Scope whose variables the message is about; by default the element instance. */
  readonly variableScopeKey?: number;
}

/** What an element does in each phase of its life; the record of the phase itself is written before it is called. */
export interface ElementBehaviour {
  /** What its start listeners are to see: input mappings. */
  prepare?(context: ElementContext): Failure | undefined;
  activate(context: ElementContext): Failure | undefined;
  /** What its end listeners are to see: output mappings. */
  conclude?(context: ElementContext): Failure | undefined;
  complete(context: ElementContext): Failure | undefined;
  terminate(context: ElementContext): void;
}

/** What a container does when one of its children moves. */
export interface ContainerBehaviour extends ElementBehaviour {
  /** Before a child of a multi-instance body activates. */
  childActivating?(container: ElementContext, child: ElementContext): Failure | undefined;
  /** Before the last element of a path in it becomes completed. */
  beforeChildCompleted?(container: ElementContext, child: ElementContext): Failure | undefined;
  /** After the last element of a path in it has become completed. */
  childCompleted(container: ElementContext, child: ElementContext): void;
  /** After a child has become terminated. */
  childTerminated(container: ElementContext, child: ElementContext): void;
}

/** Works off one kind of command: writes events, follow-ups or a rejection. */
export type CommandProcessor = (rt: Runtime, command: PendingCommand) => void;

/** Processors by value type and intent, joined by a blank: "JOB COMPLETE". */
export type CommandProcessors = Readonly<Record<string, CommandProcessor>>;

/** A container has children that tell it what happens to them. */
export function isContainer(behaviour: ElementBehaviour): behaviour is ContainerBehaviour {
  return "childCompleted" in behaviour;
}

/** The context of an element instance that exists; undefined when it has ended. */
export function contextOf(rt: Runtime, key: number): ElementContext | undefined {
  const instance = rt.state.elementInstances.get(key);
  return instance === undefined ? undefined : contextOfInstance(rt, instance);
}

/** The context of an element instance. */
export function contextOfInstance(rt: Runtime, instance: ElementInstance): ElementContext {
  return contextFor(rt, instance.key, instance.value);
}

/** The context for a key and value; throws when the model of the value is not deployed: a bug or a damaged file. */
export function contextFor(rt: Runtime, key: number, value: ProcessInstanceValue): ElementContext {
  const process = rt.process(value.processDefinitionKey);
  const element = process?.element(value.elementId, value.bpmnElementType);
  if (process === undefined || element === undefined) {
    throw new Error(`Expected process ${value.processDefinitionKey} to have an element ${value.elementId}`);
  }
  return { rt, key, value, element, process };
}

/** The element instance of a context; throws when it has ended: a bug. */
export function instanceOf(context: ElementContext): ElementInstance {
  const instance = context.rt.state.elementInstances.get(context.key);
  if (instance === undefined) throw new Error(`Expected element instance ${context.key} to exist, but it does not`);
  return instance;
}

/** The value of a command from outside. */
export type CommandValue = JsonObject;
