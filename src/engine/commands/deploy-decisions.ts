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
  const row = insertRequirements(rt, source, resource);
  const requirements = requirementsValue(row, false);
  const decisions = inHashOrder(source.decisions, scalaCapacity(source.decisions.length)).map((decision) =>
    insertDecision(rt, row, { ...decision, deploymentKey: resource.deploymentKey }),
  );
  rt.writers.event("DECISION_REQUIREMENTS", "CREATED", { key: row.key, value: requirementsRecord(row) });
  const values = decisions.map((decision) => ({ key: decision.key, value: decisionValue(decision, false) }));
  for (const each of values) rt.writers.event("DECISION", "CREATED", each);
  return { requirements, decisions: values.map(({ value }) => value) };
}

function insertRequirements(rt: Runtime, source: DecisionsSource, resource: DeployedResource): DecisionRequirementsRow {
  const latest = rt.state.decisionRequirements.query("latest", source.id)[0];
  const key = rt.keys.next();
  const row: DecisionRequirementsRow = {
    key,
    decisionRequirementsId: source.id,
    version: (latest?.version ?? 0) + 1,
    checksum: resource.checksum,
    resourceName: resource.name,
    resource: resource.resource,
    source,
  };
  rt.state.decisionRequirements.insert(key, row);
  return row;
}

type NewDecision = Pick<DecisionRow, "versionTag" | "deploymentKey"> & { readonly id: string; readonly name: string };

function insertDecision(rt: Runtime, requirements: DecisionRequirementsRow, decision: NewDecision): DecisionRow {
  const latest = rt.state.decisions.query("latest", decision.id)[0];
  const key = rt.keys.next();
  const row: DecisionRow = {
    key,
    decisionId: decision.id,
    decisionName: decision.name,
    version: (latest?.version ?? 0) + 1,
    versionTag: decision.versionTag,
    decisionRequirementsId: requirements.decisionRequirementsId,
    decisionRequirementsKey: requirements.key,
    deploymentKey: decision.deploymentKey,
  };
  rt.state.decisions.insert(key, row);
  return row;
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
