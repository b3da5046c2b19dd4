import type { RawJob } from "../../workers/define-worker.ts";
import type { JobReport } from "../camunda/job-report.ts";
import type { DeployableResource } from "../camunda/resources.ts";
import type { JsonValue } from "../register/index.ts";

/** Variables as an engine takes and gives them. */
export type Variables = Readonly<Record<string, JsonValue>>;

/** A job that was handed to us, and how often it may still be tried. */
export interface HandedJob extends RawJob {
  readonly retries: number;
}

/** A message to publish or to correlate. */
export interface OutgoingMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly timeToLiveMs: number;
  readonly messageId?: string | undefined;
}

/** State of an instance of a process or element. */
export type InstanceState = "active" | "completed" | "terminated";

/** An instance of a process. */
export interface ProcessInstance {
  readonly key: string;
  readonly processId: string;
  readonly state: InstanceState;
}

/** An instance of an element, the process itself left out. */
export interface ElementInstance {
  readonly key: string;
  readonly processInstanceKey: string;
  readonly processId: string;
  readonly elementId: string;
  readonly state: InstanceState;
}

/** A user task. */
export interface UserTask {
  readonly key: string;
  readonly processId: string;
  readonly processInstanceKey: string;
  readonly elementId: string;
  readonly name: string;
  readonly state: "created" | "completed" | "canceled" | "failed" | "other";
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
  readonly dueDate: string;
  readonly followUpDate: string;
  readonly priority: number;
}

/** A variable in its scope. */
export interface Variable {
  readonly name: string;
  readonly value: JsonValue;
  readonly scopeKey: string;
  readonly processInstanceKey: string;
}

/** An incident that is not resolved. */
export interface Incident {
  readonly key: string;
  readonly processId: string;
  readonly processInstanceKey: string;
  readonly elementId: string;
  readonly message: string;
  readonly jobKey: string | undefined;
}

/** A wait for a message. */
export interface Subscription {
  readonly processInstanceKey: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly state: "waiting" | "correlated" | "gone";
}

/** One evaluation of a decision. */
export interface DecisionEvaluation {
  readonly decisionId: string;
  readonly decisionName: string;
  readonly output: JsonValue;
  /** Numbers of the rules that matched, from 1. */
  readonly matchedRules: readonly number[];
}

/** A sequence flow that was taken, once per instance of its process. */
export interface TakenFlow {
  readonly processId: string;
  readonly processInstanceKey: string;
  readonly flowId: string;
}

/** What an engine holds at one moment; lists are in the order of creation. */
export interface Snapshot {
  readonly instances: readonly ProcessInstance[];
  readonly elements: readonly ElementInstance[];
  readonly userTasks: readonly UserTask[];
  readonly incidents: readonly Incident[];
}

/** An engine as scenarios use it; the one small interface behind which an embedded engine or the real Zeebe engine stands. Answers are visible in the next question. */
export interface ScenarioDriver {
  deploy(resources: readonly DeployableResource[]): Promise<void>;
  /** Moves the clock to a moment (epoch milliseconds) and lets fire what is due. */
  setTime(epochMs: number): Promise<void>;
  createInstance(input: {
    readonly processId: string;
    readonly variables: Variables;
    readonly startElementIds: readonly string[];
  }): Promise<void>;
  publishMessage(message: OutgoingMessage): Promise<void>;
  correlateMessage(message: OutgoingMessage): Promise<void>;
  broadcastSignal(signal: { readonly name: string; readonly variables: Variables }): Promise<void>;
  /** Job types that have jobs to hand out. */
  waitingJobTypes(): Promise<readonly string[]>;
  activateJobs(type: string): Promise<readonly HandedJob[]>;
  reportJob(jobKey: string, report: JobReport): Promise<void>;
  completeUserTask(userTaskKey: string, variables: Variables): Promise<void>;
  resolveIncident(incident: Incident): Promise<void>;
  setVariables(input: {
    readonly scopeKey: string;
    readonly variables: Variables;
    readonly isLocal: boolean;
  }): Promise<void>;
  evaluateDecision(input: { readonly decisionId: string; readonly variables: Variables }): Promise<void>;
  snapshot(): Promise<Snapshot>;
  variables(processInstanceKey: string): Promise<readonly Variable[]>;
  subscriptions(processInstanceKey: string): Promise<readonly Subscription[]>;
  decisions(): Promise<readonly DecisionEvaluation[]>;
  takenFlows(): Promise<readonly TakenFlow[]>;
  close(): Promise<void>;
}
