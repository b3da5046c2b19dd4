import { Router } from "express";
import { z } from "zod";
import { EngineConflict } from "../../engine/errors.ts";
import { elsewherePage } from "../../elsewhere.ts";
import type { PortalServices } from "../../services.ts";
import { allow, userOf } from "../../user.ts";
import { completeTask, judgeSubmission } from "./complete.ts";
import { findTasks, withSubjects } from "./load.ts";
import { openTask, schemaOf, showTask } from "./show.ts";
import { toTaskListView } from "./view-model.ts";

const warningTick = z.object({ hinweiseGeprueft: z.string().catch("") });

/** Task lists, the page of a task, and its life: claim, return, complete. */
export function routes(services: PortalServices): Router {
  const router = Router();
  if (services.options.unsearchable !== undefined) {
    router.all(["/aufgaben", "/aufgaben/*path"], allow(), elsewherePage(services.options, "tasks"));
    return router;
  }
  addLists(router, services);
  addClaiming(router, services);
  addCompletion(router, services);
  return router;
}

function addLists(router: Router, services: PortalServices): void {
  const { engine, clock } = services;
  router.get("/aufgaben", allow(), async (req, res) => {
    const user = userOf(req);
    const tasks = await withSubjects(services, user, await findTasks(engine, user));
    const input = { t: req.t, language: req.language, now: clock.now(), personId: user.personId, tasks };
    res.render("tasks/views/list", toTaskListView(input));
  });

  router.get("/aufgaben/:key", allow(), async (req, res) => {
    await showTask(services, { req, res }, { task: await openTask(engine, req) });
  });
}

function addClaiming(router: Router, { engine }: PortalServices): void {
  router.post("/aufgaben/:key/uebernehmen", allow(), async (req, res) => {
    const task = await openTask(engine, req);
    try {
      await engine.claimTask(task.userTaskKey, userOf(req).personId);
    } catch (error) {
      if (!(error instanceof EngineConflict)) throw error;
      req.session.flash = { kind: "warning", text: req.t("tasks.somebodyFaster") };
    }
    res.redirect(303, `/aufgaben/${task.userTaskKey}`);
  });

  router.post("/aufgaben/:key/zurueckgeben", allow(), async (req, res) => {
    const task = await openTask(engine, req);
    if (task.assignee === userOf(req).personId) await engine.returnTask(task.userTaskKey);
    req.session.flash = { kind: "info", text: req.t("tasks.returned") };
    res.redirect(303, "/aufgaben");
  });
}

function addCompletion(router: Router, services: PortalServices): void {
  const { engine } = services;
  router.post("/aufgaben/:key", allow(), async (req, res) => {
    const user = userOf(req);
    const task = await openTask(engine, req);
    if (task.assignee !== user.personId)
      throw new EngineConflict(`Expected task ${task.userTaskKey} to be held by the person, but it is not`);
    const variables = await engine.variablesOfTask(task.userTaskKey);
    const schema = await schemaOf(services, task, variables);
    if (schema === undefined) {
      await completeTask(services, { task, user, variables, data: {} });
    } else {
      const areWarningsChecked = warningTick.parse(req.body).hinweiseGeprueft === "true";
      const judged = await judgeSubmission(services, { schema, variables, sent: req.body, areWarningsChecked });
      if (!judged.isAccepted) {
        await showTask(services, { req, res }, { task, form: { ...judged, schema, isSent: true } });
        return;
      }
      await completeTask(services, { task, user, variables, data: judged.state.data });
    }
    req.session.flash = { kind: "success", text: req.t("tasks.completed", { name: task.name }) };
    res.redirect(303, "/aufgaben");
  });
}
