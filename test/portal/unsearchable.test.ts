import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startApplication, type Application } from "../../src/cli/start/application.ts";
import { serveEngine, type ServedEngine } from "../../src/engine/serve.ts";
import { loadConfig } from "../../src/platform/config/load.ts";
import { findReport } from "../../src/register/index.ts";
import { silent } from "../camunda/served-engine.ts";

const HOME = fileURLToPath(new URL("../..", import.meta.url));
const TASKLIST = "http://tasklist.example/tasklist";

/** What a Camunda 8.6 answers to: commands, and who it is. All else is 404 there, or 405 where there is a path. */
const KNOWN = /^(GET \/v2\/topology|POST \/v2\/(deployments|process-instances|messages\/publication|jobs\/.*))$/;

let engine: ServedEngine;
let proxy: { readonly url: string; close(): Promise<void>; readonly refused: string[] };
let application: Application;
let folder = "";

beforeAll(async () => {
  // As in production: answers of older versions are not those that the client's schemas describe.
  vi.stubEnv("CAMUNDA_SDK_VALIDATION", "none");
  folder = await mkdtemp(join(tmpdir(), "kim-unsearchable-"));
  engine = await serveEngine({ file: ":memory:", port: 0, grpcPort: 0, logger: silent });
  proxy = await likeCamunda86(engine.address.port);
  const { config } = loadConfig({
    KIM_DATA_DIR: folder,
    PORT: "0",
    KIM_DEMO: "true",
    CAMUNDA_REST_ADDRESS: proxy.url,
    KIM_WORKER_PROTOCOL: "grpc",
    ZEEBE_GRPC_ADDRESS: `grpc://${engine.gatewayAddress ?? ""}`,
    KIM_TASKLIST_URL: TASKLIST,
  });
  application = await startApplication({ config, logger: silent, home: HOME, version: "test" });
});

afterAll(async () => {
  await application.close();
  await proxy.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

describe("the portal on an engine that cannot be searched", () => {
  it.each([
    { login: "koordination", path: "/aufgaben", said: "Ihre Aufgaben erledigen Sie in Tasklist" },
    { login: "koordination", path: "/aufgaben/2251799813685249", said: TASKLIST },
    { login: "cm-troisdorf", path: "/", said: "Diese Engine (Camunda 8.6.0) kann nicht durchsucht werden." },
    { login: "admin", path: "/betrieb", said: "Vorgänge und Störungen sehen Sie in Operate" },
    { login: "admin", path: "/betrieb/instanzen/1", said: "KIM_OPERATE_URL" },
  ])("says on $path where it is done instead", async ({ login, path, said }) => {
    const { status, text: page } = await (await loggedIn(login)).get(path);
    expect(status).toBe(200);
    expect(page).toContain(said);
  });

  it("says it in English too", async () => {
    const visitor = await loggedIn("koordination");
    const _csrf = tokenOf((await visitor.get("/aufgaben")).text);
    await visitor.post("/sprache").type("form").send({ _csrf, sprache: "en", ziel: "/aufgaben" });
    const { text: page } = await visitor.get("/aufgaben");
    expect(page).toContain("You do your tasks in Tasklist");
  });

  it.each(["/meldungen", "/meldungen/neu", "/herausforderungen", "/mitteilungen", "/postausgang"])(
    "shows %s, which is the register's, as ever",
    async (path) => {
      const { status, text: page } = await (await loggedIn("koordination")).get(path);
      expect(status).toBe(200);
      expect(page).not.toContain("kann nicht durchsucht werden");
    },
  );

  it("offers no clock to move: a real Camunda's is the time of day", async () => {
    expect((await (await loggedIn("koordination")).get("/")).text).not.toContain("/demo/uhr");
  });

  it("brings a report to the engine, where the workers record it", async () => {
    // given
    const visitor = await loggedIn("cm-troisdorf");
    const token = tokenOf((await visitor.get("/meldungen/neu")).text);

    // when
    const { headers } = await visitor
      .post("/meldungen/neu")
      .type("form")
      .send({ ...REPORT, _csrf: token });

    // then
    const id = /M-\d+-\d+$/.exec(headers["location"] ?? "")?.[0] ?? "";
    await vi.waitFor(
      async () => {
        expect((await findReport(application.register, id))?.processInstanceKey).toMatch(/^\d+$/);
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  it("shows the processes that were deployed, and deploys a changed one", async () => {
    // given
    const visitor = await loggedIn("prozess");
    expect((await visitor.get("/prozesse")).text).toContain("/prozesse/meldung");
    const editor = (await visitor.get("/prozesse/meldung")).text;
    const xml = readFileSync(join(HOME, "bpmn", "meldung.bpmn"), "utf8").replace(
      /name="Meldung"/,
      'name="Meldung neu"',
    );

    // when
    const _csrf = tokenOf(editor);
    await visitor.post("/prozesse/meldung/entwurf").type("form").send({ _csrf, xml });
    const page = (await visitor.get("/prozesse/meldung/bereitstellen")).text;
    await visitor
      .post("/prozesse/meldung/bereitstellen")
      .type("form")
      .send({ _csrf: tokenOf(page) });

    // then
    expect(page).toContain("Daraus wird Version 2. Laufende Vorgänge bleiben auf ihrer Version");
    expect((await visitor.get("/prozesse/meldung")).text).toContain("Version 2 ist bereitgestellt.");
  });

  it("never asks the engine for what it does not have", () => {
    expect(proxy.refused).toEqual([]);
  });
});

const REPORT = {
  schluessel: "einmal",
  cmStelleId: "cm-stelle-troisdorf",
  titel: "Wohnungen gehen nach der Anerkennung verloren",
  beschreibung: "Bescheinigungen kommen später als die Kündigung der Unterkunft.",
  themen: "wohnen",
  rechtskreise: "WoGG_WFNG",
  kommunen: "troisdorf",
  haeufigkeit: "6-10",
  folge: "2",
  quelle: "eigene_faelle",
  ohnePersonendaten: "true",
};

async function loggedIn(login: string) {
  const agent = supertest.agent(application.portalUrl);
  const _csrf = tokenOf((await agent.get("/anmelden")).text);
  await agent.post("/anmelden").type("form").send({ _csrf, kennung: login, passwort: "regelkreis-demo" });
  return agent;
}

function tokenOf(page: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

/** The embedded engine as an 8.6 shows itself: what it does not know there is noted and refused. */
async function likeCamunda86(port: number) {
  const refused: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const call = `${incoming.method ?? ""} ${incoming.url ?? ""}`;
    if (KNOWN.test(call)) {
      passOn(incoming, outgoing, port);
      return;
    }
    refused.push(call);
    outgoing.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}`,
    refused,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url, headers } = incoming;
  const onward = request({ host: "127.0.0.1", port, method, path: url, headers }, (response) => {
    void text(response).then((body) => {
      const said = body.replace(/"gatewayVersion":"[^"]*"/, '"gatewayVersion":"8.6.0"');
      outgoing.writeHead(response.statusCode ?? 502, { "content-type": response.headers["content-type"] }).end(said);
    });
  });
  incoming.pipe(onward);
}
