import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { findPerson, groupName, textsOfChallenge } from "../../../register/index.ts";
import { EngineConflict, EngineNotFound } from "../../engine/errors.ts";
import type { UserTask } from "../../engine/gateway.ts";
import { parseJson, type JsonObject } from "../../engine/json.ts";
import { fillLists } from "../../forms/lists.ts";
import { formSchema } from "../../forms/schema.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { allow, userOf } from "../../user.ts";
import { isVisible } from "../challenges/access.ts";
import { completeTask, judgeSubmission } from "./complete.ts";
import { findTasks, isForUser, loadSubject, subjectOf, withSubjects, type TaskSubject } from "./load.ts";
import { toTaskPage, type TaskForm } from "./page.ts";
import { toTaskListView } from "./view-model.ts";

const warningTick = z.object({ hinweiseGeprueft: z.string().catch("") });

/** Task lists, the page of a task, and its life: claim, return, complete. */
export function routes(services: PortalServices): Router {
  const router = Router();
  const { register, engine, clock } = services;

  /** The task when it is open and for this person; otherwise the answer "somebody was faster" or "not found". */
  const openTask = async (req: Request): Promise<UserTask> => {
    const task = await engine.findTask(paramOf(req, "key"));
    if (task === undefined || !isForUser(task, userOf(req)))
      throw new EngineNotFound("Expected a task of the person's groups, but there is none with this key");
    if (task.state !== "CREATED")
      throw new EngineConflict(`Expected task ${task.userTaskKey} to be open, but it is ${task.state}`);
    return task;
  };

  const schemaOf = async (task: UserTask, variables: JsonObject) => {
    const text = await engine.formOfTask(task.userTaskKey);
    if (text === undefined) return undefined;
    return fillLists(register, formSchema.parse(parseJson(text)), subjectOf(variables));
  };

  const showTask = async (req: Request, res: Response, { task, form }: { task: UserTask; form?: TaskForm }) => {
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
      earlier: await earlierTexts(req, subject),
      form: form ?? (isMine ? await freshForm(task, variables) : undefined),
    });
    res.status(form === undefined ? 200 : 422).render("tasks/views/show", page);
  };

  const earlierTexts = async (req: Request, { challenge }: TaskSubject) => {
    if (challenge === undefined) return [];
    const { viewer, challenge: row } = challenge;
    if (!isVisible("loesung", viewer, row.status) && !isVisible("entscheidungen", viewer, row.status)) return [];
    const texts = await textsOfChallenge(register, row.herausforderungId);
    return texts.map(({ feld, text }) => ({ label: req.t(`field.${feld}`), text }));
  };

  const freshForm = async (task: UserTask, variables: JsonObject): Promise<TaskForm | undefined> => {
    const schema = await schemaOf(task, variables);
    if (schema === undefined) return undefined;
    const state = await services.validator.evaluate(schema, variables);
    return { schema, state, values: variables, findings: [], hasNewFields: false, isSent: false };
  };

  router.get("/aufgaben", allow(), async (req, res) => {
    const user = userOf(req);
    const tasks = await withSubjects(services, user, await findTasks(engine, user));
    const input = { t: req.t, language: req.language, now: clock.now(), personId: user.personId, tasks };
    res.render("tasks/views/list", toTaskListView(input));
  });

  router.get("/aufgaben/:key", allow(), async (req, res) => {
    await showTask(req, res, { task: await openTask(req) });
  });

  router.post("/aufgaben/:key/uebernehmen", allow(), async (req, res) => {
    const task = await openTask(req);
    try {
      await engine.claimTask(task.userTaskKey, userOf(req).personId);
    } catch (error) {
      if (!(error instanceof EngineConflict)) throw error;
      req.session.flash = { kind: "warning", text: req.t("tasks.somebodyFaster") };
    }
    res.redirect(303, `/aufgaben/${task.userTaskKey}`);
  });

  router.post("/aufgaben/:key/zurueckgeben", allow(), async (req, res) => {
    const task = await openTask(req);
    if (task.assignee === userOf(req).personId) await engine.returnTask(task.userTaskKey);
    req.session.flash = { kind: "info", text: req.t("tasks.returned") };
    res.redirect(303, "/aufgaben");
  });

  router.post("/aufgaben/:key", allow(), async (req, res) => {
    const user = userOf(req);
    const task = await openTask(req);
    if (task.assignee !== user.personId) {
      throw new EngineConflict(`Expected task ${task.userTaskKey} to be held by the person, but it is not`);
    }
    const variables = await engine.variablesOfTask(task.userTaskKey);
    const schema = await schemaOf(task, variables);
    if (schema === undefined) {
      await completeTask(services, { task, user, variables, data: {} });
    } else {
      const areWarningsChecked = warningTick.parse(req.body).hinweiseGeprueft === "true";
      const judged = await judgeSubmission(services, { schema, variables, sent: req.body, areWarningsChecked });
      if (!judged.isAccepted) {
        await showTask(req, res, { task, form: { ...judged, schema, isSent: true } });
        return;
      }
      await completeTask(services, { task, user, variables, data: judged.state.data });
    }
    req.session.flash = { kind: "success", text: req.t("tasks.completed", { name: task.name }) };
    res.redirect(303, "/aufgaben");
  });

  return router;
}
