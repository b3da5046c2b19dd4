import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { serveEngine } from "../../src/engine/serve.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { makeSecrets } from "../../tools/compose/secrets.ts";
import { secretIn, writeSecret } from "../../tools/compose/secret-files.ts";
import { hasPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { compose, interpolated, read, root } from "./compose-file.ts";

const logger = createLogger({ level: "silent", isPretty: false });

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-image-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The folder /app of the image: what the last stage of the Dockerfile copies, and nothing else. */
function imageFolder(): string {
  const app = join(newFolder(), "app");
  const stage =
    read("Dockerfile")
      .split(/^FROM /m)
      .at(-1) ?? "";
  for (const [, sources = ""] of stage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const source of sources.split(" ")) cpSync(join(root, source), join(app, source), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(app, "node_modules"));
  return app;
}

/** The start command of the image, with this machine's Node in the place of the image's. */
function startCommand(): string[] {
  const [, json = "[]"] = /^CMD (.+)$/m.exec(read("Dockerfile")) ?? [];
  const [node, ...args] = z.array(z.string()).parse(JSON.parse(json));
  expect(node).toBe("node");
  return args;
}

/** The variables of the service "app" with the secrets' files; only addresses of other containers are other ones here. */
function variables(secrets: string, others: Record<string, string>): Record<string, string> {
  const filled = Object.entries(compose.services.app.environment).map(
    ([name, value]) => [name, interpolated(value).replace("/run/secrets", secrets)] as const,
  );
  // Tests listen on loopback only; the file's 0.0.0.0 is what switches the demo off.
  return { ...Object.fromEntries(filled), HOST: "127.0.0.1", KIM_DEMO: "false", PORT: "0", ...others };
}

describe.skipIf(!hasPostgres())("the image's start command with the variables of docker-compose.yml", () => {
  let postgres: Postgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.stop();
  });

  it("brings the application up against a protected Camunda and PostgreSQL, ready, until SIGTERM ends it", async () => {
    // given the secrets, and an engine that lets only the user of the file in
    const secrets = join(newFolder(), "secrets");
    makeSecrets(secrets);
    writeSecret(join(secrets, "kim_database_url"), await postgres.database());
    const password = secretIn(join(secrets, "camunda_kim_password"));
    const users = { users: [{ username: "kim", password, name: "kim", email: null, groups: [] }], groups: [] };
    const engine = await serveEngine({ file: ":memory:", port: 0, logger, users });
    onTestFinished(() => engine.close());
    expect((await fetch(`${engine.address.url}/v2/topology`)).status).toBe(401);
    // when
    const app = imageFolder();
    const child = spawn(process.execPath, startCommand(), {
      cwd: app,
      env: {
        PATH: dirname(process.execPath),
        ...variables(secrets, { KIM_DATA_DIR: newFolder(), CAMUNDA_REST_ADDRESS: engine.address.url }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = once(child, "exit");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await exited;
    });
    const portal = await portalAddress(child.stdout, child.stderr);
    // then
    await becomesReady(portal);
    const deployed = await fetch(`${engine.address.url}/v2/process-definitions/search`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`kim:${password}`).toString("base64")}`,
      },
      body: "{}",
    });
    expect(await deployed.json()).toMatchObject({ page: { totalItems: 9 } });
    const login = await fetch(`${portal}/anmelden`);
    expect(login.status).toBe(200);
    expect(await login.text()).not.toContain("regelkreis-demo");
    // when
    child.kill("SIGTERM");
    // then
    expect(await exited).toEqual([0, null]);
  }, 120_000);
});

/** The address that the program prints; fails with what it says instead. */
async function portalAddress(out: NodeJS.ReadableStream, errors: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  errors.on("data", (text: Buffer) => said.push(text.toString()));
  for await (const line of createInterface({ input: out })) {
    said.push(line);
    const [, address] = /Portal\s+(http:\S+)/.exec(line) ?? [];
    if (address === undefined) continue;
    out.resume();
    return address;
  }
  throw new Error(`Expected the address of the portal, but the program said:\n${said.join("\n")}`);
}

/** Asks as the health check does, until the answer is 200. */
async function becomesReady(portal: string): Promise<void> {
  const limit = AbortSignal.timeout(60_000);
  for (;;) {
    const answer = await fetch(`${portal}/readyz`, { signal: limit });
    if (answer.status === 200) return;
    await answer.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
