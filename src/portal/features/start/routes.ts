import { Router } from "express";
import { listChallenges, listNotifications, listReports } from "../../../register/index.ts";
import { elsewhereNote } from "../../elsewhere.ts";
import { EngineUnreachable } from "../../engine/errors.ts";
import type { PortalServices } from "../../services.ts";
import { allow, userOf, type CurrentUser } from "../../user.ts";
import { findTasks, withSubjects } from "../tasks/load.ts";
import { toStartView } from "./view-model.ts";

/** Runs a question to the engine; undefined when it is away, so that the page still shows what the register knows. */
async function ifReachable<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineUnreachable) return undefined;
    throw error;
  }
}

/** The start page. */
export function routes(services: PortalServices): Router {
  const router = Router();
  const { register, engine, clock, options } = services;
  const canSearch = options.unsearchable === undefined;
  const loadTasks = (user: CurrentUser) =>
    ifReachable(async () => withSubjects(services, user, canSearch ? await findTasks(engine, user) : []));

  router.get("/", allow(), async (req, res) => {
    const user = userOf(req);
    const seesIncidents = canSearch && user.permissions.has("betrieb");
    const [tasks, notifications, reports, challenges, incidents] = await Promise.all([
      loadTasks(user),
      listNotifications(register, user.personId, { nurUngelesene: true, limit: 50 }),
      user.permissions.has("meldung:erstellen") ? listReports(register, { personId: user.personId, limit: 5 }) : [],
      listChallenges(register, { limit: 5 }),
      seesIncidents ? ifReachable(() => engine.incidents({})) : undefined,
    ]);
    const view = toStartView({
      t: req.t,
      language: req.language,
      now: clock.now(),
      user,
      tasks,
      notifications,
      reports,
      challenges,
      elsewhere: elsewhereNote(options, "tasks", req.t),
      incidents: seesIncidents ? (incidents?.length ?? 0) : undefined,
    });
    res.render("start/views/start", view);
  });

  return router;
}
