import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";

const MINUTE_MS = 60_000;

/** Pages per minute and address; far above what a person does, below what a script does. */
export function setUpRateLimit(): RequestHandler {
  return rateLimit({ windowMs: MINUTE_MS, limit: 1200, standardHeaders: "draft-8", legacyHeaders: false });
}

/** Failed log-ins per address within 15 minutes (default 30); good ones are not counted. */
export function setUpLoginLimit(limit = 30): RequestHandler {
  return rateLimit({
    windowMs: 15 * MINUTE_MS,
    limit,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode < 400,
    handler: (req, res) => {
      const page = { title: req.t("login.tooManyTitle"), text: req.t("login.tooManyText") };
      res.status(429).render("views/problem", { ...page, wayOutHref: "/anmelden", wayOutLabel: req.t("login.title") });
    },
  });
}
