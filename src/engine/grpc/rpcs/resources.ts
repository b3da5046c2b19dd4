import { z } from "zod";
import type { EngineRecord, JsonObject } from "../../core/record.ts";
import { TENANT } from "../../core/values.ts";
import { numberOf, objectsOf, textOf } from "../../history/values.ts";
import { key, tenantOf } from "../fields.ts";
import { command, type Rpc } from "../rpc.ts";

const bytes = z.instanceof(Uint8Array).transform((content) => Buffer.from(content).toString("base64"));

/** Calls about what is deployed. */
export const RESOURCE_RPCS: readonly Rpc[] = [
  command({
    name: "DeployResource",
    request: z.object({
      resources: z.array(z.object({ name: z.string(), content: bytes })),
      tenantId: tenantOf("DeployResource"),
    }),
    command: ({ resources }) =>
      deployment(resources.map(({ name, content }) => ({ resourceName: name, resource: content }))),
    answer: (record) => ({
      key: record.key,
      deployments: deploymentsOf(record.value),
      tenantId: textOf(record.value, "tenantId"),
    }),
  }),
  command({
    name: "DeployProcess",
    request: z.object({ processes: z.array(z.object({ name: z.string(), definition: bytes })) }),
    command: ({ processes }) =>
      deployment(processes.map(({ name, definition }) => ({ resourceName: name, resource: definition }))),
    answer: (record) => ({ key: record.key, processes: processesOf(record) }),
  }),
  command({
    name: "DeleteResource",
    request: z.object({ resourceKey: key }),
    command: ({ resourceKey }) => ({ valueType: "RESOURCE_DELETION", intent: "DELETE", value: { resourceKey } }),
  }),
];

const deployment = (resources: JsonObject[]) => ({
  valueType: "DEPLOYMENT",
  intent: "CREATE",
  value: { tenantId: TENANT, resources },
});

function deploymentsOf(value: JsonObject): object[] {
  return [
    ...objectsOf(value, "processesMetadata").map((item) => ({ process: processOf(item) })),
    ...objectsOf(value, "decisionsMetadata").map((item) => ({ decision: decisionOf(item) })),
    ...objectsOf(value, "decisionRequirementsMetadata").map((item) => ({ decisionRequirements: requirementsOf(item) })),
    ...objectsOf(value, "formMetadata").map((item) => ({ form: formOf(item) })),
  ];
}

const processesOf = ({ value }: EngineRecord): object[] => objectsOf(value, "processesMetadata").map(processOf);

function processOf(item: JsonObject): object {
  return {
    bpmnProcessId: textOf(item, "bpmnProcessId"),
    version: numberOf(item, "version"),
    processDefinitionKey: numberOf(item, "processDefinitionKey"),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}

function decisionOf(item: JsonObject): object {
  return {
    dmnDecisionId: textOf(item, "decisionId"),
    dmnDecisionName: textOf(item, "decisionName"),
    version: numberOf(item, "version"),
    decisionKey: numberOf(item, "decisionKey"),
    dmnDecisionRequirementsId: textOf(item, "decisionRequirementsId"),
    decisionRequirementsKey: numberOf(item, "decisionRequirementsKey"),
    tenantId: textOf(item, "tenantId"),
  };
}

function requirementsOf(item: JsonObject): object {
  return {
    dmnDecisionRequirementsId: textOf(item, "decisionRequirementsId"),
    dmnDecisionRequirementsName: textOf(item, "decisionRequirementsName"),
    version: numberOf(item, "decisionRequirementsVersion"),
    decisionRequirementsKey: numberOf(item, "decisionRequirementsKey"),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}

function formOf(item: JsonObject): object {
  return {
    formId: textOf(item, "formId"),
    version: numberOf(item, "version"),
    formKey: numberOf(item, "formKey"),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}
