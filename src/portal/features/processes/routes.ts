import { Router, type Request } from "express";
import { z } from "zod";
import { readOutline } from "../../diagram.ts";
import { EngineCannotSearch, EngineNotFound, EngineRefused } from "../../engine/errors.ts";
import type { EngineGateway } from "../../engine/gateway.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { allow } from "../../user.ts";
import { createDraftStore, type DraftStore } from "./drafts.ts";
import { lintDiagram } from "./lint.ts";
import { compareOutlines, toProblemRows, toProcessView } from "./view-model.ts";

const MAX_XML = 2_000_000;
const draftForm = z.object({ xml: z.string().max(MAX_XML).catch("") });

const GATE = allow("prozesse");

/** What the editor works with. */
interface Editor {
  readonly engine: EngineGateway;
  readonly drafts: DraftStore;
}

/** The BPMN editor for the process owner: edit, check, keep a draft, deploy with confirmation. */
export function routes({ engine, options }: PortalServices): Router {
  const router = Router();
  const editor: Editor = { engine, drafts: createDraftStore(options.dataDir) };
  addPages(router, editor);
  addDrafts(router, editor);
  addDeployment(router, editor);
  return router;
}

async function latest({ engine }: Editor, req: Request) {
  const [definition, ...older] = await engine.versionsOf(paramOf(req, "id"));
  if (definition === undefined) throw new EngineNotFound("Expected a deployed process with this id, but there is none");
  return { definition, versions: [definition, ...older] };
}

/** The draft with its check and its difference to what runs; undefined without a draft. */
async function readDraft(editor: Editor, req: Request) {
  const { engine, drafts } = editor;
  const { definition } = await latest(editor, req);
  const xml = await drafts.read(definition.id);
  if (xml === undefined) return { definition, draft: undefined };
  const [lint, before, after] = await Promise.all([
    lintDiagram(xml),
    engine.xmlOf(definition.key).then(readOutline),
    readOutline(xml),
  ]);
  const problems = lint.kind === "checked" ? lint.problems : [];
  return { definition, draft: { xml, problems, after, changes: compareOutlines(before, after) } };
}

function addPages(router: Router, editor: Editor): void {
  const { engine, drafts } = editor;
  router.get("/prozesse", GATE, async (req, res) => {
    const definitions = await engine.latestDefinitions();
    const processes = await Promise.all(
      definitions
        .toSorted((a, b) => a.name.localeCompare(b.name, "de"))
        .map(async ({ id, name, version }) => ({ id, name, version, hasDraft: (await drafts.read(id)) !== undefined })),
    );
    res.render("processes/views/list", { title: req.t("processes.title"), processes });
  });

  router.get("/prozesse/:id", GATE, async (req, res) => {
    const { definition, versions } = await latest(editor, req);
    const draft = await drafts.read(definition.id);
    const xml = draft ?? (await engine.xmlOf(definition.key));
    const lint = await lintDiagram(xml);
    const outline = lint.kind === "checked" ? await readOutline(xml) : undefined;
    const view = toProcessView({ t: req.t, definition, xml, hasDraft: draft !== undefined, outline, lint, versions });
    res.render("processes/views/edit", view);
  });
}

function addDrafts(router: Router, editor: Editor): void {
  const { drafts } = editor;
  router.post("/prozesse/:id/entwurf", GATE, async (req, res) => {
    const { definition } = await latest(editor, req);
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

  router.post("/prozesse/:id/verwerfen", GATE, async (req, res) => {
    const { definition } = await latest(editor, req);
    await drafts.remove(definition.id);
    req.session.flash = { kind: "info", text: req.t("processes.draftDropped") };
    res.redirect(303, `/prozesse/${definition.id}`);
  });
}

/** How many instances run; undefined where the engine cannot be asked. */
async function runningOf(engine: EngineGateway, definitionId: string): Promise<number | undefined> {
  try {
    return (await engine.searchInstances({ definitionId, state: "ACTIVE", limit: 1000 })).length;
  } catch (error) {
    if (error instanceof EngineCannotSearch) return undefined;
    throw error;
  }
}

function addDeployment(router: Router, editor: Editor): void {
  const { engine, drafts } = editor;
  router.get("/prozesse/:id/bereitstellen", GATE, async (req, res) => {
    const { definition, draft } = await readDraft(editor, req);
    if (draft === undefined) {
      res.redirect(303, `/prozesse/${definition.id}`);
      return;
    }
    const count = await runningOf(engine, definition.id);
    const hasErrors = draft.problems.some(({ isError }) => isError);
    res.render("processes/views/deploy", {
      title: req.t("processes.deployTitle", { name: definition.name }),
      id: definition.id,
      next: definition.version + 1,
      running: count,
      isCounted: count !== undefined,
      changes: draft.changes.map(({ kind, name }) => ({ kind: req.t(`processes.change.${kind}`), name })),
      problems: toProblemRows(draft.problems, draft.after, req.t),
      canDeploy: !hasErrors,
    });
  });

  router.post("/prozesse/:id/bereitstellen", GATE, async (req, res) => {
    const { definition, draft } = await readDraft(editor, req);
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
}
