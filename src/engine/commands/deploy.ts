import { createHash } from "node:crypto";
import { replaceStartSubscriptions, replaceStartTimers } from "../behaviour/start-events.ts";
import type { JsonObject } from "../core/record.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { ProcessRow } from "../store/tables.ts";
import type { ProcessSource } from "../model/source.ts";
import type { DecisionsSource } from "../dmn/source.ts";
import {
  deployDecisions,
  duplicateDecisions,
  duplicateOfDecisions,
  type DecisionsMetadata,
} from "./deploy-decisions.ts";
import { deployForm, duplicateOfForm, formValue, type FormSource } from "./deploy-forms.ts";
import type { DeployedResource } from "./deployed-resource.ts";
import { preparedOf, type PreparedResource } from "./prepared.ts";

/** Deployment of resources. */
export const deployCommands: CommandProcessors = { "DEPLOYMENT CREATE": deploy };

function deploy(rt: Runtime, command: PendingCommand): void {
  const key = rt.keys.next();
  const resources = preparedOf(command.request?.command);
  const metadata = {
    processes: new Array<JsonObject>(),
    requirements: new Array<JsonObject>(),
    decisions: new Array<JsonObject>(),
    forms: new Array<JsonObject>(),
  };
  for (const resource of resources) {
    metadata.processes.push(...resource.processes.map((source) => deployProcess(rt, { key, resource, source })));
    const { requirements, decisions, forms } = deployOther(rt, key, resource);
    metadata.requirements.push(...requirements);
    metadata.decisions.push(...decisions);
    metadata.forms.push(...forms);
  }
  const fresh = freshProcesses(rt, metadata.processes);
  for (const process of fresh) replaceStartTimers(rt, process);
  const record = rt.writers.event("DEPLOYMENT", "CREATED", {
    key,
    value: {
      resources: [],
      tenantId: TENANT,
      processesMetadata: metadata.processes,
      decisionsMetadata: metadata.decisions,
      decisionRequirementsMetadata: metadata.requirements,
      formMetadata: metadata.forms,
      resourceMetadata: [],
      deploymentKey: key,
    },
  });
  for (const process of fresh) replaceStartSubscriptions(rt, process);
  rt.writers.respond(record);
}

/** The processes of a deployment that were not there before. */
function freshProcesses(rt: Runtime, metadata: readonly JsonObject[]): readonly ProcessRow[] {
  return metadata.flatMap(({ duplicate, processDefinitionKey }) => {
    const row = duplicate === true ? undefined : rt.state.processes.get(Number(processDefinitionKey));
    return row === undefined ? [] : [row];
  });
}

/** Decisions and forms; what is there already is not stored again. */
function deployOther(
  rt: Runtime,
  deploymentKey: number,
  { decisions, form, name, resource, content }: PreparedResource,
) {
  const deployed = { name, resource, deploymentKey, checksum: createHash("md5").update(content).digest("base64") };
  const drg = decisions === undefined ? undefined : deployRequirements(rt, decisions, deployed);
  return {
    requirements: drg === undefined ? [] : [drg.requirements],
    decisions: drg?.decisions ?? [],
    forms: form === undefined ? [] : [deployFormOnce(rt, form, deployed)],
  };
}

function deployRequirements(rt: Runtime, source: DecisionsSource, resource: DeployedResource): DecisionsMetadata {
  const duplicate = duplicateOfDecisions(rt, source, resource);
  return duplicate === undefined ? deployDecisions(rt, source, resource) : duplicateDecisions(rt, duplicate);
}

function deployFormOnce(rt: Runtime, source: FormSource, resource: DeployedResource): JsonObject {
  const duplicate = duplicateOfForm(rt, source, resource);
  return duplicate === undefined ? deployForm(rt, source, resource) : formValue(duplicate, true);
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
