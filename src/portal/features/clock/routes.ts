import { Router } from "express";
import { z } from "zod";
import type { PortalServices } from "../../services.ts";
import { allow } from "../../user.ts";
import { toSafeTarget } from "../login/view-model.ts";

const DAY_MS = 86_400_000;
const forward = z.object({ tage: z.coerce.number().int().min(1).max(730), zurueck: z.string().catch("/") });

/** Moves the clock of the demo forward; there only with the demo profile. */
export function routes({ options, clock, movableClock }: PortalServices): Router {
  const router = Router();
  if (!options.isDemo || movableClock === undefined) return router;
  router.post("/demo/uhr", allow(), async (req, res) => {
    const { tage, zurueck } = forward.parse(req.body);
    await movableClock.moveTo(clock.now() + tage * DAY_MS);
    req.session.flash = { kind: "info", text: req.t("clock.moved", { count: tage }) };
    res.redirect(303, toSafeTarget(zurueck));
  });
  return router;
}
