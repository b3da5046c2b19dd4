import type { PreparedWorker, RawJob } from "../../workers/define-worker.ts";
import type { PublishMessage } from "../../workers/nachricht-senden.ts";
import type { JobReport } from "./job-report.ts";

/** A job in hand. */
export interface FetchedJob extends RawJob {
  /** Tries that are left, this one included. */
  readonly retries: number;
}

/** What is asked for. */
export interface JobRequest {
  readonly type: string;
  readonly variables: PreparedWorker["variables"];
  /** Name the worker gives itself. */
  readonly workerName: string;
  /** How long a job is ours, in milliseconds. */
  readonly jobTimeoutMs: number;
}

/** A request for what waits now. */
export interface PollRequest extends JobRequest {
  readonly maxJobs: number;
  /** How long it waits for a first job, in milliseconds; negative for not at all. */
  readonly pollTimeoutMs: number;
}

/** What a failed call means: try again later, nobody waits for this job any more, or the engine will never take it. */
export type Trouble = "passing" | "gone" | "refused";

/** How jobs come from an engine and go back: one small adapter for each protocol. */
export interface JobTransport {
  readonly protocol: "rest" | "grpc";
  /** What the engine says about itself, as it comes. */
  topology(): PromiseLike<unknown>;
  /** Jobs that wait, or none after the time; ends early, with none, when the signal does. */
  fetch(request: PollRequest, signal: AbortSignal): Promise<readonly FetchedJob[]>;
  /** Has jobs pushed until it is closed; undefined where the protocol cannot. */
  readonly stream: ((request: JobRequest, onJob: (job: FetchedJob) => void) => Promise<{ close(): void }>) | undefined;
  answer(jobKey: string, report: JobReport): Promise<void>;
  readonly publish: PublishMessage;
  trouble(error: unknown): Trouble;
  /** Whether the engine was there and asked for patience. */
  isBusy(error: unknown): boolean;
  /** Fields about an error for a log line; no variables. */
  describe(error: unknown): Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}
