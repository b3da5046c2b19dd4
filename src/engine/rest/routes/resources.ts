import { z } from "zod";
import type { EngineRecord, JsonObject } from "../../core/record.ts";
import { numberOf, objectsOf, textOf } from "../../history/values.ts";
import { resourceByKey } from "../../store/history-reads.ts";
import { invalidArgument, notFound, rejected } from "../problem.ts";
import { ok, query, type Route, type Services } from "../route.ts";
import { DEFAULT_TENANT, noBody, operationReference } from "../schemas.ts";

/** A part of a multipart request that is a file. */
// Asked when a form is there: naming these classes any earlier loads what Node needs for fetch, at each start.
const RESOURCE = z.custom<File>((value) => value instanceof File);
const FORM = z.custom<FormData>((value) => value instanceof FormData, {
  error: "Expected a multipart/form-data request",
});

/** Operations on deployed resources. */
export const RESOURCE_ROUTES: readonly Route[] = [
  { operation: "createDeployment", handle: (services, { body }) => deploy(services, body) },
  query({
    operation: "deleteResource",
    body: z.strictObject({ operationReference, deleteHistory: z.boolean().nullish() }).nullish(),
    query: async ({ engine }, { key }) => {
      const resourceKey = key("resourceKey");
      const outcome = await engine.execute({
        valueType: "RESOURCE_DELETION",
        intent: "DELETE",
        value: { resourceKey },
      });
      if (outcome.kind === "rejected") throw rejected(outcome.record);
      return ok({ resourceKey: String(resourceKey), batchOperation: null });
    },
  }),
  query({
    operation: "getResource",
    body: noBody,
    query: ({ history }, { key }) => {
      const row = resourceOf(history, key("resourceKey"));
      return ok({
        resourceKey: String(row["key"]),
        resourceId: row["resource_id"],
        resourceName: row["resource_name"],
        version: row["version"],
        versionTag: row["version_tag"],
        tenantId: row["tenant_id"],
      });
    },
  }),
  query({
    operation: "getResourceContent",
    body: noBody,
    query: ({ history }, { key }) => {
      const row = resourceOf(history, key("resourceKey"));
      return { status: 200, text: { content: String(row["content"]), type: "text/plain;charset=UTF-8" } };
    },
  }),
];

function resourceOf(history: Services["history"], key: number) {
  const row = resourceByKey(history, key);
  if (row === undefined) throw notFound("Resource", String(key));
  return row;
}

async function deploy({ engine }: Services, body: unknown) {
  const form = FORM.safeParse(body);
  if (!form.success) throw invalidArgument("No resources provided.");
  const tenant = form.data.get("tenantId");
  if (typeof tenant === "string" && tenant !== "" && tenant !== DEFAULT_TENANT) {
    throw invalidArgument(
      `Expected to handle request Deploy Resources with tenant identifier '${tenant}', but multi-tenancy is disabled.`,
    );
  }
  const files = form.data.getAll("resources").flatMap((part) => RESOURCE.safeParse(part).data ?? []);
  if (files.length === 0) throw invalidArgument("No resources provided.");
  const resources = await Promise.all(files.map(resourceCommand));
  const value = { tenantId: DEFAULT_TENANT, resources };
  const outcome = await engine.execute({ valueType: "DEPLOYMENT", intent: "CREATE", value });
  if (outcome.kind === "rejected") throw rejected(outcome.record);
  return ok(deploymentAnswer(outcome.record));
}

async function resourceCommand(file: File) {
  const content = Buffer.from(await file.arrayBuffer());
  return { resourceName: file.name, resource: content.toString("base64") };
}

function deploymentAnswer({ key, value }: EngineRecord) {
  const deployments = [
    ...objectsOf(value, "processesMetadata").map((item) => entry({ processDefinition: processOf(item) })),
    ...objectsOf(value, "decisionsMetadata").map((item) => entry({ decisionDefinition: decisionOf(item) })),
    ...objectsOf(value, "decisionRequirementsMetadata").map((item) =>
      entry({ decisionRequirements: requirementsOf(item) }),
    ),
    ...objectsOf(value, "formMetadata").map((item) => entry({ form: formOf(item) })),
    ...objectsOf(value, "resourceMetadata").map((item) => entry({ resource: genericOf(item) })),
  ];
  return { deploymentKey: String(key), tenantId: textOf(value, "tenantId"), deployments };
}

function entry(kind: Readonly<Record<string, unknown>>) {
  const none = {
    processDefinition: null,
    decisionDefinition: null,
    decisionRequirements: null,
    form: null,
    resource: null,
  };
  return { ...none, ...kind };
}

function processOf(item: JsonObject) {
  return {
    processDefinitionId: textOf(item, "bpmnProcessId"),
    processDefinitionVersion: numberOf(item, "version"),
    processDefinitionKey: String(numberOf(item, "processDefinitionKey")),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}

function requirementsOf(item: JsonObject) {
  return {
    decisionRequirementsId: textOf(item, "decisionRequirementsId"),
    decisionRequirementsName: textOf(item, "decisionRequirementsName"),
    decisionRequirementsKey: String(numberOf(item, "decisionRequirementsKey")),
    version: numberOf(item, "decisionRequirementsVersion"),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}

function decisionOf(item: JsonObject) {
  return {
    decisionDefinitionId: textOf(item, "decisionId"),
    name: textOf(item, "decisionName"),
    version: numberOf(item, "version"),
    decisionDefinitionKey: String(numberOf(item, "decisionKey")),
    decisionRequirementsId: textOf(item, "decisionRequirementsId"),
    decisionRequirementsKey: String(numberOf(item, "decisionRequirementsKey")),
    tenantId: textOf(item, "tenantId"),
  };
}

function formOf(item: JsonObject) {
  return {
    formId: textOf(item, "formId"),
    formKey: String(numberOf(item, "formKey")),
    version: numberOf(item, "version"),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}

function genericOf(item: JsonObject) {
  return {
    resourceId: textOf(item, "resourceId"),
    resourceKey: String(numberOf(item, "resourceKey")),
    version: numberOf(item, "version"),
    resourceName: textOf(item, "resourceName"),
    tenantId: textOf(item, "tenantId"),
  };
}
