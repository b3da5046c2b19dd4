import { randomUUID } from "node:crypto";
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { inspectText, isBlocked, type Finding } from "../../../domain/input-guard.ts";
import {
  challengeOfReport,
  findOrgUnit,
  findReport,
  listReports,
  profileOf,
  reportChallenge,
  type Register,
  type Report,
} from "../../../register/index.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { allow, userOf, type CurrentUser } from "../../user.ts";
import { loadChoices } from "./choices.ts";
import { createReportDelivery } from "./delivery.ts";
import { emptyReport, missingFields, reportForm, TEXT_FIELDS, toContent, type ReportForm } from "./fields.ts";
import { toReportFormView } from "./form-view.ts";
import { toReportListView, toReportView } from "./view-model.ts";
import { withdraw } from "./withdraw.ts";

const withdrawal = z.object({ grundText: z.string().trim().max(500).catch("") });

/** Every free text of the report under the input guard, with the municipality's own patterns and words. */
async function inspect(register: Register, form: ReportForm): Promise<readonly Finding[]> {
  const { inputGuard } = await profileOf(register);
  return TEXT_FIELDS.flatMap((feld) => inspectText(feld, form[feld], inputGuard));
}

/** Reports this person may read: their own, those of their office, all for the coordination. */
function mayRead(user: CurrentUser, report: Report): boolean {
  const isOwnOffice = user.cmStellen.includes(report.cmStelleId);
  return user.permissions.has("meldung:pruefen") || report.personId === user.personId || isOwnOffice;
}

/** Reporting a challenge, the own reports with their status, and withdrawal. */
export function routes(services: PortalServices): Router {
  const router = Router();
  addForm(router, services);
  addList(router, services);
  addPage(router, services);
  return router;
}

function addForm(router: Router, services: PortalServices): void {
  const { register, clock } = services;
  const delivery = createReportDelivery(services);

  const showForm = async (
    { req, res }: { req: Request; res: Response },
    form: ReportForm,
    checks: { findings: readonly Finding[]; isSent: boolean },
  ) => {
    const choices = await loadChoices(register, userOf(req));
    const missing = checks.isSent ? missingFields(form) : [];
    const view = toReportFormView({ t: req.t, form, choices, missing, findings: checks.findings, now: clock.now() });
    res.status(checks.isSent ? 422 : 200).render("reports/views/new", view);
  };

  router.get("/meldungen/neu", allow("meldung:erstellen"), async (req, res) => {
    const [cmStelleId = ""] = userOf(req).cmStellen;
    await showForm({ req, res }, emptyReport({ schluessel: randomUUID(), cmStelleId }), {
      findings: [],
      isSent: false,
    });
  });

  router.post("/meldungen/neu", allow("meldung:erstellen"), async (req, res) => {
    const user = userOf(req);
    const form = reportForm.parse(req.body);
    const findings = await inspect(register, form);
    const isUntickedWarning = findings.length > 0 && form.hinweiseGeprueft !== "true";
    const offices = (await loadChoices(register, user)).cmStellen.map(({ value }) => value);
    const isForeignOffice = !offices.includes(form.cmStelleId);
    if (missingFields(form).length > 0 || isBlocked(findings) || isUntickedWarning || isForeignOffice) {
      await showForm({ req, res }, form, { findings, isSent: true });
      return;
    }
    const content = toContent(form);
    const { cmStelleId, schluessel } = form;
    const report = await reportChallenge(register, { ...content, cmStelleId, personId: user.personId, schluessel });
    const isDelivered = await delivery.deliver(report.meldungId);
    const key = isDelivered ? "reports.sent" : "reports.sentLater";
    req.session.flash = { kind: isDelivered ? "success" : "warning", text: req.t(key, { id: report.meldungId }) };
    res.redirect(303, `/meldungen/${report.meldungId}`);
  });
}

function addList(router: Router, { register }: PortalServices): void {
  router.get("/meldungen", allow("meldung:erstellen"), async (req, res) => {
    const user = userOf(req);
    const isCoordination = user.permissions.has("meldung:pruefen");
    const [own, office] = await Promise.all([
      listReports(register, { personId: user.personId, limit: 100 }),
      isCoordination
        ? listReports(register, { limit: 200 })
        : user.cmStellen.length === 0
          ? []
          : listReports(register, { cmStelleIds: user.cmStellen, limit: 100 }),
    ]);
    res.render(
      "reports/views/list",
      toReportListView({ t: req.t, language: req.language, own, office, isCoordination, personId: user.personId }),
    );
  });
}

function addPage(router: Router, services: PortalServices): void {
  const { register } = services;
  router.get("/meldungen/:id", allow(), async (req, res, next) => {
    const user = userOf(req);
    const report = await findReport(register, paramOf(req, "id"));
    if (report === undefined || !mayRead(user, report)) {
      next();
      return;
    }
    const [herausforderungId, unit, choices] = await Promise.all([
      challengeOfReport(register, report.meldungId),
      findOrgUnit(register, report.cmStelleId),
      loadChoices(register, user),
    ]);
    const office = unit?.name ?? report.cmStelleId;
    const view = toReportView({ t: req.t, language: req.language, report, herausforderungId, office, choices, user });
    res.render("reports/views/show", view);
  });

  router.post("/meldungen/:id/zurueckziehen", allow(), async (req, res, next) => {
    const user = userOf(req);
    const report = await findReport(register, paramOf(req, "id"));
    const isAllowed =
      report !== undefined && (report.personId === user.personId || user.permissions.has("meldung:pruefen"));
    if (!isAllowed) {
      next();
      return;
    }
    const { grundText } = withdrawal.parse(req.body);
    const { wirkung } = await withdraw(services, { meldungId: report.meldungId, actor: user.personId, grundText });
    req.session.flash = { kind: "success", text: req.t(`reports.withdrawn.${wirkung}`, { id: report.meldungId }) };
    res.redirect(303, `/meldungen/${report.meldungId}`);
  });
}
