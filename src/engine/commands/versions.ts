import type { Runtime } from "../core/runtime.ts";

/** Kinds of resources whose versions are never given again, each with its place among the highest versions. */
const PLACES = { process: 0, form: 1, resource: 2 } as const;

/** A resource's kind and id. */
interface Versioned {
  readonly kind: keyof typeof PLACES;
  readonly id: string;
}

/** The version after the highest that a resource ever had, deleted ones included; `latest` is the highest deployed one, 0 without. */
export function nextVersion(rt: Runtime, { kind, id }: Versioned, latest: number): number {
  return Math.max(rt.state.highestVersions.get(PLACES[kind], id) ?? 0, latest) + 1;
}

/** Notes a version that has been given. */
export function noteVersion(rt: Runtime, { kind, id }: Versioned, version: number): void {
  const highest = rt.state.highestVersions.get(PLACES[kind], id) ?? 0;
  if (version > highest) rt.state.highestVersions.put(PLACES[kind], id, version);
}
