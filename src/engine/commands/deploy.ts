import { bindingRefusals } from "./deployment-bindings.ts";
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
  refusedDecisions,
  type DecisionsMetadata,
} from "./deploy-decisions.ts";
import { deployForm, duplicateOfForm, formValue, refusedForm } from "./deploy-forms.ts";
import type { DeployedResource } from "./deployed-resource.ts";
import { deployResource, duplicateOfResource, newResource, resourceValue } from "./deploy-resources.ts";
import type { JsonSource } from "./json-resource.ts";
import { preparedOf, type PreparedResource } from "./prepared.ts";
import { nextVersion, noteVersion } from "./versions.ts";

/** Deployment of resources. */
export const deployCommands: CommandProcessors = { "DEPLOYMENT CREATE": deploy };

function deploy(rt: Runtime, command: PendingCommand): void {
  const resources = preparedOf(command.request?.command);
  const key = rt.keys.next();
  const refusal = deploymentRefusal(resources);
  if (refusal !== undefined) {
    rt.writers.reject("INVALID_ARGUMENT", refusal, refusedValue(rt, { command, resources, key }));
    rt.keys.giveBack(key);
    return;
  }
  const isKnown = resources.every((resource) => isDuplicate(rt, resource));
  const metadata = {
    processes: new Array<JsonObject>(),
    requirements: new Array<JsonObject>(),
    decisions: new Array<JsonObject>(),
    forms: new Array<JsonObject>(),
    others: new Array<JsonObject>(),
  };
  for (const resource of resources) {
    metadata.processes.push(
      ...resource.processes.map((source) =>
        isKnown ? duplicateProcess(rt, resource, source) : deployProcess(rt, { key, resource, source }),
      ),
    );
    const { requirements, decisions, forms, others } = deployOther(rt, { key, isKnown }, resource);
    metadata.requirements.push(...requirements);
    metadata.decisions.push(...decisions);
    metadata.forms.push(...forms);
    metadata.others.push(...others);
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
      resourceMetadata: metadata.others,
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

function deployedOf(
  { name, resource, content }: Pick<PreparedResource, "name" | "resource" | "content">,
  deploymentKey: number,
): DeployedResource {
  return { name, resource, deploymentKey, checksum: checksumOf(content) };
}

/** Decisions and forms; what is there already is not stored again. */
function deployOther(
  rt: Runtime,
  { key, isKnown }: { key: number; isKnown: boolean },
  { decisions, form, other, name, resource, content }: PreparedResource,
) {
  const deployed = { ...deployedOf({ name, resource, content }, key), isKnown };
  const drg = decisions === undefined ? undefined : deployRequirements(rt, decisions, deployed);
  return {
    requirements: drg === undefined ? [] : [drg.requirements],
    decisions: drg?.decisions ?? [],
    forms: form === undefined ? [] : [deployFormOnce(rt, form, deployed)],
    others: other === undefined ? [] : [deployOnce(rt, other, deployed)],
  };
}

function deployRequirements(
  rt: Runtime,
  source: DecisionsSource,
  resource: DeployedResource & { isKnown: boolean },
): DecisionsMetadata {
  const duplicate = resource.isKnown ? duplicateOfDecisions(rt, source, resource) : undefined;
  return duplicate === undefined ? deployDecisions(rt, source, resource) : duplicateDecisions(rt, duplicate);
}

function deployFormOnce(
  rt: Runtime,
  source: JsonSource,
  resource: DeployedResource & { isKnown: boolean },
): JsonObject {
  const duplicate = resource.isKnown ? duplicateOfForm(rt, source, resource) : undefined;
  return duplicate === undefined ? deployForm(rt, source, resource) : formValue(duplicate, true);
}

function deployOnce(rt: Runtime, source: JsonSource, resource: DeployedResource & { isKnown: boolean }): JsonObject {
  const duplicate = resource.isKnown ? duplicateOfResource(rt, source, resource) : undefined;
  return duplicate === undefined ? deployResource(rt, source, resource) : resourceValue(duplicate, true);
}

function deployProcess(
  rt: Runtime,
  deployed: { key: number; resource: PreparedResource; source: ProcessSource },
): JsonObject {
  const { resource, source } = deployed;
  const checksum = checksumOf(resource.content);
  const metadata = processMetadata(rt, deployed);
  const { version, processDefinitionKey: key } = metadata;
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
  noteVersion(rt, { kind: "process", id: source.id }, version);
  rt.writers.event("PROCESS", "CREATED", { key, value: { resource: resource.resource, ...metadata } });
  return metadata;
}

/** What a deployment says about a new version of a process. */
function processMetadata(rt: Runtime, deployed: { key: number; resource: PreparedResource; source: ProcessSource }) {
  const { resource, source } = deployed;
  return {
    version: nextVersion(rt, { kind: "process", id: source.id }, rt.state.latestProcess(source.id)?.version ?? 0),
    bpmnProcessId: source.id,
    tenantId: TENANT,
    processDefinitionKey: rt.keys.next(),
    deploymentKey: deployed.key,
    resourceName: resource.name,
    duplicate: false,
    checksum: checksumOf(resource.content),
    versionTag: source.versionTag,
  };
}

/** A refused deployment shows what would have become of its good resources. */
function refusedValue(
  rt: Runtime,
  refused: { command: PendingCommand; resources: readonly PreparedResource[]; key: number },
): JsonObject {
  const { command, resources, key } = refused;
  const good = resources.filter(({ error }) => error === undefined);
  const graphs = good.flatMap(({ decisions, ...resource }) =>
    decisions === undefined ? [] : [refusedDecisions(rt, decisions, deployedOf(resource, key))],
  );
  const isKnown = seenBefore();
  const processesMetadata = good.flatMap((resource) =>
    resource.processes
      .filter(({ id }) => !isKnown(`process ${id}`))
      .map((source) => processMetadata(rt, { key, resource, source })),
  );
  return {
    ...command.value,
    processesMetadata,
    decisionRequirementsMetadata: graphs.map(({ requirements }) => requirements),
    decisionsMetadata: graphs.flatMap(({ decisions }) => decisions),
    formMetadata: good.flatMap(({ form, ...resource }) =>
      form === undefined || isKnown(`form ${form.id}`) ? [] : [refusedForm(rt, form, deployedOf(resource, key))],
    ),
    resourceMetadata: good.flatMap(({ other, ...resource }) =>
      other === undefined || isKnown(`resource ${other.id}`)
        ? []
        : [resourceValue(newResource(rt, other, deployedOf(resource, key)), false)],
    ),
    deploymentKey: key,
  };
}

/** Whether something has been asked for before: of what is there twice, the first counts. */
function seenBefore(): (name: string) => boolean {
  const seen = new Set<string>();
  return (name) => {
    const isKnown = seen.has(name);
    seen.add(name);
    return isKnown;
  };
}

/** Why a deployment cannot be made at all; undefined when it can. */
function deploymentRefusal(resources: readonly PreparedResource[]): string | undefined {
  if (resources.length === 0) return "Expected to deploy at least one resource, but none given";
  const errors = [...resources.flatMap(({ error }) => (error === undefined ? [] : [error])), ...repeatedIds(resources)];
  if (errors.length === 0) errors.push(...bindingRefusals(resources));
  if (errors.length === 0) return undefined;
  const list = errors.map((error) => `\n${error}`).join("");
  return `Expected to deploy new resources, but encountered the following errors:${list}`;
}

function repeatedIds(resources: readonly PreparedResource[]): string[] {
  const processes = resources.flatMap(({ name, processes: all }) => all.map(({ id }) => ({ id, name })));
  const forms = resources.flatMap(({ name, form }) => (form === undefined ? [] : [{ id: form.id, name }]));
  const others = resources.flatMap(({ name, other }) => (other === undefined ? [] : [{ id: other.id, name }]));
  return [
    ...repeated(processes).map(({ first, name }) => `Duplicated process id in resources '${first}' and '${name}'`),
    ...repeated(forms).map(notUnique("form")),
    ...repeated(others).map(notUnique("resource")),
  ];
}

interface Repeated {
  readonly id: string;
  /** Name of the resource that has the id first. */
  readonly first: string;
  readonly name: string;
}

function repeated(all: readonly { id: string; name: string }[]): Repeated[] {
  const seen = new Map<string, string>();
  return all.flatMap(({ id, name }) => {
    const first = seen.get(id);
    seen.set(id, name);
    return first === undefined ? [] : [{ id, first, name }];
  });
}

const notUnique =
  (kind: string) =>
  ({ id, first, name }: Repeated): string =>
    `Expected the ${kind} ids to be unique within a deployment but found a duplicated id '${id}' in the resources '${first}' and '${name}'.`;

function checksumOf(content: string): string {
  return createHash("md5").update(content).digest("base64");
}

/** A deployment is a duplicate when all of its resources are; otherwise all become new versions. */
function isDuplicate(rt: Runtime, resource: PreparedResource): boolean {
  const { decisions, form, other, name, content } = resource;
  const deployed = { name, resource: resource.resource, deploymentKey: -1, checksum: checksumOf(content) };
  if (decisions !== undefined) return duplicateOfDecisions(rt, decisions, deployed) !== undefined;
  if (form !== undefined) return duplicateOfForm(rt, form, deployed) !== undefined;
  if (other !== undefined) return duplicateOfResource(rt, other, deployed) !== undefined;
  return resource.processes.every((source) => duplicateOf(rt, resource, source) !== undefined);
}

function duplicateOf(rt: Runtime, { name, content }: PreparedResource, source: ProcessSource): ProcessRow | undefined {
  const latest = rt.state.latestProcess(source.id);
  return latest?.checksum === checksumOf(content) && latest.resourceName === name ? latest : undefined;
}

function duplicateProcess(rt: Runtime, resource: PreparedResource, source: ProcessSource): JsonObject {
  const row = duplicateOf(rt, resource, source);
  if (row === undefined) throw new Error(`Expected process ${source.id} to be deployed already, but it is not`);
  return {
    version: row.version,
    bpmnProcessId: row.bpmnProcessId,
    tenantId: TENANT,
    processDefinitionKey: row.key,
    deploymentKey: row.deploymentKey,
    resourceName: row.resourceName,
    duplicate: true,
    checksum: row.checksum,
    versionTag: row.versionTag,
  };
}
