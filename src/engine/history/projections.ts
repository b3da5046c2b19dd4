import type { EngineRecord } from "../core/record.ts";

/** Takes one event into the read tables. */
type Project = (record: EngineRecord) => void;

/** How the events of some value types are taken into the read tables, by value type. */
export type Projections = Readonly<Record<string, Project>>;
