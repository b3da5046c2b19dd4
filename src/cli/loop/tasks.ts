import { fillLists } from "../../portal/forms/lists.ts";
import { formSchema, type FormSchema } from "../../portal/forms/schema.ts";
import { parseJson, type JsonObject } from "../../portal/engine/json.ts";
import type { UserTask } from "../../portal/engine/gateway.ts";
import { subjectOf } from "../../portal/features/tasks/load.ts";
import type { LoopParts } from "./parts.ts";
import type { LoopSubjects } from "./subject.ts";

/** An open task of the loop with what is needed to decide it. */
export interface LoopTask {
  readonly task: UserTask;
  readonly formId: string;
  readonly schema: FormSchema;
  readonly variables: JsonObject;
  /** Report or challenge it is about. */
  readonly subjectId: string;
}

/** Open tasks of this loop, the oldest first. */
export async function openTasks(parts: LoopParts, subjects: LoopSubjects): Promise<LoopTask[]> {
  const tasks = await parts.stage.openTasks();
  const known = await Promise.all(tasks.map((task) => toLoopTask(parts, task, subjects)));
  const age = ({ task }: LoopTask): string => `${task.creationDate} ${task.userTaskKey}`;
  return known.flatMap((task) => (task === undefined ? [] : [task])).toSorted((a, b) => age(a).localeCompare(age(b)));
}

async function toLoopTask(
  { stage, register }: LoopParts,
  task: UserTask,
  subjects: LoopSubjects,
): Promise<LoopTask | undefined> {
  const variables = await stage.variablesOf(task.userTaskKey);
  const { herausforderungId, meldungId } = subjectOf(variables);
  const subjectId = [herausforderungId, meldungId].find(
    (id) => id !== undefined && (subjects.herausforderungIds.includes(id) || subjects.meldungIds.includes(id)),
  );
  if (subjectId === undefined) return undefined;
  const text = await stage.formOf(task.userTaskKey);
  if (text === undefined) return undefined;
  const schema = formSchema.parse(parseJson(text));
  return {
    task,
    formId: schema.id,
    schema: await fillLists(register, schema, { herausforderungId }),
    variables,
    subjectId,
  };
}
