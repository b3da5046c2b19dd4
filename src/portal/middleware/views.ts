import { join } from "node:path";
import type { Express, RequestHandler } from "express";
import { create } from "express-handlebars";
import type { Profile } from "../../register/index.ts";
import { formatDateTime } from "../format.ts";
import { navigationOf } from "../navigation.ts";
import type { PortalOptions } from "../services.ts";
import type { Translate } from "./language.ts";

const VIEWS = join(import.meta.dirname, "../views");
const FEATURES = join(import.meta.dirname, "../features");

/** What a helper gets from Handlebars as its last argument. */
interface HelperOptions {
  readonly hash: Record<string, string | number>;
  readonly data: { readonly root: { readonly translate: Translate } };
}

/** `{{t "feature.key" name=value}}` in a template. */
function t(key: string, options: HelperOptions): string {
  return options.data.root.translate(key, options.hash);
}

/** Handlebars with layouts and partials; a view is named "feature/views/name" or "views/name". */
export function setUpViews(app: Express): void {
  const engine = create({
    extname: ".hbs",
    layoutsDir: join(VIEWS, "layouts"),
    partialsDir: [join(VIEWS, "partials")],
    defaultLayout: "main",
    helpers: { t },
  });
  app.engine("hbs", (path, options, done) => {
    void engine.renderView(path, { ...options }, done);
  });
  app.set("view engine", "hbs");
  app.set("views", [FEATURES, join(VIEWS, "..")]);
  app.set("view cache", true);
}

/** What the frame of each page shows. */
interface FrameSources {
  readonly options: PortalOptions;
  /** The municipality's profile, for its name. */
  readonly profile: () => Promise<Profile>;
  /** Whether the clock can be moved: on a real Camunda it cannot. */
  readonly canMoveClock: boolean;
  /** Present of the application, epoch milliseconds. */
  readonly now: () => number;
  /** Unread notifications of a person. */
  readonly countUnread: (personId: string) => Promise<number>;
}

/** Puts what the frame needs where the templates find it. */
export function setUpFrame(sources: FrameSources): RequestHandler {
  return async (req, res, next) => {
    const unread = req.user === undefined ? 0 : await sources.countUnread(req.user.personId);
    const { isDemo, version } = sources.options;
    const { flash } = req.session;
    if (flash !== undefined) delete req.session.flash;
    Object.assign(res.locals, {
      translate: req.t,
      language: req.language,
      isEnglish: req.language === "en",
      nonce: req.cspNonce,
      csrf: () => req.formToken(),
      currentUrl: req.originalUrl,
      user: req.user,
      municipality: (await sources.profile()).name,
      isDemo,
      canMoveClock: sources.canMoveClock,
      appVersion: version,
      now: formatDateTime(new Date(sources.now()).toISOString(), req.language),
      flash: flash === undefined ? undefined : { ...flash, [flash.kind]: true },
      navigation: navigationOf({ user: req.user, path: req.path, isDemo, unread, t: req.t }),
    });
    next();
  };
}
