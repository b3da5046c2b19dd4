import { Router } from "express";
import { listMails } from "../../../register/index.ts";
import { formatDateTime } from "../../format.ts";
import type { PortalServices } from "../../services.ts";
import { allow } from "../../user.ts";

/** The sent mails of the demo, so that everybody sees who would be told what; not there without the demo profile. */
export function routes({ options, register }: PortalServices): Router {
  const router = Router();
  if (!options.isDemo) return router;
  router.get("/postausgang", allow(), async (req, res) => {
    const mails = await listMails(register, { limit: 100 });
    const rows = mails.map(({ an, betreff, text, status, gesendetAm, sendenAb }) => ({
      to: an,
      subject: betreff,
      text,
      state: req.t(`mails.state.${status}`),
      at: formatDateTime(gesendetAm ?? sendenAb, req.language),
    }));
    res.render("mails/views/list", { title: req.t("mails.title"), rows });
  });
  return router;
}
