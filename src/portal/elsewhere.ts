import type { RequestHandler } from "express";
import type { Translate } from "./middleware/language.ts";
import type { PortalOptions } from "./services.ts";

/** What people do in an application of Camunda where the engine cannot be searched. */
type Elsewhere = "tasks" | "operations";

/** The sentence about what is done elsewhere, with its link; undefined where the engine can be searched. */
export function elsewhereNote({ unsearchable }: PortalOptions, what: Elsewhere, t: Translate) {
  if (unsearchable === undefined) return undefined;
  const href = what === "tasks" ? unsearchable.tasklistUrl : unsearchable.operateUrl;
  return {
    head: t(`elsewhere.${what}.head`),
    text: t(`elsewhere.${what}.text`, { version: unsearchable.version }),
    href,
    link: t(href === undefined ? `elsewhere.${what}.ask` : `elsewhere.${what}.link`),
  };
}

/** A page in the place of lists that this engine cannot give. */
export function elsewherePage(options: PortalOptions, what: Elsewhere): RequestHandler {
  return (req, res) => {
    const note = elsewhereNote(options, what, req.t);
    res.render("views/elsewhere", { title: req.t(`elsewhere.${what}.title`), note, here: req.t("elsewhere.here") });
  };
}
