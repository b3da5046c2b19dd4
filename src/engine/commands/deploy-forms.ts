import { asText, isObject } from "../core/fields.ts";
import type { JsonObject, JsonValue } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { FormRow } from "../store/tables-resources.ts";
import type { DeployedResource } from "./deployed-resource.ts";
import { nextVersion, noteVersion } from "./versions.ts";

/** What the engine reads in a form. */
export interface FormSource {
  readonly id: string;
  readonly versionTag: string;
}

/** Reads a form's id and version tag; the error is the sentence of the rejection. */
export function readForm(name: string, content: string): FormSource | { readonly error: string } {
  const form = parse(content);
  if (form === null) return { error: `'${name}': Cannot read field "id" because "form" is null` };
  if (!isObject(form)) return { error: `Failed to parse form JSON. '${name}': expected a JSON object` };
  const id = asText(form["id"]);
  if (id === undefined) return { error: "Expected the form id to be present, but none given" };
  if (id.trim() === "") return { error: "Expected the form id to be filled, but it is blank" };
  return { id, versionTag: asText(form["versionTag"]) ?? "" };
}

function parse(content: string): JsonValue | undefined;
function parse(content: string): unknown {
  try {
    const value: unknown = JSON.parse(content);
    return value;
  } catch {
    return undefined;
  }
}

/** The newest form of an id when it is this very resource. */
export function duplicateOfForm(rt: Runtime, source: FormSource, resource: DeployedResource): FormRow | undefined {
  const latest = rt.state.forms.query("latest", source.id)[0];
  return latest?.checksum === resource.checksum && latest.resourceName === resource.name ? latest : undefined;
}

/** Stores a new version of a form and writes its record; returns what the deployment says about it. */
export function deployForm(rt: Runtime, source: FormSource, resource: DeployedResource): JsonObject {
  const row = formRow(rt, source, resource);
  rt.state.forms.insert(row.key, row);
  noteVersion(rt, { kind: "form", id: source.id }, row.version);
  rt.writers.event("FORM", "CREATED", { key: row.key, value: formRecord(row) });
  return formValue(row, false);
}

/** What a deployment says about a form that would have been stored. */
export function refusedForm(rt: Runtime, source: FormSource, resource: DeployedResource): JsonObject {
  return formValue(formRow(rt, source, resource), false);
}

function formRow(rt: Runtime, source: FormSource, resource: DeployedResource): FormRow {
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
