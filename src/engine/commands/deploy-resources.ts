import type { JsonObject } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { ResourceRow } from "../store/tables-resources.ts";
import type { DeployedResource } from "./deployed-resource.ts";
import type { JsonSource } from "./json-resource.ts";
import { nextVersion, noteVersion } from "./versions.ts";

/** The newest resource of an id when it is this very one. */
export function duplicateOfResource(
  rt: Runtime,
  source: JsonSource,
  deployed: DeployedResource,
): ResourceRow | undefined {
  const latest = rt.state.resources.query("latest", source.id)[0];
  return latest?.checksum === deployed.checksum && latest.resourceName === deployed.name ? latest : undefined;
}

/** Stores a new version of a resource and writes its record; returns what the deployment says about it. */
export function deployResource(rt: Runtime, source: JsonSource, deployed: DeployedResource): JsonObject {
  const row = newResource(rt, source, deployed);
  rt.state.resources.insert(row.key, row);
  noteVersion(rt, { kind: "resource", id: row.resourceId }, row.version);
  rt.writers.event("RESOURCE", "CREATED", { key: row.key, value: resourceRecord(row) });
  return resourceValue(row, false);
}

/** A new version of a resource, which is not stored yet. */
export function newResource(rt: Runtime, source: JsonSource, deployed: DeployedResource): ResourceRow {
  const { id: resourceId, versionTag } = source;
  const latest = rt.state.resources.query("latest", resourceId)[0];
  const versioned = { kind: "resource", id: resourceId } as const;
  return {
    key: rt.keys.next(),
    resourceId,
    version: latest === undefined ? 1 : nextVersion(rt, versioned, latest.version),
    versionTag,
    deploymentKey: deployed.deploymentKey,
    resourceName: deployed.name,
    checksum: deployed.checksum,
    resource: deployed.resource,
  };
}

/** What a deployment says about a resource. */
export function resourceValue(row: ResourceRow, duplicate: boolean): JsonObject {
  return {
    resourceId: row.resourceId,
    version: row.version,
    versionTag: row.versionTag,
    resourceKey: row.key,
    resourceName: row.resourceName,
    checksum: row.checksum,
    tenantId: TENANT,
    deploymentKey: row.deploymentKey,
    duplicate,
  };
}

/** The value of a resource's own records. */
export function resourceRecord(row: ResourceRow): JsonObject {
  return { ...resourceValue(row, false), resourceProp: Buffer.from(row.resource, "base64").toString("utf8") };
}
