import type { JsonObject } from "./json.ts";

/** A user task as the portal shows it; dates as ISO text. */
export interface UserTask {
  readonly userTaskKey: string;
  readonly name: string;
  readonly elementId: string;
  readonly state: string;
  readonly assignee: string | undefined;
  readonly candidateGroups: readonly string[];
  readonly creationDate: string;
  readonly dueDate: string | undefined;
  readonly processDefinitionId: string;
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  readonly priority: number;
}

/** Which tasks are wanted; several fields narrow the result. */
export interface TaskQuery {
  /** At least one of these candidate groups. */
  readonly groups?: readonly string[];
  readonly assignee?: string;
  /** Default 200. */
  readonly limit?: number;
}

/** One version of a process. */
export interface ProcessDefinition {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag: string | undefined;
  readonly resourceName: string;
}

/** One process instance. */
export interface ProcessInstance {
  readonly key: string;
  readonly definitionId: string;
  readonly definitionKey: string;
  readonly definitionName: string;
  readonly version: number;
  readonly state: string;
  readonly startDate: string;
  readonly endDate: string | undefined;
  readonly hasIncident: boolean;
  readonly parentKey: string | undefined;
}

/** One element instance within a process instance. */
export interface ElementInstance {
  readonly key: string;
  readonly elementId: string;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly hasIncident: boolean;
  readonly startDate: string;
  readonly endDate: string | undefined;
}

/** One open incident. */
export interface Incident {
  readonly key: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly elementId: string;
  readonly definitionId: string;
  readonly processInstanceKey: string;
  readonly jobKey: string | undefined;
  readonly creationTime: string;
}

/** How many tokens and incidents an element holds, and how often it was passed. */
export interface ElementStatistics {
  readonly elementId: string;
  readonly active: number;
  readonly incidents: number;
  readonly completed: number;
  readonly canceled: number;
}

/** One variable of an instance; the value is JSON text. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly scopeKey: string;
}

/** Which instances are wanted. */
export interface InstanceQuery {
  readonly definitionId?: string;
  readonly definitionKey?: string;
  readonly state?: "ACTIVE" | "COMPLETED" | "TERMINATED";
  readonly hasIncident?: boolean;
  readonly parentKey?: string;
  /** Instances that hold this variable with this text value. */
  readonly variable?: { readonly name: string; readonly value: string };
  readonly limit?: number;
}

/** A message to publish; `messageId` makes a repetition harmless. */
export interface Message {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly timeToLiveMs: number;
  readonly variables: JsonObject;
}

/** A file to deploy. */
interface DeploymentFile {
  readonly name: string;
  readonly content: string;
}

/** The task side of the engine. */
export interface TaskGateway {
  searchTasks(query: TaskQuery): Promise<readonly UserTask[]>;
  findTask(userTaskKey: string): Promise<UserTask | undefined>;
  /** The linked form's JSON text; undefined when the task has none. */
  formOfTask(userTaskKey: string): Promise<string | undefined>;
  variablesOfTask(userTaskKey: string): Promise<JsonObject>;
  /** Rejects with {@link EngineConflict} when somebody else holds the task. */
  claimTask(userTaskKey: string, assignee: string): Promise<void>;
  returnTask(userTaskKey: string): Promise<void>;
  completeTask(userTaskKey: string, variables: JsonObject): Promise<void>;
}

/** Instances, diagrams and incidents. */
export interface MonitorGateway {
  latestDefinitions(): Promise<readonly ProcessDefinition[]>;
  versionsOf(processDefinitionId: string): Promise<readonly ProcessDefinition[]>;
  findDefinition(key: string): Promise<ProcessDefinition | undefined>;
  xmlOf(definitionKey: string): Promise<string>;
  statisticsOfDefinition(definitionKey: string): Promise<readonly ElementStatistics[]>;
  statisticsOfInstance(instanceKey: string): Promise<readonly ElementStatistics[]>;
  searchInstances(query: InstanceQuery): Promise<readonly ProcessInstance[]>;
  findInstance(instanceKey: string): Promise<ProcessInstance | undefined>;
  elementsOf(instanceKey: string): Promise<readonly ElementInstance[]>;
  variablesOf(instanceKey: string): Promise<readonly Variable[]>;
  incidents(query: { readonly instanceKey?: string; readonly definitionId?: string }): Promise<readonly Incident[]>;
  /** Gives the job of the incident new retries (1) when it has one, then resolves the incident. */
  retryIncident(incidentKey: string): Promise<void>;
  cancelInstance(instanceKey: string): Promise<void>;
}

/** Starting, telling and deploying. */
export interface CommandGateway {
  startProcess(processDefinitionId: string, variables: JsonObject): Promise<{ readonly processInstanceKey: string }>;
  publishMessage(message: Message): Promise<void>;
  /** Deploys all files as one; answers with the process versions it made. */
  deploy(files: readonly DeploymentFile[]): Promise<readonly { readonly id: string; readonly version: number }[]>;
  isReachable(): Promise<boolean>;
}

/** What the portal needs of Camunda; errors are those of errors.ts. */
export interface EngineGateway extends TaskGateway, MonitorGateway, CommandGateway {}
