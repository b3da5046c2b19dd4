import { Router } from "express";
import { z } from "zod";
import { listNotifications, markNotificationRead } from "../../../register/index.ts";
import type { PortalServices } from "../../services.ts";
import { allow, userOf } from "../../user.ts";
import { toNotificationListView } from "./view-model.ts";

const chosen = z.object({ notificationId: z.string().catch("") });

/** The person's notifications; reading them is marked by a button, never by a page call. */
export function routes({ register }: PortalServices): Router {
  const router = Router();

  router.get("/mitteilungen", allow(), async (req, res) => {
    const rows = await listNotifications(register, userOf(req).personId, { limit: 100 });
    res.render("notifications/views/list", toNotificationListView(rows, { t: req.t, language: req.language }));
  });

  router.post("/mitteilungen/gelesen", allow(), async (req, res) => {
    const { personId } = userOf(req);
    const { notificationId } = chosen.parse(req.body);
    const unread = await listNotifications(register, personId, { nurUngelesene: true, limit: 500 });
    const marked = unread.filter((row) => notificationId === "" || row.notificationId === notificationId);
    for (const row of marked) await markNotificationRead(register, { notificationId: row.notificationId, personId });
    res.redirect(303, "/mitteilungen");
  });

  return router;
}
