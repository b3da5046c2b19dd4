import { createHash } from "node:crypto";
import type { JsonObject } from "../core/record.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { ProcessSource } from "../model/source.ts";
import { preparedOf, type PreparedResource } from "./prepared.ts";

/** Deployment of resources. */
export const deployCommands: CommandProcessors = { "DEPLOYMENT CREATE": deploy };

function deploy(rt: Runtime, command: PendingCommand): void {
  const key = rt.keys.next();
  const resources = preparedOf(command.request?.command);
  const metadata = resources.flatMap((resource) =>
    resource.processes.map((source) => deployProcess(rt, { key, resource, source })),
  );
  const record = rt.writers.event("DEPLOYMENT", "CREATED", {
    key,
    value: {
      resources: [],
      tenantId: TENANT,
      processesMetadata: metadata,
      decisionsMetadata: [],
      decisionRequirementsMetadata: [],
      formMetadata: [],
      resourceMetadata: [],
      deploymentKey: key,
    },
  });
  rt.writers.respond(record);
}

function deployProcess(
  rt: Runtime,
  deployed: { key: number; resource: PreparedResource; source: ProcessSource },
): JsonObject {
  const { resource, source } = deployed;
  const checksum = createHash("md5").update(resource.content).digest("base64");
  const version = (rt.state.latestProcess(source.id)?.version ?? 0) + 1;
  const key = rt.keys.next();
  const metadata = {
    version,
    bpmnProcessId: source.id,
    tenantId: TENANT,
    processDefinitionKey: key,
    deploymentKey: deployed.key,
    resourceName: resource.name,
    duplicate: false,
    checksum,
    versionTag: source.versionTag,
  };
  rt.state.processes.insert(key, {
    key,
    bpmnProcessId: source.id,
    version,
    versionTag: source.versionTag,
    deploymentKey: deployed.key,
    resourceName: resource.name,
    checksum,
    resource: resource.resource,
    source,
  });
  rt.state.setLatestProcess(source.id, key);
  rt.writers.event("PROCESS", "CREATED", { key, value: { resource: resource.resource, ...metadata } });
  return metadata;
}
