import { OrchestrationLifters, type Camunda8 } from "@camunda8/sdk";
import { toEngineError } from "./camunda-errors.ts";
import { EngineNotFound } from "./errors.ts";
import type { TaskGateway, TaskQuery, UserTask } from "./gateway.ts";
import { jsonObject, parseJson, type JsonObject } from "./json.ts";

/** The official orchestration cluster client. */
export type CamundaClient = ReturnType<Camunda8["getOrchestrationClusterApiClient"]>;

/** Reads wait this long for data that a real cluster shows a moment later; the embedded engine answers at once. */
export const SETTLED = { consistency: { waitUpToMs: 0 } } as const;

const { UserTaskKey } = OrchestrationLifters;
type RawTask = Awaited<ReturnType<CamundaClient["getUserTask"]>>;

function toUserTask(raw: RawTask): UserTask {
  return {
    userTaskKey: raw.userTaskKey,
    name: raw.name ?? raw.elementId,
    elementId: raw.elementId,
    state: raw.state,
    assignee: raw.assignee ?? undefined,
    candidateGroups: raw.candidateGroups,
    creationDate: raw.creationDate,
    dueDate: raw.dueDate ?? undefined,
    processDefinitionId: raw.processDefinitionId,
    processInstanceKey: raw.processInstanceKey,
    elementInstanceKey: raw.elementInstanceKey,
    priority: raw.priority,
  };
}

/** Runs a call of the client and turns its error into one of ours. */
export async function call<T>(operation: string, work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toEngineError(operation, error);
  }
}

/** As {@link call}, but an object that does not exist is undefined. */
export async function callOptional<T>(operation: string, work: () => PromiseLike<T>): Promise<T | undefined> {
  try {
    return await call(operation, work);
  } catch (error) {
    if (error instanceof EngineNotFound) return undefined;
    throw error;
  }
}

function taskFilter({ groups, assignee }: TaskQuery): object {
  return {
    state: "CREATED",
    ...(groups === undefined ? {} : { candidateGroup: { $in: [...groups] } }),
    ...(assignee === undefined ? {} : { assignee }),
  };
}

/** The task side of the gateway on the official client. */
export function createTaskGateway(client: CamundaClient): TaskGateway {
  return {
    searchTasks: async (query) => {
      if (query.groups?.length === 0) return [];
      const request = { filter: taskFilter(query), page: { limit: query.limit ?? 200 } };
      const found = await call("searchUserTasks", () => client.searchUserTasks(request, SETTLED));
      return found.items.map(toUserTask);
    },
    findTask: async (key) => {
      const userTaskKey = UserTaskKey.assumeExists(key);
      const raw = await callOptional("getUserTask", () => client.getUserTask({ userTaskKey }, SETTLED));
      return raw === undefined ? undefined : toUserTask(raw);
    },
    formOfTask: async (key) => {
      const userTaskKey = UserTaskKey.assumeExists(key);
      const form = await callOptional("getUserTaskForm", () => client.getUserTaskForm({ userTaskKey }, SETTLED));
      return form?.schema;
    },
    variablesOfTask: (key) => readVariables(client, key),
    claimTask: async (key, assignee) => {
      const request = { userTaskKey: UserTaskKey.assumeExists(key), assignee, allowOverride: false };
      await call("assignUserTask", () => client.assignUserTask(request));
    },
    returnTask: async (key) => {
      const userTaskKey = UserTaskKey.assumeExists(key);
      await call("unassignUserTask", () => client.unassignUserTask({ userTaskKey }));
    },
    completeTask: async (key, variables) => {
      const request = { userTaskKey: UserTaskKey.assumeExists(key), variables };
      await call("completeUserTask", () => client.completeUserTask(request));
    },
  };
}

async function readVariables(client: CamundaClient, key: string): Promise<JsonObject> {
  const request = { userTaskKey: UserTaskKey.assumeExists(key), page: { limit: 1000 }, truncateValues: false };
  const found = await call("searchUserTaskVariables", () => client.searchUserTaskVariables(request, SETTLED));
  // The nearest scope wins: outer scopes come with a smaller scope key and are overwritten.
  const ordered = found.items.toSorted((a, b) => Number(BigInt(a.scopeKey) - BigInt(b.scopeKey)));
  return jsonObject.parse(Object.fromEntries(ordered.map(({ name, value }) => [name, parseJson(value) ?? null])));
}
