import type { Behaviour } from "../behaviour.ts";
import { jobs } from "./jobs.ts";
import { tasks } from "./tasks.ts";
import { variables } from "./variables.ts";

/** All behaviours by subject; a subject is a folder of recordings. */
export const SUBJECTS: Readonly<Record<string, readonly Behaviour[]>> = { tasks, variables, jobs };
