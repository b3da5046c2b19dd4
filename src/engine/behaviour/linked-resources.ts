import type { JsonObject } from "../core/record.ts";
import type { ElementContext, Failure } from "../core/runtime.ts";
import type { JobSource, LinkedSource } from "../model/source.ts";
import type { ResourceRow } from "../store/tables-resources.ts";
import type { Result } from "./expressions.ts";

/** The headers of an element's job: the model's own, and the keys of the resources that it links. */
export function jobHeaders(context: ElementContext, { headers, linked = [] }: JobSource): Result<JsonObject> {
  if (linked.length === 0) return { ok: true, value: headers };
  const links: { resourceKey: string; resourceType: string; linkName: string }[] = [];
  for (const link of linked) {
    const resource = findResource(context, link);
    if (resource === undefined) return { ok: false, failure: notFound(context, link) };
    links.push({ resourceKey: String(resource.key), resourceType: link.resourceType, linkName: link.linkName });
  }
  return { ok: true, value: { ...headers, linkedResources: JSON.stringify(links) } };
}

function findResource(context: ElementContext, link: LinkedSource): ResourceRow | undefined {
  const versions = context.rt.state.resources.query("versions", link.resourceId);
  switch (link.bindingType) {
    case "latest":
      return versions[0];
    case "versionTag":
      return versions.find(({ versionTag }) => versionTag === link.versionTag);
    case "deployment":
      return versions.find(({ deploymentKey }) => deploymentKey === deploymentOf(context));
  }
}

function deploymentOf({ rt, value }: ElementContext): number {
  return rt.state.processes.get(value.processDefinitionKey)?.deploymentKey ?? -1;
}

function notFound(context: ElementContext, link: LinkedSource): Failure {
  const message = notFoundText(context, link);
  return { errorType: "RESOURCE_NOT_FOUND", message, variableScopeKey: context.key };
}

function notFoundText(context: ElementContext, link: LinkedSource): string {
  const wanted = `Expected to link a resource with id '${link.resourceId}'`;
  switch (link.bindingType) {
    case "latest":
      return `${wanted}, but no resource with this id is found, at least a resource with this id should be available. To resolve the Incident please deploy a resource with the same id.\n`;
    case "versionTag":
      return `${wanted} and version tag '${link.versionTag ?? ""}', but no such resource found. To resolve the incident, deploy a resource with the given id and version tag.\n`;
    case "deployment":
      return `${wanted} and binding type 'deployment', but no such resource found in the deployment with key ${deploymentOf(context)} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended resource to use.`;
  }
}
