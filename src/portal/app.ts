import compression from "compression";
import express, { type Express } from "express";
import { pinoHttp } from "pino-http";
import { countUnread, profileOf } from "../register/index.ts";
import { routes as challengeRoutes } from "./features/challenges/routes.ts";
import { routes as clockRoutes } from "./features/clock/routes.ts";
import { routes as healthRoutes } from "./features/health/routes.ts";
import { routes as loginRoutes } from "./features/login/routes.ts";
import { routes as mailRoutes } from "./features/mails/routes.ts";
import { routes as notificationRoutes } from "./features/notifications/routes.ts";
import { routes as operationsRoutes } from "./features/operations/routes.ts";
import { routes as pageRoutes } from "./features/pages/routes.ts";
import { routes as processRoutes } from "./features/processes/routes.ts";
import { routes as reportRoutes } from "./features/reports/routes.ts";
import { routes as startRoutes } from "./features/start/routes.ts";
import { routes as taskRoutes } from "./features/tasks/routes.ts";
import { setUpAssets } from "./middleware/assets.ts";
import { setUpCookies } from "./middleware/cookies.ts";
import { setUpCsrf } from "./middleware/csrf.ts";
import { setUpErrors, setUpNotFound } from "./middleware/errors.ts";
import { loadTexts, setUpLanguage } from "./middleware/language.ts";
import { setUpRateLimit } from "./middleware/rate-limit.ts";
import { setUpHeaders, setUpNonce } from "./middleware/security.ts";
import { setUpSessions } from "./middleware/sessions.ts";
import { setUpFrame, setUpViews } from "./middleware/views.ts";
import "./request.ts";
import type { PortalServices } from "./services.ts";
import { studioScripts } from "./studio-scripts.ts";
import { setUpUser } from "./user.ts";

/** Features in the order in which they are asked. */
const FEATURES = [
  loginRoutes,
  startRoutes,
  reportRoutes,
  taskRoutes,
  challengeRoutes,
  notificationRoutes,
  mailRoutes,
  operationsRoutes,
  processRoutes,
  clockRoutes,
  pageRoutes,
] as const;

/** What comes before a session exists: log, headers, files. */
function setUpTransport(app: Express, services: PortalServices, isHttps: boolean): void {
  app.disable("x-powered-by");
  app.set("trust proxy", "loopback");
  app.use(pinoHttp({ logger: services.logger, quietReqLogger: true, useLevel: "debug" }));
  app.use(healthRoutes(services));
  app.use(setUpNonce);
  app.use(setUpHeaders(isHttps));
  app.use(compression());
  app.use(setUpAssets(studioScripts()));
}

/** Who asks, in which language, and with which right. */
async function setUpIdentity(app: Express, services: PortalServices, isHttps: boolean): Promise<void> {
  const { options, register } = services;
  const csrf = setUpCsrf({ secret: options.sessionSecret, isHttps });
  app.use(setUpRateLimit());
  app.use(setUpCookies);
  app.use(setUpSessions(register, { secret: options.sessionSecret, isHttps }));
  app.use(setUpLanguage(await loadTexts()));
  app.use(setUpUser(register));
  app.use(express.urlencoded({ extended: false, limit: "2mb", parameterLimit: 500 }));
  app.use(express.json({ limit: "4mb" }));
  app.use(csrf.provide);
  app.use(
    setUpFrame({
      options,
      canMoveClock: services.movableClock !== undefined,
      profile: () => profileOf(register),
      now: () => services.clock.now(),
      countUnread: (personId) => countUnread(register, personId),
    }),
  );
  app.use(csrf.check);
}

/** The portal as an Express application. Reads like a table of contents: transport, identity, features, errors. */
export async function createApp(services: PortalServices): Promise<Express> {
  const app = express();
  const isHttps = services.options.baseUrl.startsWith("https:");
  setUpViews(app);
  setUpTransport(app, services, isHttps);
  await setUpIdentity(app, services, isHttps);
  for (const routes of FEATURES) app.use(routes(services));
  app.use(setUpNotFound);
  app.use(setUpErrors(services.logger));
  return app;
}
