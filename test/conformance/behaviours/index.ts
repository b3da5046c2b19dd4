import type { Behaviour } from "../behaviour.ts";
import { calls } from "./calls.ts";
import { errors } from "./errors.ts";
import { signals } from "./signals.ts";
import { timers } from "./timers.ts";
import { boundary } from "./boundary.ts";
import { gateways } from "./gateways.ts";
import { jobs } from "./jobs.ts";
import { messages } from "./messages.ts";
import { subprocesses } from "./subprocesses.ts";
import { tasks } from "./tasks.ts";
import { variables } from "./variables.ts";

/** All behaviours by subject; a subject is a folder of recordings. */
export const SUBJECTS: Readonly<Record<string, readonly Behaviour[]>> = {
  tasks,
  variables,
  jobs,
  gateways,
  boundary,
  subprocesses,
  messages,
  calls,
  errors,
  signals,
  timers,
};
