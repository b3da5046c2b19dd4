import { Router, type Request } from "express";
import { z } from "zod";
import { readOutline } from "../../diagram.ts";
import { EngineNotFound, EngineRefused } from "../../engine/errors.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { allow } from "../../user.ts";
import { createDraftStore } from "./drafts.ts";
import { lintDiagram } from "./lint.ts";
import { compareOutlines, toProblemRows, toProcessView } from "./view-model.ts";

const MAX_XML = 2_000_000;
const draftForm = z.object({ xml: z.string().max(MAX_XML).catch("") });

/** The BPMN editor for the process owner: edit, check, keep a draft, deploy with confirmation. */
export function routes({ engine, options }: PortalServices): Router {
  const router = Router();
  const gate = allow("prozesse");
  const drafts = createDraftStore(options.dataDir);

  const latest = async (req: Request) => {
    const [definition, ...older] = await engine.versionsOf(paramOf(req, "id"));
    if (definition === undefined) throw new EngineNotFound("Expected a deployed process with this id, but there is none");
    return { definition, versions: [definition, ...older] };
  };

  router.get("/prozesse", gate, async (req, res) => {
    const definitions = await engine.latestDefinitions();
    const processes = await Promise.all(
      definitions
        .toSorted((a, b) => a.name.localeCompare(b.name, "de"))
        .map(async ({ id, name, version }) => ({ id, name, version, hasDraft: (await drafts.read(id)) !== undefined })),
    );
    res.render("processes/views/list", { title: req.t("processes.title"), processes });
  });

  router.get("/prozesse/:id", gate, async (req, res) => {
    const { definition, versions } = await latest(req);
    const draft = await drafts.read(definition.id);
    const xml = draft ?? (await engine.xmlOf(definition.key));
    const lint = await lintDiagram(xml);
    const outline = lint.kind === "checked" ? await readOutline(xml) : undefined;
    const view = toProcessView({ t: req.t, definition, xml, hasDraft: draft !== undefined, outline, lint, versions });
    res.render("processes/views/edit", view);
  });

  router.post("/prozesse/:id/entwurf", gate, async (req, res) => {
    const { definition } = await latest(req);
    const { xml } = draftForm.parse(req.body);
    const lint = await lintDiagram(xml);
    if (lint.kind === "unreadable") {
      req.session.flash = { kind: "danger", text: req.t("processes.unreadable", { message: lint.message }) };
    } else if ((await readOutline(xml))?.processId !== definition.id) {
      req.session.flash = { kind: "danger", text: req.t("processes.otherId", { id: definition.id }) };
    } else {
      await drafts.write(definition.id, xml);
      req.session.flash = { kind: "success", text: req.t("processes.draftSaved", { count: lint.problems.length }) };
    }
    res.redirect(303, `/prozesse/${definition.id}`);
  });

  router.post("/prozesse/:id/verwerfen", gate, async (req, res) => {
    const { definition } = await latest(req);
    await drafts.remove(definition.id);
    req.session.flash = { kind: "info", text: req.t("processes.draftDropped") };
    res.redirect(303, `/prozesse/${definition.id}`);
  });

  /** The draft with its check and its difference to what runs; undefined without a draft. */
  const readDraft = async (req: Request) => {
    const { definition } = await latest(req);
    const xml = await drafts.read(definition.id);
    if (xml === undefined) return { definition, draft: undefined };
    const [lint, before, after] = await Promise.all([
      lintDiagram(xml),
      engine.xmlOf(definition.key).then(readOutline),
      readOutline(xml),
    ]);
    const problems = lint.kind === "checked" ? lint.problems : [];
    return { definition, draft: { xml, problems, after, changes: compareOutlines(before, after) } };
  };

  router.get("/prozesse/:id/bereitstellen", gate, async (req, res) => {
    const { definition, draft } = await readDraft(req);
    if (draft === undefined) {
      res.redirect(303, `/prozesse/${definition.id}`);
      return;
    }
    const running = await engine.searchInstances({ definitionId: definition.id, state: "ACTIVE", limit: 1000 });
    const hasErrors = draft.problems.some(({ isError }) => isError);
    res.render("processes/views/deploy", {
      title: req.t("processes.deployTitle", { name: definition.name }),
      id: definition.id,
      next: definition.version + 1,
      running: running.length,
      changes: draft.changes.map(({ kind, name }) => ({ kind: req.t(`processes.change.${kind}`), name })),
      problems: toProblemRows(draft.problems, draft.after, req.t),
      canDeploy: !hasErrors,
    });
  });

  router.post("/prozesse/:id/bereitstellen", gate, async (req, res) => {
    const { definition, draft } = await readDraft(req);
    if (draft === undefined || draft.problems.some(({ isError }) => isError)) {
      res.redirect(303, `/prozesse/${definition.id}`);
      return;
    }
    try {
      const [made] = await engine.deploy([{ name: definition.resourceName, content: draft.xml }]);
      await drafts.remove(definition.id);
      req.session.flash = { kind: "success", text: req.t("processes.deployed", { version: made?.version ?? "" }) };
      res.redirect(303, `/prozesse/${definition.id}`);
    } catch (error) {
      if (!(error instanceof EngineRefused)) throw error;
      req.session.flash = { kind: "danger", text: req.t("processes.refused", { detail: error.detail }) };
      res.redirect(303, `/prozesse/${definition.id}/bereitstellen`);
    }
  });

  return router;
}
