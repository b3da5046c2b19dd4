import { activationRefusal, completionRefusal, terminationRefusal } from "../core/guard.ts";
import { raiseIncident } from "../behaviour/incidents.ts";
import { joinRefusal } from "../behaviour/joins.ts";
import {
  contextFor,
  contextOf,
  isContainer,
  type CommandProcessors,
  type ElementContext,
  type Runtime,
} from "../core/runtime.ts";
import { toActivating, toCompleting, toTerminating } from "../core/transitions.ts";
import { processInstanceValue } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";

/** The engine's own commands that move an element instance through its life. */
export const elementCommands: CommandProcessors = {
  "PROCESS_INSTANCE ACTIVATE_ELEMENT": activate,
  "PROCESS_INSTANCE COMPLETE_ELEMENT": complete,
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
  const failure = prepared ?? rt.elements(context.element.type).activate(context);
  if (failure !== undefined) raiseIncident(context, failure, command.intent);
}

function complete(rt: Runtime, command: PendingCommand): void {
  if (refuse(rt, completionRefusal(rt, command.key))) return;
  const context = existing(rt, command.key);
  toCompleting(context);
  const failure = rt.elements(context.element.type).complete(context);
  if (failure !== undefined) raiseIncident(context, failure, command.intent);
}

function terminate(rt: Runtime, command: PendingCommand): void {
  if (refuse(rt, terminationRefusal(rt, command.key))) return;
  const context = existing(rt, command.key);
  toTerminating(context);
  rt.elements(context.element.type).terminate(context);
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
