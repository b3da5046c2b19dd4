import type { JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { FormRow } from "../store/tables-resources.ts";
import type { DeployedResource } from "./deployed-resource.ts";
import type { JsonSource } from "./json-resource.ts";
import { nextVersion, noteVersion } from "./versions.ts";

/** The newest form of an id when it is this very resource. */
export function duplicateOfForm(rt: Runtime, source: JsonSource, resource: DeployedResource): FormRow | undefined {
  const latest = rt.state.forms.query("latest", source.id)[0];
  return latest?.checksum === resource.checksum && latest.resourceName === resource.name ? latest : undefined;
}

/** Stores a new version of a form and writes its record; returns what the deployment says about it. */
export function deployForm(rt: Runtime, source: JsonSource, resource: DeployedResource): JsonObject {
  const row = formRow(rt, source, resource);
  rt.state.forms.insert(row.key, row);
  noteVersion(rt, { kind: "form", id: source.id }, row.version);
  rt.writers.event("FORM", "CREATED", { key: row.key, value: formRecord(row) });
  return formValue(row, false);
}

/** What a deployment says about a form that would have been stored. */
export function refusedForm(rt: Runtime, source: JsonSource, resource: DeployedResource): JsonObject {
  return formValue(formRow(rt, source, resource), false);
}

function formRow(rt: Runtime, source: JsonSource, resource: DeployedResource): FormRow {
  const latest = rt.state.forms.query("latest", source.id)[0];
  const versioned = { kind: "form", id: source.id } as const;
  return {
    key: rt.keys.next(),
    formId: source.id,
    version: latest === undefined ? 1 : nextVersion(rt, versioned, latest.version),
    versionTag: source.versionTag,
    deploymentKey: resource.deploymentKey,
    resourceName: resource.name,
    checksum: resource.checksum,
    resource: resource.resource,
  };
}

/** What a deployment says about a form. */
export function formValue(row: FormRow, duplicate: boolean): JsonObject {
  return {
    formId: row.formId,
    version: row.version,
    formKey: row.key,
    resourceName: row.resourceName,
    checksum: row.checksum,
    tenantId: TENANT,
    deploymentKey: row.deploymentKey,
    versionTag: row.versionTag,
    duplicate,
  };
}

/** The value of a form's own records. */
export function formRecord(row: FormRow): JsonObject {
  return { ...formValue(row, false), resource: row.resource };
}
