import { refuse, refuseAfterAll, type Refusal } from "../core/refusal.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";
import { planMigration } from "../migration/command-checks.ts";
import { migrateElement } from "../migration/element.ts";
import { readMigration, type MigrationCommand, type MigrationPlan } from "../migration/plan.ts";

/** Migrating process instances to another process or version. */
export const migrateInstanceCommands: CommandProcessors = { "PROCESS_INSTANCE_MIGRATION MIGRATE": migrate };

function migrate(rt: Runtime, command: PendingCommand): void {
  const migration = readMigration(command.value);
  const value = valueOf(migration);
  const instance = rt.state.elementInstances.get(migration.processInstanceKey);
  const planned = planMigration(rt, instance, migration);
  if (!planned.ok) {
    refuse(rt, planned.refusal, value);
    return;
  }
  const refusal = migrateAll(rt, planned.plan);
  if (refusal !== undefined) {
    refuseAfterAll(rt, refusal, value);
    return;
  }
  const key = migration.processInstanceKey;
  rt.writers.respond(rt.writers.event("PROCESS_INSTANCE_MIGRATION", "MIGRATED", { key, value }));
}

function valueOf({ processInstanceKey, targetProcessDefinitionKey, mappingInstructions }: MigrationCommand) {
  const mappings = mappingInstructions.map(({ sourceElementId, targetElementId }) => ({
    sourceElementId,
    targetElementId,
  }));
  return { processInstanceKey, targetProcessDefinitionKey, mappingInstructions: mappings };
}

/** Scopes before what is in them; the first that cannot be migrated ends it. */
function migrateAll(rt: Runtime, plan: MigrationPlan): Refusal | undefined {
  const open = [plan.processInstanceKey];
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    const instance = rt.state.elementInstances.get(key);
    const refusal = instance === undefined ? undefined : migrateElement({ rt, plan, instance });
    if (refusal !== undefined) return refusal;
    open.push(...rt.state.elementInstances.query("children", key).map((child) => child.key));
  }
  return undefined;
}
