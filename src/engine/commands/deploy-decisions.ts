import type { JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { DecisionsSource } from "../dmn/source.ts";
import type { DecisionRequirementsRow, DecisionRow } from "../store/tables-resources.ts";
import type { DeployedResource } from "./deployed-resource.ts";
import { inHashOrder, scalaCapacity } from "../core/hash-order.ts";

/** What a deployment's record says about one DMN resource. */
export interface DecisionsMetadata {
  readonly requirements: JsonObject;
  readonly decisions: readonly JsonObject[];
}

/** The newest graph of an id when it is this very resource. */
export function duplicateOfDecisions(
  rt: Runtime,
  source: DecisionsSource,
  resource: DeployedResource,
): DecisionRequirementsRow | undefined {
  const latest = rt.state.decisionRequirements.query("latest", source.id)[0];
  const isSame = latest?.checksum === resource.checksum && latest.resourceName === resource.name;
  return isSame ? latest : undefined;
}

/** What a deployment says about a graph that was there already. */
export function duplicateDecisions(rt: Runtime, row: DecisionRequirementsRow): DecisionsMetadata {
  const decisions = rt.state.decisions.query("ofRequirements", row.key);
  return {
    requirements: requirementsValue(row, true),
    decisions: decisions.map((decision) => decisionValue(decision, true)),
  };
}

/** Stores a new version of a graph and of its decisions, and writes their records. */
export function deployDecisions(rt: Runtime, source: DecisionsSource, resource: DeployedResource): DecisionsMetadata {
  const { row, decisions } = draftDecisions(rt, source, resource);
  const requirements = requirementsValue(row, false);
  rt.state.decisionRequirements.insert(row.key, row);
  for (const decision of decisions) rt.state.decisions.insert(decision.key, decision);
  rt.writers.event("DECISION_REQUIREMENTS", "CREATED", { key: row.key, value: requirementsRecord(row) });
  const values = decisions.map((decision) => ({ key: decision.key, value: decisionValue(decision, false) }));
  for (const each of values) rt.writers.event("DECISION", "CREATED", each);
  return { requirements, decisions: values.map(({ value }) => value) };
}

/** What a deployment says about a graph that would have been stored. */
export function refusedDecisions(rt: Runtime, source: DecisionsSource, resource: DeployedResource): DecisionsMetadata {
  const { row, decisions } = draftDecisions(rt, source, resource);
  return {
    requirements: requirementsValue(row, false),
    decisions: decisions.map((decision) => decisionValue(decision, false)),
  };
}

function draftDecisions(rt: Runtime, source: DecisionsSource, resource: DeployedResource) {
  const row = requirementsRow(rt, source, resource);
  const decisions = inHashOrder(source.decisions, scalaCapacity(source.decisions.length)).map((decision) =>
    decisionRow(rt, row, { ...decision, deploymentKey: resource.deploymentKey }),
  );
  return { row, decisions };
}

function requirementsRow(rt: Runtime, source: DecisionsSource, resource: DeployedResource): DecisionRequirementsRow {
  const latest = rt.state.decisionRequirements.query("latest", source.id)[0];
  return {
    key: rt.keys.next(),
    decisionRequirementsId: source.id,
    version: (latest?.version ?? 0) + 1,
    checksum: resource.checksum,
    resourceName: resource.name,
    resource: resource.resource,
    source,
  };
}

type NewDecision = Pick<DecisionRow, "versionTag" | "deploymentKey"> & { readonly id: string; readonly name: string };

function decisionRow(rt: Runtime, requirements: DecisionRequirementsRow, decision: NewDecision): DecisionRow {
  const latest = rt.state.decisions.query("latest", decision.id)[0];
  return {
    key: rt.keys.next(),
    decisionId: decision.id,
    decisionName: decision.name,
    version: (latest?.version ?? 0) + 1,
    versionTag: decision.versionTag,
    decisionRequirementsId: requirements.decisionRequirementsId,
    decisionRequirementsKey: requirements.key,
    deploymentKey: decision.deploymentKey,
  };
}

function requirementsValue(row: DecisionRequirementsRow, duplicate: boolean): JsonObject {
  return {
    decisionRequirementsId: row.decisionRequirementsId,
    decisionRequirementsName: row.source.name,
    decisionRequirementsVersion: row.version,
    decisionRequirementsKey: row.key,
    namespace: row.source.namespace,
    resourceName: row.resourceName,
    checksum: row.checksum,
    duplicate,
    tenantId: TENANT,
  };
}

/** The value of a graph's own records. */
export function requirementsRecord(row: DecisionRequirementsRow): JsonObject {
  return { ...requirementsValue(row, false), resource: row.resource };
}

/** What a deployment and a decision's own records say about it. */
export function decisionValue(row: DecisionRow, duplicate: boolean): JsonObject {
  return {
    decisionId: row.decisionId,
    decisionName: row.decisionName,
    version: row.version,
    decisionKey: row.key,
    decisionRequirementsId: row.decisionRequirementsId,
    decisionRequirementsKey: row.decisionRequirementsKey,
    duplicate,
    tenantId: TENANT,
    deploymentKey: row.deploymentKey,
    versionTag: row.versionTag,
  };
}
