import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { ImportProgress } from "../../../src/camunda/webapps/import-progress.ts";
import type { Operate } from "../../../src/camunda/webapps/operate.ts";
import type { Tasklist, TasklistTask } from "../../../src/camunda/webapps/tasklist.ts";
import type { Brokers } from "./brokers.ts";
import { callAny } from "./office.ts";
import type { EngineRecord } from "./records.ts";
import { storyOf } from "./story.ts";

const task = z.object({
  userTaskKey: z.number(),
  elementId: z.string(),
  elementInstanceKey: z.number(),
  formKey: z.number(),
  creationTimestamp: z.number(),
  candidateGroupsList: z.array(z.string()),
  dueDate: z.string(),
  processDefinitionKey: z.number(),
  processInstanceKey: z.number(),
  priority: z.number(),
});
const variable = z.object({ scopeKey: z.number(), name: z.string(), value: z.string() });
const scope = z.object({ flowScopeKey: z.number() });
const form = z.object({ formId: z.string(), resource: z.string() });
const created = z.object({ processInstanceKey: z.number() });
type Variables = Awaited<ReturnType<Tasklist["variablesOf"]>>;

/** What Tasklist and Operate would show, read from the records themselves; people act through the brokers' REST API. */
export function webAppsOf(brokers: Brokers): { tasklist: Tasklist; operate: Operate; progress: ImportProgress } {
  const of = (valueType: string, ...intents: readonly string[]): EngineRecord[] =>
    brokers.records.all().filter((each) => each.valueType === valueType && intents.includes(each.intent));
  const tasks = (): z.output<typeof task>[] => of("USER_TASK", "CREATED").map(({ value }) => task.parse(value));
  const tasklist: Tasklist = {
    openTasks: () => {
      const { openTasks } = storyOf(brokers.records.all());
      return Promise.resolve(
        tasks().flatMap((each) => (openTasks.includes(each.userTaskKey) ? [tasklistTask(each)] : [])),
      );
    },
    variablesOf: (id) => {
      const found = tasks().find(({ userTaskKey }) => String(userTaskKey) === id);
      return Promise.resolve(found === undefined ? {} : visibleAt(brokers.records.all(), found.elementInstanceKey));
    },
    formOf: ({ formId }) => {
      const found = of("FORM", "CREATED").find(({ key }) => String(key) === formId);
      const text =
        found === undefined ? undefined : Buffer.from(form.parse(found.value).resource, "base64").toString("utf8");
      return Promise.resolve(text);
    },
    claim: () => Promise.resolve(),
    complete: async (id, variables) => {
      await callAny(brokers, `/v2/user-tasks/${id}/completion`, { variables });
    },
    start: async (processId, variables) => {
      const answer = await callAny(brokers, "/v2/process-instances", {
        bpmnProcessId: processId,
        processDefinitionId: processId,
        variables,
      });
      return String(created.parse(await answer.json()).processInstanceKey);
    },
  };
  const operate: Operate = {
    activeIncidents: () =>
      Promise.resolve(
        storyOf(brokers.records.all()).incidents.map((message) => ({
          key: 0,
          type: "",
          message,
          creationTime: new Date(8.64e15).toISOString(),
          state: "ACTIVE",
          processInstanceKey: 0,
        })),
      ),
    instancesOf: () => Promise.resolve([]),
    activeElements: () => Promise.resolve([]),
  };
  return { tasklist, operate, progress: { look: () => Promise.resolve(String(brokers.records.all().length)) } };
}

/** The form's key stands for its id: it names the version, too. */
function tasklistTask(each: z.output<typeof task>): TasklistTask {
  return {
    id: String(each.userTaskKey),
    name: each.elementId,
    taskDefinitionId: each.elementId,
    creationDate: new Date(each.creationTimestamp).toISOString(),
    candidateGroups: each.candidateGroupsList,
    dueDate: each.dueDate === "" ? undefined : each.dueDate,
    formId: String(each.formKey),
    processDefinitionKey: String(each.processDefinitionKey),
    processInstanceKey: String(each.processInstanceKey),
    priority: each.priority,
  };
}

/** Variables of a scope and of those around it; the inner ones win. */
function visibleAt(records: readonly EngineRecord[], elementInstanceKey: number): Variables {
  const outer = new Map<number, number>();
  const variables = new Map<number, Map<string, string>>();
  for (const { valueType, key, value } of records) {
    if (valueType === "PROCESS_INSTANCE") outer.set(key, scope.parse(value).flowScopeKey);
    if (valueType !== "VARIABLE") continue;
    const { scopeKey, name, value: text } = variable.parse(value);
    variables.set(scopeKey, (variables.get(scopeKey) ?? new Map<string, string>()).set(name, text));
  }
  const visible: Record<string, Variables[string]> = {};
  for (let key: number | undefined = elementInstanceKey; key !== undefined && key > 0; key = outer.get(key)) {
    for (const [name, text] of variables.get(key) ?? []) visible[name] ??= z.json().parse(JSON.parse(text));
  }
  return visible;
}

const QUIET_LOOKS = 3;
const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 120_000;

/** Resolves when nothing has happened for some looks and no job waits for a worker. */
export async function untilQuiet({ records }: Brokers): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (let looks = 0, seen = -1; looks < QUIET_LOOKS;) {
    const all = records.all();
    const { openJobs } = storyOf(all);
    looks = openJobs.length === 0 && all.length === seen ? looks + 1 : 0;
    seen = all.length;
    if (performance.now() > giveUpAt)
      throw new Error(`Expected the workers to do ${openJobs.join(", ")}, but they do not`);
    await delay(LOOK_EVERY_MS);
  }
}
