import { inHashOrder, javaCapacity } from "../core/hash-order.ts";
import { typeOf } from "../commands/start-instructions.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Runtime } from "../core/runtime.ts";
import { isStartLocked } from "../behaviour/start-events.ts";
import type { ElementInstance } from "../store/tables.ts";
import type { MigrationCommand, MigrationPlan } from "./plan.ts";

type Planned = { readonly ok: true; readonly plan: MigrationPlan } | { readonly ok: false; readonly refusal: Refusal };

const refused = (type: Refusal["type"], reason: string): Planned => ({ ok: false, refusal: { type, reason } });

/** Checks what a migration's command says before any element is looked at, and finds its processes. */
export function planMigration(rt: Runtime, instance: ElementInstance | undefined, command: MigrationCommand): Planned {
  const { processInstanceKey, targetProcessDefinitionKey, mappingInstructions } = command;
  if (instance === undefined) {
    const reason = `Expected to migrate process instance but no process instance found with key '${processInstanceKey}'`;
    return refused("NOT_FOUND", reason);
  }
  const subject = `Expected to migrate process instance '${processInstanceKey}' but`;
  const twice = duplicates(mappingInstructions.map(({ sourceElementId }) => sourceElementId));
  if (twice.length > 0) {
    const reason = `${subject} the mapping instructions contain duplicate source element ids '[${twice.join(", ")}]'.`;
    return refused("INVALID_ARGUMENT", reason);
  }
  const plan = planFor(rt, instance, command);
  if (plan === undefined) {
    const reason = `Expected to migrate process instance to process definition but no process definition found with key '${targetProcessDefinitionKey}'`;
    return refused("NOT_FOUND", reason);
  }
  const locked = lockRefusal(rt, instance, plan);
  if (locked !== undefined) return refused("INVALID_STATE", `${subject} ${locked}`);
  const unknown = unknownElement(plan, command);
  return unknown === undefined ? { ok: true, plan } : refused("INVALID_ARGUMENT", `${subject} ${unknown}`);
}

/** As Zeebe lists them: in the order of a hash table. */
function duplicates(ids: readonly string[]): readonly string[] {
  const distinct = [...new Set(ids)].map((id) => ({ id }));
  const ordered = inHashOrder(distinct, javaCapacity(distinct.length)).map(({ id }) => id);
  return ordered.filter((id) => ids.indexOf(id) !== ids.lastIndexOf(id));
}

function planFor(rt: Runtime, { value }: ElementInstance, command: MigrationCommand): MigrationPlan | undefined {
  const definition = rt.state.processes.get(command.targetProcessDefinitionKey);
  const target = rt.process(command.targetProcessDefinitionKey);
  const source = rt.process(value.processDefinitionKey);
  if (definition === undefined || target === undefined || source === undefined) return undefined;
  const pairs = command.mappingInstructions.map((each) => [each.sourceElementId, each.targetElementId] as const);
  const mapping = new Map([...pairs, [value.bpmnProcessId, definition.bpmnProcessId] as const]);
  return { processInstanceKey: command.processInstanceKey, source, target, definition, mapping };
}

/** A message may start only one instance of a process for a correlation key, and a migrated one counts. */
function lockRefusal(
  rt: Runtime,
  instance: ElementInstance,
  { definition, target }: MigrationPlan,
): string | undefined {
  if (instance.value.bpmnProcessId === definition.bpmnProcessId) return undefined;
  if (!target.root.startEvents.some(({ event }) => event?.kind === "message")) return undefined;
  const correlationKey = rt.state.startKeys.get(instance.key, "correlationKey");
  if (correlationKey === undefined || !isStartLocked(rt, definition.bpmnProcessId, correlationKey)) return undefined;
  return (
    `target process definition '${definition.key}' has an active instance triggered by a message start event with ` +
    `correlation key '${correlationKey}'. Only one instance per correlation key is allowed for message start events.`
  );
}

function unknownElement(
  { source, target }: MigrationPlan,
  { mappingInstructions }: MigrationCommand,
): string | undefined {
  for (const { sourceElementId, targetElementId } of mappingInstructions) {
    if (typeOf(source, sourceElementId) === undefined) return unknown("source", sourceElementId);
    if (typeOf(target, targetElementId) === undefined) return unknown("target", targetElementId);
  }
  return undefined;
}

function unknown(side: "source" | "target", id: string): string {
  return (
    `mapping instructions contain a non-existing ${side} element id '${id}'. ` +
    `Elements provided in mapping instructions must exist in the ${side} process definition.`
  );
}
