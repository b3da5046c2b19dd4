import { activateElement, prepareScopes } from "../behaviour/element-activation.ts";
import { terminateAtOnce } from "../behaviour/immediate-termination.ts";
import { mergeLocal } from "../behaviour/variables.ts";
import { numberField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { refuse, refuseAfterAll, type Refusal } from "../core/refusal.ts";
import { contextOf, type CommandProcessors, type ElementContext, type Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { ElementInstance } from "../store/tables.ts";
import { expandModification } from "./modification-moves.ts";
import { readModification, type ActivateInstruction, type Modification } from "./modification.ts";
import { modificationRefusal } from "./modification-refusals.ts";

/** Modifying process instances: activating and terminating elements out of turn. */
export const modifyInstanceCommands: CommandProcessors = { "PROCESS_INSTANCE_MODIFICATION MODIFY": modify };

function modify(rt: Runtime, command: PendingCommand): void {
  const given = contextOf(rt, numberField(command.value, "processInstanceKey"));
  const process = given === undefined ? undefined : contextOf(rt, given.value.processInstanceKey);
  const expanded = process === undefined ? undefined : expandModification(process, command.value);
  const modification = readModification(expanded?.ok === true ? expanded.value : command.value);
  const key = command.key > -1 ? command.key : modification.processInstanceKey;
  if (process === undefined) {
    const reason = `Expected to modify process instance but no process instance found with key '${key}'`;
    refuse(rt, { type: "NOT_FOUND", reason }, modification.value);
    return;
  }
  const unclear = expanded?.ok === false ? expanded.refusal : undefined;
  const refusal = unclear ?? modificationRefusal(process, modification);
  if (refusal !== undefined) {
    refuse(rt, refusal, modification.value);
    return;
  }
  const outcome = carryOut(process, modification);
  if (isRefusal(outcome)) refuseAfterAll(rt, outcome, modification.value);
  else rt.writers.respond(rt.writers.event("PROCESS_INSTANCE_MODIFICATION", "MODIFIED", { key, value: outcome }));
}

function isRefusal(outcome: JsonObject | Refusal): outcome is Refusal {
  return "reason" in outcome;
}

/** Activates, then terminates; gives the record's value, or why it cannot be done. */
function carryOut(process: ElementContext, modification: Modification): JsonObject | Refusal {
  const { rt } = process;
  const required = new Set<number>();
  const activations: JsonObject[] = [];
  const prepared: (() => void)[] = [];
  for (const instruction of modification.activate) {
    const activated = activate(process, instruction);
    if (!activated.ok) return activated.refusal;
    for (const key of activated.scopeKeys) required.add(key);
    prepared.push(activated.prepare);
    activations.push({ ...instruction.value, ancestorScopeKeys: activated.scopeKeys });
  }
  for (const { elementInstanceKey } of modification.terminate) {
    const refusal = terminate(rt, elementInstanceKey, required);
    if (refusal !== undefined) return refusal;
  }
  if (rt.state.elementInstances.get(process.key) !== undefined) for (const prepare of prepared) prepare();
  return {
    processInstanceKey: modification.processInstanceKey,
    tenantId: TENANT,
    activateInstructions: activations,
    terminateInstructions: modification.terminate,
    ancestorScopeKeys: [...required],
  };
}

function activate(process: ElementContext, { elementId, ancestorScopeKey, variables }: ActivateInstruction) {
  const element = process.process.element(elementId);
  if (element === undefined) throw new Error(`Expected element ${elementId} to be checked before, but it was not`);
  const activated = activateElement(process, {
    element,
    ancestorKey: ancestorScopeKey,
    onScope: (scopeId, scopeKey) => {
      const target = { rt: process.rt, scopeKey, owner: process.value };
      for (const each of variables) if (isFor(process, each.elementId, scopeId)) mergeLocal(target, each.variables);
    },
  });
  if (!activated.ok) return activated;
  const prepare = (): void => {
    prepareScopes(process, element, activated.scopeKeys);
  };
  return { ...activated, prepare };
}

/** An instruction without an element is about the process instance. */
function isFor({ value }: ElementContext, named: string, scopeId: string): boolean {
  return named === scopeId || (named === "" && scopeId === value.bpmnProcessId);
}

/** Terminates an element instance, and the scopes around it that nothing is left in; one that has ended by now needs nothing. */
function terminate(rt: Runtime, key: number, required: ReadonlySet<number>): Refusal | undefined {
  const context = contextOf(rt, key);
  if (context === undefined) return undefined;
  terminateAtOnce(context);
  let scope = rt.state.elementInstances.get(context.value.flowScopeKey);
  while (scope !== undefined && isEmpty(scope) && !required.has(scope.key)) {
    const empty = contextOf(rt, scope.key);
    if (empty === undefined) break;
    if (isCalled(scope)) return calledRefusal(scope);
    terminateAtOnce(empty);
    scope = rt.state.elementInstances.get(scope.parentKey);
  }
  return undefined;
}

function isEmpty({ children, activeFlows }: ElementInstance): boolean {
  return children === 0 && activeFlows.length === 0;
}

function isCalled({ value }: ElementInstance): boolean {
  return value.bpmnElementType === "PROCESS" && value.parentProcessInstanceKey > 0;
}

function calledRefusal({ value }: ElementInstance): Refusal {
  const reason =
    `Expected to modify instance of process '${value.bpmnProcessId}' but the given instructions would terminate the instance. ` +
    "The instance was created by a call activity in the parent process. " +
    "To terminate this instance please modify the parent process instead.";
  return { type: "INVALID_ARGUMENT", reason };
}
