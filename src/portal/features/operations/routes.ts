import { Router } from "express";
import { z } from "zod";
import { readOutline } from "../../diagram.ts";
import { elsewherePage } from "../../elsewhere.ts";
import { EngineNotFound } from "../../engine/errors.ts";
import type { EngineGateway, InstanceQuery } from "../../engine/gateway.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { allow } from "../../user.ts";
import {
  toElementTable,
  toIncidentRow,
  toInstanceRow,
  toInstanceView,
  toProcessListView,
  toTokens,
} from "./view-model.ts";

const search = z.object({
  status: z.enum(["ACTIVE", "COMPLETED", "TERMINATED"]).or(z.literal("")).catch(""),
  prozess: z.string().trim().catch(""),
  bezug: z.string().trim().catch(""),
});

/** A reference number says which variable holds it. */
function variableOf(reference: string) {
  const name = reference.startsWith("M-")
    ? "meldungId"
    : reference.startsWith("A-")
      ? "auftragId"
      : "herausforderungId";
  return { name, value: reference };
}

function queryOf({ status, prozess, bezug }: z.infer<typeof search>): InstanceQuery {
  return {
    ...(status === "" ? {} : { state: status }),
    ...(prozess === "" ? {} : { definitionId: prozess }),
    ...(bezug === "" ? {} : { variable: variableOf(bezug) }),
    limit: 100,
  };
}

/** Scripts and styles of a page with a diagram. */
const DIAGRAM_PAGE = {
  styles: ["/assets/bpmn-js/assets/diagram-js.css", "/assets/bpmn-js/assets/bpmn-js.css"],
  scripts: ["/assets/bpmn-js/bpmn-navigated-viewer.production.min.js", "/assets/studio/diagram.js"],
  isWide: true,
} as const;

const GATE = allow("betrieb");

/** Betrieb: processes, instances, incidents; retry and cancel. */
export function routes({ engine, options }: PortalServices): Router {
  const router = Router();
  if (options.unsearchable !== undefined) {
    router.all(["/betrieb", "/betrieb/*path"], GATE, elsewherePage(options, "operations"));
    return router;
  }
  addProcesses(router, engine);
  addInstanceSearch(router, engine);
  addInstance(router, engine);
  addIncidents(router, engine);
  return router;
}

function addProcesses(router: Router, engine: EngineGateway): void {
  router.get("/betrieb", GATE, async (req, res) => {
    const [definitions, incidents] = await Promise.all([engine.latestDefinitions(), engine.incidents({})]);
    res.render("operations/views/processes", toProcessListView(definitions, incidents, req));
  });

  router.get("/betrieb/prozesse/:key", GATE, async (req, res) => {
    const definition = await engine.findDefinition(paramOf(req, "key"));
    if (definition === undefined)
      throw new EngineNotFound("Expected a process version with this key, but there is none");
    const [xml, statistics, versions, instances] = await Promise.all([
      engine.xmlOf(definition.key),
      engine.statisticsOfDefinition(definition.key),
      engine.versionsOf(definition.id),
      engine.searchInstances({ definitionKey: definition.key, state: "ACTIVE", limit: 50 }),
    ]);
    const outline = await readOutline(xml);
    res.render("operations/views/process", {
      ...DIAGRAM_PAGE,
      title: req.t("operations.processTitle", { name: definition.name, version: definition.version }),
      definition,
      xmlHref: `/betrieb/prozesse/${definition.key}/bpmn`,
      tokens: toTokens(statistics),
      elements: toElementTable(outline?.elements ?? [], statistics, req),
      versions: versions.map(({ key, version, versionTag }) => ({
        href: `/betrieb/prozesse/${key}`,
        version,
        tag: versionTag,
        isCurrent: key === definition.key,
      })),
      instances: instances.map((instance) => toInstanceRow(instance, req)),
    });
  });

  router.get("/betrieb/prozesse/:key/bpmn", GATE, async (req, res) => {
    res.type("application/xml").send(await engine.xmlOf(paramOf(req, "key")));
  });
}

function addInstanceSearch(router: Router, engine: EngineGateway): void {
  router.get("/betrieb/instanzen", GATE, async (req, res) => {
    const filter = search.parse(req.query);
    const [instances, definitions] = await Promise.all([
      engine.searchInstances(queryOf(filter)),
      engine.latestDefinitions(),
    ]);
    res.render("operations/views/instances", {
      title: req.t("operations.instances"),
      filter,
      states: (["ACTIVE", "COMPLETED", "TERMINATED"] as const).map((state) => ({
        value: state,
        label: req.t(`operations.state.${state}`),
        isSelected: state === filter.status,
      })),
      processes: definitions.map(({ id, name }) => ({ value: id, label: name, isSelected: id === filter.prozess })),
      instances: instances.map((instance) => toInstanceRow(instance, req)),
    });
  });
}

function addInstance(router: Router, engine: EngineGateway): void {
  router.get("/betrieb/instanzen/:key", GATE, async (req, res) => {
    const instance = await engine.findInstance(paramOf(req, "key"));
    if (instance === undefined)
      throw new EngineNotFound("Expected a process instance with this key, but there is none");
    const { key } = instance;
    const [elements, variables, incidents, children, statistics] = await Promise.all([
      engine.elementsOf(key),
      engine.variablesOf(key),
      engine.incidents({ instanceKey: key }),
      engine.searchInstances({ parentKey: key }),
      engine.statisticsOfInstance(key),
    ]);
    const { t, language } = req;
    const view = toInstanceView({ t, language, instance, elements, variables, incidents, children, statistics });
    res.render("operations/views/instance", { ...DIAGRAM_PAGE, ...view });
  });

  router.post("/betrieb/instanzen/:key/abbrechen", GATE, async (req, res) => {
    const key = paramOf(req, "key");
    await engine.cancelInstance(key);
    req.session.flash = { kind: "success", text: req.t("operations.cancelled", { key }) };
    res.redirect(303, `/betrieb/instanzen/${key}`);
  });
}

function addIncidents(router: Router, engine: EngineGateway): void {
  router.get("/betrieb/stoerungen", GATE, async (req, res) => {
    const incidents = await engine.incidents({});
    res.render("operations/views/incidents", {
      title: req.t("operations.incidents"),
      incidents: incidents.map((incident) => toIncidentRow(incident, req)),
    });
  });

  router.post("/betrieb/stoerungen/:key/wiederholen", GATE, async (req, res) => {
    await engine.retryIncident(paramOf(req, "key"));
    req.session.flash = { kind: "success", text: req.t("operations.retried") };
    res.redirect(303, "/betrieb/stoerungen");
  });
}
