import { Router } from "express";
import { profileOf } from "../../../register/index.ts";
import type { PortalServices } from "../../services.ts";

/** Path and key of each fixed page. */
const PAGES = [
  ["/impressum", "imprint"],
  ["/datenschutz", "privacy"],
  ["/barrierefreiheit", "accessibility"],
  ["/leichte-sprache", "easyLanguage"],
] as const;

/** Imprint, privacy, accessibility statement, easy language: readable without log-in. */
export function routes({ register }: PortalServices): Router {
  const router = Router();
  for (const [path, key] of PAGES) {
    router.get(path, async (req, res) => {
      const { name } = await profileOf(register);
      res.render("pages/views/page", toPage(req.t, key, name));
    });
  }
  return router;
}

function toPage(t: (key: string, values?: Record<string, string>) => string, key: string, municipality: string) {
  const blocks = ["one", "two", "three", "four", "five"].map((part) => ({
    heading: t(`pages.${key}.${part}.heading`),
    text: t(`pages.${key}.${part}.text`, { municipality }),
  }));
  return { title: t(`pages.${key}.title`), lead: t(`pages.${key}.lead`, { municipality }), blocks };
}
