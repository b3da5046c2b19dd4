import { z } from "zod";
import type { WebAppSession } from "./session.ts";

const task = z.object({
  id: z.string(),
  name: z.string(),
  taskDefinitionId: z.string(),
  creationDate: z.string(),
  assignee: z.string().nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  dueDate: z.string().nullish(),
  formId: z.string().nullish(),
  processDefinitionKey: z.string(),
  processInstanceKey: z.string(),
  priority: z.number().nullish(),
});

/** An open task as Tasklist 8.6 tells it. */
export type TasklistTask = z.output<typeof task>;

const variable = z.object({ name: z.string(), value: z.string().nullable(), isValueTruncated: z.boolean().optional() });

const MANY = 200;

/** Variables by name, as JSON values. */
type Variables = Readonly<Record<string, z.output<ReturnType<typeof z.json>>>>;

/** Tasklist's own API (v1): what a person does there, without the pages. */
export interface Tasklist {
  /** Open tasks, as far as Tasklist has imported them. */
  openTasks(): Promise<TasklistTask[]>;
  variablesOf(taskId: string): Promise<Variables>;
  /** The form's JSON text. */
  formOf(task: TasklistTask): Promise<string | undefined>;
  /** Takes a task for whoever is logged in: nobody may take one for somebody else there. */
  claim(taskId: string): Promise<void>;
  complete(taskId: string, variables: Variables): Promise<void>;
  /** Starts a process as its start form does; gives the instance's key. */
  start(processId: string, variables: Variables): Promise<string>;
}

/** Tasklist behind a log-in. */
export function tasklistOf(session: WebAppSession): Tasklist {
  return {
    openTasks: async () =>
      z.array(task).parse(await session.call("POST", "/v1/tasks/search", { state: "CREATED", pageSize: MANY })),
    variablesOf: async (taskId) => {
      const found = z.array(variable).parse(await session.call("POST", `/v1/tasks/${taskId}/variables/search`, {}));
      return Object.fromEntries(found.map(({ name, value }) => [name, value === null ? null : jsonOf(value)]));
    },
    formOf: async ({ formId, processDefinitionKey }) => {
      if (formId === null || formId === undefined) return undefined;
      const query = new URLSearchParams({ processDefinitionKey }).toString();
      return z.object({ schema: z.string() }).parse(await session.call("GET", `/v1/forms/${formId}?${query}`)).schema;
    },
    claim: async (taskId) => {
      const taking = { assignee: session.name, allowOverrideAssignment: true };
      await session.call("PATCH", `/v1/tasks/${taskId}/assign`, taking);
    },
    complete: async (taskId, variables) => {
      await session.call("PATCH", `/v1/tasks/${taskId}/complete`, { variables: inputs(variables) });
    },
    start: async (processId, variables) => {
      const answer = await session.call("PATCH", `/v1/internal/processes/${processId}/start`, {
        variables: inputs(variables),
      });
      return z
        .object({ id: z.union([z.string(), z.number()]) })
        .parse(answer)
        .id.toString();
    },
  };
}

function inputs(variables: Variables): { name: string; value: string }[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value: JSON.stringify(value) }));
}

function jsonOf(text: string): Variables[string] {
  return z.json().parse(JSON.parse(text));
}
