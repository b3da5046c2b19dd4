import type { DecisionsSource } from "../dmn/source.ts";
import type { TableSpec } from "./table.ts";

/** A deployed decision requirements graph. */
export interface DecisionRequirementsRow {
  readonly key: number;
  readonly decisionRequirementsId: string;
  readonly version: number;
  readonly checksum: string;
  readonly resourceName: string;
  /** The model's XML, base64. */
  readonly resource: string;
  readonly source: DecisionsSource;
}

/** Deployed decision requirements graphs by key. */
export const DECISION_REQUIREMENTS: TableSpec<DecisionRequirementsRow> = {
  name: "decision_requirements",
  columns: {
    decision_requirements_id: (row) => row.decisionRequirementsId,
    version: (row) => row.version,
  },
  indexes: [["decision_requirements_id", "version"]],
  queries: { latest: "decision_requirements_id = ? ORDER BY version DESC LIMIT 1" },
};

/** A deployed decision. */
export interface DecisionRow {
  readonly key: number;
  readonly decisionId: string;
  readonly decisionName: string;
  readonly version: number;
  readonly versionTag: string;
  readonly decisionRequirementsId: string;
  readonly decisionRequirementsKey: number;
  readonly deploymentKey: number;
}

/** Deployed decisions by key. */
export const DECISIONS: TableSpec<DecisionRow> = {
  name: "decision",
  columns: {
    decision_id: (row) => row.decisionId,
    version: (row) => row.version,
    version_tag: (row) => row.versionTag,
    deployment_key: (row) => row.deploymentKey,
    decision_requirements_key: (row) => row.decisionRequirementsKey,
  },
  indexes: [["decision_id", "version"], ["deployment_key"], ["decision_requirements_key"]],
  queries: {
    latest: "decision_id = ? ORDER BY version DESC LIMIT 1",
    tagged: "decision_id = ? AND version_tag = ? ORDER BY version DESC LIMIT 1",
    deployed: "decision_id = ? AND deployment_key = ?",
    ofRequirements: "decision_requirements_key = ? ORDER BY key",
  },
};

/** A deployed form. */
export interface FormRow {
  readonly key: number;
  readonly formId: string;
  readonly version: number;
  readonly versionTag: string;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
  /** The form's JSON, base64. */
  readonly resource: string;
}

/** Deployed forms by key. */
export const FORMS: TableSpec<FormRow> = {
  name: "form",
  columns: {
    form_id: (row) => row.formId,
    version: (row) => row.version,
    version_tag: (row) => row.versionTag,
    deployment_key: (row) => row.deploymentKey,
  },
  indexes: [["form_id", "version"], ["deployment_key"]],
  queries: {
    latest: "form_id = ? ORDER BY version DESC LIMIT 1",
    tagged: "form_id = ? AND version_tag = ? ORDER BY version DESC LIMIT 1",
    deployed: "form_id = ? AND deployment_key = ?",
  },
};

/** A deployed resource that the engine only keeps, such as an RPA script. */
export interface ResourceRow {
  readonly key: number;
  readonly resourceId: string;
  readonly version: number;
  readonly versionTag: string;
  readonly deploymentKey: number;
  readonly resourceName: string;
  readonly checksum: string;
  /** The content, base64. */
  readonly resource: string;
}

/** Other deployed resources by key. */
export const RESOURCES: TableSpec<ResourceRow> = {
  name: "resource",
  columns: { resource_id: (row) => row.resourceId, version: (row) => row.version },
  indexes: [["resource_id", "version"]],
  queries: {
    latest: "resource_id = ? ORDER BY version DESC LIMIT 1",
    versions: "resource_id = ? ORDER BY version DESC",
  },
};
