import type { UserTask } from "../../portal/engine/gateway.ts";
import type { JsonObject } from "../../portal/engine/json.ts";
import type { CurrentUser } from "../../portal/user.ts";
import type { LoopReport } from "./input.ts";
import type { EngineClock } from "./engine-clock.ts";

/** A report that somebody hands in for an office. */
export interface HandedReport {
  readonly report: LoopReport;
  readonly user: CurrentUser;
  readonly cmStelleId: string;
}

/** A task that somebody completes with what form-js made of the form. */
export interface CompletedTask {
  readonly task: UserTask;
  readonly user: CurrentUser;
  readonly variables: JsonObject;
  readonly data: JsonObject;
}

/** Where people act in a loop: through the portal's functions, or through Tasklist on a Camunda that has no search API. */
export interface LoopStage {
  readonly clock: EngineClock;
  /** Days that time goes on while a task is about to be due, and otherwise. */
  readonly steps: { readonly small: number; readonly large: number };
  /** Resolves when the workers have done all jobs there are: only then a person sees what is theirs to do. */
  settle(): Promise<void>;
  /** Throws LoopStuck when there is an incident younger than a moment (epoch milliseconds). */
  refuseIncidents(since: number): Promise<void>;
  openTasks(): Promise<readonly UserTask[]>;
  variablesOf(userTaskKey: string): Promise<JsonObject>;
  formOf(userTaskKey: string): Promise<string | undefined>;
  claim(userTaskKey: string, user: CurrentUser): Promise<void>;
  complete(completed: CompletedTask): Promise<void>;
  /** Gives the report's reference. */
  report(handed: HandedReport): Promise<string>;
}
