import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { startApplication, type Application } from "../../src/cli/start/application.ts";
import { loadConfig } from "../../src/platform/config/load.ts";
import { createLogger } from "../../src/platform/logger.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));
const logger = createLogger({ level: "silent", isPretty: false });
const running: Application[] = [];
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-start-"));
  folders.push(folder);
  return folder;
}

async function start(folder: string, variables: Record<string, string> = {}): Promise<Application> {
  const { config } = loadConfig({
    KIM_DATA_DIR: folder,
    PORT: "0",
    KIM_ENGINE_PORT: "0",
    KIM_ENGINE_GRPC_PORT: "0",
    ...variables,
  });
  const application = await startApplication({ config, logger, home, version: "0.0.0" });
  running.push(application);
  return application;
}

afterEach(async () => {
  for (const application of running.splice(0)) await application.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the start", () => {
  it("brings up engine and portal with all processes deployed", async () => {
    // when
    const { portalUrl, engineAddress, processes } = await start(newFolder());
    // then
    expect((await fetch(`${portalUrl}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${engineAddress}/v2/topology`)).json()).toMatchObject({ partitionsCount: 1 });
    expect(processes.map(({ processId }) => processId).toSorted()).toEqual([
      "auftrag",
      "beschluss",
      "buendelung",
      "meldung",
      "projektgruppe",
      "rueckmeldung",
      "sitzung",
      "systematische-herausforderung",
      "transparenz",
    ]);
  });

  it("works with its own engine by itself when that has users, and lets nobody else in", async () => {
    // when
    const KIM_ENGINE_USERS = "users: [{ username: anna, password: geheim }]";
    const { portalUrl, engineAddress, processes } = await start(newFolder(), { KIM_ENGINE_USERS });
    // then
    expect(processes).toHaveLength(9);
    expect((await fetch(`${portalUrl}/readyz`)).status).toBe(200);
    expect((await fetch(`${engineAddress}/v2/topology`)).status).toBe(401);
  });

  it("finds everything as it was when it is started again", async () => {
    // given
    const folder = newFolder();
    const first = await start(folder);
    await running.pop()?.close();
    // when
    const second = await start(folder);
    // then the same versions, not new ones
    expect(second.processes).toEqual(first.processes);
  });

  it("refuses a second start on the same data folder and says what to do", async () => {
    const folder = newFolder();
    await start(folder);
    await expect(start(folder)).rejects.toThrow(/engine\.db.*(in use|another)/i);
  });

  it("names the port that another program listens on, and the variable that changes it", async () => {
    // given
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const address: AddressInfo | string | null = other.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    // when, then
    await expect(start(newFolder(), { PORT: port })).rejects.toThrow(`Expected port ${port} to be free`);
    await expect(start(newFolder(), { KIM_ENGINE_PORT: port })).rejects.toThrow("set KIM_ENGINE_PORT");
    await expect(start(newFolder(), { KIM_ENGINE_GRPC_PORT: port })).rejects.toThrow("set KIM_ENGINE_GRPC_PORT");
    other.close();
  });

  it("names the address of a Camunda that does not answer", async () => {
    const unreachable = { CAMUNDA_REST_ADDRESS: "http://127.0.0.1:9" };
    await expect(start(newFolder(), unreachable)).rejects.toThrow(/http:\/\/127\.0\.0\.1:9/);
  });

  it("asks for a first password where there is no demo", async () => {
    await expect(start(newFolder(), { KIM_DEMO: "false" })).rejects.toThrow("KIM_ADMIN_PASSWORD: expected a password");
  });

  it("lets the first administrator in where there is no demo", async () => {
    const folder = newFolder();
    const first = await start(folder, { KIM_DEMO: "false", KIM_ADMIN_PASSWORD: "ein-langes-kennwort" });
    expect((await fetch(`${first.portalUrl}/anmelden`)).status).toBe(200);
    await running.pop()?.close();
    // the password is needed once only
    const second = await start(folder, { KIM_DEMO: "false" });
    expect((await fetch(`${second.portalUrl}/anmelden`)).status).toBe(200);
  });

  it("lists the profiles there are when the wanted one does not exist", async () => {
    await expect(start(newFolder(), { KIM_PROFILE: "atlantis" })).rejects.toThrow(
      /expected one of .*rsk-2021.*"atlantis"/,
    );
  });
});
