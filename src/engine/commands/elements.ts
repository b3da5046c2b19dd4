import { activationRefusal, completionRefusal, terminationRefusal } from "../core/guard.ts";
import { raiseIncident } from "../behaviour/incidents.ts";
import { beginListening, goOnListening, stopListening, type Listening } from "../behaviour/execution-listeners.ts";
import { joinRefusal } from "../behaviour/joins.ts";
import { objectField } from "../core/fields.ts";
import {
  contextFor,
  contextOf,
  instanceOf,
  isContainer,
  type CommandProcessors,
  type ElementBehaviour,
  type ElementContext,
  type Failure,
  type Runtime,
} from "../core/runtime.ts";
import { endInstance, endsInstance, toActivating, toCompleting, toTerminating } from "../core/transitions.ts";
import { processInstanceValue } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";

/** The engine's own commands that move an element instance through its life. */
export const elementCommands: CommandProcessors = {
  "PROCESS_INSTANCE ACTIVATE_ELEMENT": activate,
  "PROCESS_INSTANCE COMPLETE_ELEMENT": complete,
  "PROCESS_INSTANCE COMPLETE_EXECUTION_LISTENER": goOn,
  "PROCESS_INSTANCE TERMINATE_ELEMENT": terminate,
};

function activate(rt: Runtime, command: PendingCommand): void {
  const value = processInstanceValue(command.value);
  if (refuse(rt, activationRefusal(rt, value))) return;
  const context = contextFor(rt, command.key < 0 ? rt.keys.next() : command.key, value);
  if (refuse(rt, joinRefusal(context))) return;
  toActivating(context);
  const container = contextOf(rt, value.flowScopeKey);
  const outer = container === undefined ? undefined : rt.elements(container.element.type);
  const prepared =
    container !== undefined && outer !== undefined && isContainer(outer)
      ? outer.childActivating?.(container, context)
      : undefined;
  const behaviour = rt.elements(context.element.type);
  const failure = prepared ?? behaviour.prepare?.(context);
  pass(context, "ACTIVATE_ELEMENT", failure ?? beginListening(context, "START"));
}

function complete(rt: Runtime, command: PendingCommand): void {
  if (refuse(rt, completionRefusal(rt, command.key))) return;
  const context = existing(rt, command.key);
  toCompleting(context);
  const failure = rt.elements(context.element.type).conclude?.(context);
  pass(context, "COMPLETE_ELEMENT", failure ?? beginListening(context, "END"));
}

/** A listener's job is done: the next one is called, or the element goes on. */
function goOn(rt: Runtime, command: PendingCommand): void {
  const context = existing(rt, command.key);
  const variables = objectField(command.value, "variables");
  const { phase } = instanceOf(context);
  if (phase === "ELEMENT_ACTIVATING") pass(context, "ACTIVATE_ELEMENT", goOnListening(context, "START", variables));
  if (phase === "ELEMENT_COMPLETING") pass(context, "COMPLETE_ELEMENT", goOnListening(context, "END", variables));
}

/** Ends a phase once its listeners are done; a failure becomes an incident, and resolving it repeats the phase. */
function pass(context: ElementContext, intent: "ACTIVATE_ELEMENT" | "COMPLETE_ELEMENT", listening: Listening): void {
  if (listening === "waiting") return;
  const behaviour = context.rt.elements(context.element.type);
  const failure = listening === "done" ? finish(behaviour, context, intent) : listening;
  if (failure !== undefined) raiseIncident(context, failure, intent);
}

function finish(
  behaviour: ElementBehaviour,
  context: ElementContext,
  intent: "ACTIVATE_ELEMENT" | "COMPLETE_ELEMENT",
): Failure | undefined {
  return intent === "ACTIVATE_ELEMENT" ? behaviour.activate(context) : behaviour.complete(context);
}

function terminate(rt: Runtime, command: PendingCommand): void {
  if (refuse(rt, terminationRefusal(rt, command.key))) return;
  const context = existing(rt, command.key);
  toTerminating(context);
  stopListening(context);
  rt.elements(context.element.type).terminate(context);
  if (endsInstance(context)) endInstance(context);
}

function existing(rt: Runtime, key: number): ElementContext {
  const context = contextOf(rt, key);
  if (context === undefined) throw new Error(`Expected element instance ${key} to exist, but it does not`);
  return context;
}

function refuse(rt: Runtime, reason: string | undefined): boolean {
  if (reason !== undefined) rt.writers.reject("INVALID_STATE", reason);
  return reason !== undefined;
}
