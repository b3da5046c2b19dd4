import { Router, type RequestHandler } from "express";
import type { PortalServices } from "../../services.ts";

/** Only this machine may read /info and /metrics; an administrator sees the same figures under /betrieb. */
const loopbackOnly: RequestHandler = (req, res, next) => {
  const address = req.ip ?? "";
  if (address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.")) next();
  else res.status(403).type("text/plain").send("Nur von diesem Rechner aus erreichbar.\n");
};

/** Probes for an orchestrator: alive, ready, what runs, and figures. */
export function routes(services: PortalServices): Router {
  const router = Router();
  const { options } = services;
  router.get("/livez", (_req, res) => {
    res.json({ status: "alive" });
  });
  router.get(["/readyz", "/healthz"], async (_req, res) => {
    const reasons = await services.readiness.reasons();
    res
      .status(reasons.length === 0 ? 200 : 503)
      .json({ status: reasons.length === 0 ? "ready" : "not ready", reasons });
  });
  router.get("/info", loopbackOnly, (_req, res) => {
    res.json({ name: "kim-regelkreis", version: options.version, engine: options.engineMode, isDemo: options.isDemo });
  });
  router.get("/metrics", loopbackOnly, async (_req, res) => {
    res.type("text/plain; version=0.0.4").send(await services.metrics());
  });
  return router;
}
