import { jobDue } from "../behaviour/jobs-due.ts";
import type { DueSource } from "./due.ts";
import { dueMessages, dueTimers } from "./due-events.ts";

/** Everything that can become due, in the order in which Zeebe's checkers run. */
export const DUE_SOURCES: readonly DueSource[] = [dueTimers, dueMessages, jobDue];
