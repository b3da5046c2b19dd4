import { z } from "zod";
import { document, key } from "../fields.ts";
import { command, type Rpc } from "../rpc.ts";

const ACTIVATION = z
  .object({
    elementId: z.string(),
    ancestorElementInstanceKey: key,
    variableInstructions: z.array(z.object({ variables: document, scopeId: z.string() })),
  })
  .transform(({ elementId, ancestorElementInstanceKey: ancestor, variableInstructions }) => ({
    elementId,
    ancestorScopeKey: ancestor > 0 ? ancestor : -1,
    variableInstructions: variableInstructions.map(({ variables, scopeId }) => ({ elementId: scopeId, variables })),
  }));

const PLAN = z.object({
  targetProcessDefinitionKey: key,
  mappingInstructions: z.array(z.object({ sourceElementId: z.string(), targetElementId: z.string() })),
});

/** Calls that change instances in their course. */
export const CHANGE_RPCS: readonly Rpc[] = [
  command({
    name: "ModifyProcessInstance",
    request: z.object({
      processInstanceKey: key,
      activateInstructions: z.array(ACTIVATION),
      terminateInstructions: z.array(z.object({ elementInstanceKey: key })),
    }),
    command: (value) => ({
      valueType: "PROCESS_INSTANCE_MODIFICATION",
      intent: "MODIFY",
      key: value.processInstanceKey,
      value,
    }),
  }),
  command({
    name: "MigrateProcessInstance",
    request: z.object({ processInstanceKey: key, migrationPlan: PLAN.nullable() }),
    command: ({ processInstanceKey, migrationPlan }) => ({
      valueType: "PROCESS_INSTANCE_MIGRATION",
      intent: "MIGRATE",
      key: processInstanceKey,
      value: { processInstanceKey, targetProcessDefinitionKey: 0, mappingInstructions: [], ...migrationPlan },
    }),
  }),
];
