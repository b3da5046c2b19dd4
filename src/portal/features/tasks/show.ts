import type { Request, Response } from "express";
import type { DataKind } from "../../../domain/visibility.ts";
import { findPerson, groupName, textsOfChallenge, type Register } from "../../../register/index.ts";
import { EngineConflict, EngineNotFound } from "../../engine/errors.ts";
import type { EngineGateway, UserTask } from "../../engine/gateway.ts";
import { parseJson, type JsonObject } from "../../engine/json.ts";
import { fillLists } from "../../forms/lists.ts";
import { formSchema, type FormSchema } from "../../forms/schema.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { userOf } from "../../user.ts";
import { isVisible } from "../challenges/access.ts";
import { isForUser, loadSubject, subjectOf, type TaskSubject } from "./load.ts";
import { toTaskPage, type TaskForm } from "./page.ts";

/** The task when it is open and for this person; throws EngineNotFound or EngineConflict ("somebody was faster") otherwise. */
export async function openTask(engine: EngineGateway, req: Request): Promise<UserTask> {
  const task = await engine.findTask(paramOf(req, "key"));
  if (task === undefined || !isForUser(task, userOf(req)))
    throw new EngineNotFound("Expected a task of the person's groups, but there is none with this key");
  if (task.state !== "CREATED")
    throw new EngineConflict(`Expected task ${task.userTaskKey} to be open, but it is ${task.state}`);
  return task;
}

/** The task's form with the municipality's lists; undefined when the task has none. */
export async function schemaOf(
  { engine, register }: PortalServices,
  task: UserTask,
  variables: JsonObject,
): Promise<FormSchema | undefined> {
  const text = await engine.formOfTask(task.userTaskKey);
  if (text === undefined) return undefined;
  return fillLists(register, formSchema.parse(parseJson(text)), subjectOf(variables));
}

async function freshForm(
  services: PortalServices,
  task: UserTask,
  variables: JsonObject,
): Promise<TaskForm | undefined> {
  const schema = await schemaOf(services, task, variables);
  if (schema === undefined) return undefined;
  const state = await services.validator.evaluate(schema, variables);
  return { schema, state, values: variables, findings: [], hasNewFields: false, isSent: false };
}

/** Recorded texts that help with a later step, and the kind of data each belongs to; comments of offices are not among them. */
const EARLIER: Readonly<Record<string, DataKind>> = {
  loesungText: "loesung",
  merkblattText: "loesung",
  begruendungText: "entscheidungen",
};

async function earlierTexts(register: Register, { challenge: loaded }: TaskSubject, req: Request) {
  if (loaded === undefined) return [];
  const { viewer, challenge } = loaded;
  const texts = await textsOfChallenge(register, challenge.herausforderungId);
  return texts
    .filter(({ feld }) => {
      const kind = EARLIER[feld];
      return kind !== undefined && isVisible(kind, viewer, challenge.status);
    })
    .map(({ feld, text }) => ({ label: req.t(`field.${feld}`), text }));
}

/** Answers with the page of a task: fresh, or with a submission that was not accepted. */
export async function showTask(
  services: PortalServices,
  { req, res }: { readonly req: Request; readonly res: Response },
  { task, form }: { readonly task: UserTask; readonly form?: TaskForm },
): Promise<void> {
  const { register, engine, clock } = services;
  const user = userOf(req);
  const variables = await engine.variablesOfTask(task.userTaskKey);
  const [subject, holder, groupNames] = await Promise.all([
    loadSubject(register, user, variables),
    task.assignee === undefined ? undefined : findPerson(register, task.assignee),
    Promise.all(task.candidateGroups.map((group) => groupName(register, group))),
  ]);
  const isMine = task.assignee === user.personId;
  const page = toTaskPage({
    t: req.t,
    language: req.language,
    now: clock.now(),
    personId: user.personId,
    task,
    holderName: holder?.name,
    groupNames,
    subject,
    earlier: await earlierTexts(register, subject, req),
    form: form ?? (isMine ? await freshForm(services, task, variables) : undefined),
  });
  res.status(form === undefined ? 200 : 422).render("tasks/views/show", page);
}
