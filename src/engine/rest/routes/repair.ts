import { z } from "zod";
import type { JsonObject } from "../../core/record.ts";
import { command, type Route } from "../route.ts";
import { keyText, operationReference, required, variables } from "../schemas.ts";

const VARIABLES = z
  .array(z.strictObject({ variables, scopeId: z.string().nullish() }))
  .nullish()
  .transform((instructions) =>
    (instructions ?? []).map((each) => ({ elementId: each.scopeId ?? "", variables: each.variables })),
  );

const ACTIVATION = z.strictObject({
  elementId: required,
  variableInstructions: VARIABLES,
  ancestorElementInstanceKey: keyText.nullish(),
});

const TERMINATION = z
  .strictObject({ elementId: z.string().nullish(), elementInstanceKey: keyText.nullish() })
  .refine(({ elementId, elementInstanceKey: key }) => Boolean(elementId) !== (typeof key === "number"), {
    error: "Exactly one of [elementId, elementInstanceKey] is required",
  });

const MOVE = z.strictObject({
  sourceElementInstruction: z.union([
    z.strictObject({ sourceType: z.literal("byId"), sourceElementId: required }),
    z.strictObject({ sourceType: z.literal("byKey"), sourceElementInstanceKey: keyText }),
  ]),
  targetElementId: required,
  ancestorScopeInstruction: z
    .union([
      z.strictObject({ ancestorScopeType: z.literal("direct"), ancestorElementInstanceKey: keyText }),
      z.strictObject({ ancestorScopeType: z.enum(["inferred", "sourceParent"]) }),
    ])
    .nullish(),
  variableInstructions: VARIABLES,
});

const MODIFICATION = z.strictObject({
  operationReference,
  activateInstructions: z.array(ACTIVATION).nullish(),
  moveInstructions: z.array(MOVE).nullish(),
  terminateInstructions: z.array(TERMINATION).nullish(),
});

const MAPPINGS = z.array(z.strictObject({ sourceElementId: required, targetElementId: required }));

/** Operations that put a running process instance right. */
export const REPAIR_ROUTES: readonly Route[] = [
  command({
    operation: "modifyProcessInstance",
    body: MODIFICATION,
    command: ({ key, body }) => ({
      valueType: "PROCESS_INSTANCE_MODIFICATION",
      intent: "MODIFY",
      key: key("processInstanceKey"),
      value: {
        processInstanceKey: key("processInstanceKey"),
        activateInstructions: (body.activateInstructions ?? []).map(activation),
        terminateInstructions: (body.terminateInstructions ?? []).map(termination),
        moveInstructions: (body.moveInstructions ?? []).map(move),
      },
    }),
  }),
  command({
    operation: "migrateProcessInstance",
    body: z.strictObject({ targetProcessDefinitionKey: keyText, mappingInstructions: MAPPINGS, operationReference }),
    command: ({ key, body }) => ({
      valueType: "PROCESS_INSTANCE_MIGRATION",
      intent: "MIGRATE",
      key: key("processInstanceKey"),
      value: {
        processInstanceKey: key("processInstanceKey"),
        targetProcessDefinitionKey: body.targetProcessDefinitionKey,
        mappingInstructions: body.mappingInstructions,
      },
    }),
  }),
];

function activation(body: z.infer<typeof ACTIVATION>): JsonObject {
  const { elementId, variableInstructions, ancestorElementInstanceKey } = body;
  return { elementId, variableInstructions, ancestorScopeKey: ancestorElementInstanceKey ?? -1 };
}

function termination({ elementId, elementInstanceKey }: z.infer<typeof TERMINATION>): JsonObject {
  return { elementId: elementId ?? "", elementInstanceKey: elementInstanceKey ?? -1 };
}

function move(body: z.infer<typeof MOVE>): JsonObject {
  const { sourceElementInstruction: source, ancestorScopeInstruction: scope } = body;
  return {
    targetElementId: body.targetElementId,
    variableInstructions: body.variableInstructions,
    sourceElementId: source.sourceType === "byId" ? source.sourceElementId : "",
    sourceElementInstanceKey: source.sourceType === "byKey" ? source.sourceElementInstanceKey : -1,
    ancestorScopeKey: scope?.ancestorScopeType === "direct" ? scope.ancestorElementInstanceKey : -1,
    inferAncestorScopeFromSourceHierarchy: scope?.ancestorScopeType === "inferred",
    useSourceParentKeyAsAncestorScopeKey: scope?.ancestorScopeType === "sourceParent",
  };
}
