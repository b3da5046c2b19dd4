import { Router } from "express";
import { z } from "zod";
import { authenticate, profileOf } from "../../../register/index.ts";
import { LANGUAGES } from "../../middleware/language.ts";
import { setUpLoginLimit } from "../../middleware/rate-limit.ts";
import type { PortalServices } from "../../services.ts";
import { toLoginView, toSafeTarget } from "./view-model.ts";

const credentials = z.object({
  kennung: z.string().catch(""),
  passwort: z.string().catch(""),
  ziel: z.string().catch("/"),
});
const languageChoice = z.object({ sprache: z.enum(LANGUAGES), zurueck: z.string().catch("/") });

/** Log-in with a local account, log-out, language. */
export function routes(services: PortalServices): Router {
  const router = Router();
  const { options, register } = services;
  const demoAccounts = async () => (options.isDemo ? (await profileOf(register)).demoAccounts : []);

  router.get("/anmelden", async (req, res) => {
    if (req.user !== undefined) {
      res.redirect(303, "/");
      return;
    }
    const target = toSafeTarget(req.query["ziel"]);
    res.render(
      "login/views/login",
      toLoginView({ t: req.t, target, login: "", hasFailed: false, accounts: await demoAccounts() }),
    );
  });

  router.post("/anmelden", setUpLoginLimit(options.failedLoginLimit), async (req, res, next) => {
    const { kennung, passwort, ziel } = credentials.parse(req.body);
    const target = toSafeTarget(ziel);
    const person = await authenticate(register, { login: kennung.trim(), password: passwort });
    if (person === undefined) {
      const view = toLoginView({ t: req.t, target, login: kennung, hasFailed: true, accounts: await demoAccounts() });
      res.status(401).render("login/views/login", view);
      return;
    }
    const language = req.session.language ?? person.sprache;
    // A new session id, so that an id known before the log-in is worth nothing.
    req.session.regenerate((error: unknown) => {
      if (error !== undefined && error !== null) {
        next(error);
        return;
      }
      req.session.personId = person.personId;
      req.session.language = language;
      req.session.save((failure: unknown) => {
        if (failure === undefined || failure === null) res.redirect(303, target);
        else next(failure);
      });
    });
  });

  router.post("/abmelden", (req, res, next) => {
    req.session.destroy((error: unknown) => {
      if (error === undefined || error === null) res.redirect(303, "/anmelden?abgemeldet=ja");
      else next(error);
    });
  });

  router.post("/sprache", (req, res) => {
    const { sprache, zurueck } = languageChoice.parse(req.body);
    req.session.language = sprache;
    res.redirect(303, toSafeTarget(zurueck));
  });

  return router;
}
