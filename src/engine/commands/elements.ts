import { raiseIncident } from "../behaviour/incidents.ts";
import { joinRefusal } from "../behaviour/joins.ts";
import { contextFor, contextOf, isContainer, type CommandProcessors, type Runtime } from "../core/runtime.ts";
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
  const scope = rt.state.elementInstances.get(value.flowScopeKey);
  const isOpen = scope === undefined ? value.flowScopeKey < 0 : scope.phase === "ELEMENT_ACTIVATED";
  const isBlocked = scope !== undefined && scope.interruptedBy !== "" && scope.interruptedBy !== value.elementId;
  if (!isOpen || isBlocked) {
    rejectTransition(rt, command, scope?.phase);
    return;
  }
  const context = contextFor(rt, command.key < 0 ? rt.keys.next() : command.key, value);
  const waits = joinRefusal(context);
  if (waits !== undefined) {
    rt.writers.reject("INVALID_STATE", waits);
    return;
  }
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
  const context = contextOf(rt, command.key);
  const phase = rt.state.elementInstances.get(command.key)?.phase;
  if (context === undefined || (phase !== "ELEMENT_ACTIVATED" && phase !== "ELEMENT_COMPLETING")) {
    rejectTransition(rt, command, phase);
    return;
  }
  toCompleting(context);
  const failure = rt.elements(context.element.type).complete(context);
  if (failure !== undefined) raiseIncident(context, failure, command.intent);
}

function terminate(rt: Runtime, command: PendingCommand): void {
  const context = contextOf(rt, command.key);
  const phase = rt.state.elementInstances.get(command.key)?.phase;
  if (context === undefined || phase === "ELEMENT_TERMINATING") {
    rejectTransition(rt, command, phase);
    return;
  }
  toTerminating(context);
  rt.elements(context.element.type).terminate(context);
}

function rejectTransition(rt: Runtime, command: PendingCommand, phase: string | undefined): void {
  const is = phase === undefined ? "it does not exist" : `it is in state '${phase}'`;
  rt.writers.reject(
    "INVALID_STATE",
    `Expected element instance with key '${command.key}' to take '${command.intent}', but ${is}.`,
  );
}
