import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { makeSecrets } from "../../tools/compose/secrets.ts";
import { secretIn } from "../../tools/compose/secret-files.ts";
import { hasPostgres, startPostgres } from "../support/postgres.ts";
import { compose, interpolated, read } from "./compose-file.ts";

function newSecrets(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-shell-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  makeSecrets(folder);
  return folder;
}

/** Runs a program; the exit code and what it wrote. */
function run(file: string, args: string[], environment: Record<string, string> = {}) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const env = { PATH: process.env["PATH"] ?? "", ...environment };
    const child = execFile(file, args, { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: `${stdout}${stderr}` });
    });
  });
}

/** Something that answers every request with the same status. */
async function answering(status: number): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status).end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Expected a port, but got none");
  return { port: address.port, asked };
}

const { app, camunda, keycloak } = compose.services;

describe("the health checks", () => {
  const checks = [
    ["camunda", camunda.healthcheck.test, "127.0.0.1/9600", "/actuator/health/status"],
    ["keycloak", keycloak.healthcheck.test, "127.0.0.1/9000", "/health/ready"],
    ["app", app.healthcheck.test, "127.0.0.1:3000", "/readyz"],
  ] as const;

  it.each(checks)("of %s ask the right page and tell 200 from 503 and from nobody there", async (...check) => {
    const [, [kind, program = "", ...args], place, path] = check;
    expect(kind).toBe("CMD");
    const file = program === "node" ? process.execPath : program;
    const ask = (port: number) =>
      run(
        file,
        args.map((arg) => interpolated(arg).replace(place, place.replace(/\d+$/, String(port)))),
      );
    const [well, ill] = [await answering(200), await answering(503)];
    expect((await ask(well.port)).code).toBe(0);
    expect(well.asked).toEqual([path]);
    expect((await ask(ill.port)).code).not.toBe(0);
    expect((await ask(1)).code).not.toBe(0);
  });
});

describe("Keycloak's entry point", () => {
  it("hands the passwords over from their files", async () => {
    // given
    const secrets = newSecrets();
    const [shell = "", ...args] = z.array(z.string()).parse(keycloak["entrypoint"]);
    // when a program that shows its variables takes Keycloak's place
    const { code, output } = await run(
      shell,
      args.map((arg) => {
        const script = interpolated(arg).replaceAll("/run/secrets", secrets);
        expect(script.startsWith("-") || script.endsWith("/opt/keycloak/bin/kc.sh start --import-realm")).toBe(true);
        return script.replace(/\/opt\/keycloak.*$/, "env");
      }),
    );
    // then
    expect(code).toBe(0);
    expect(output).toContain(`KC_DB_PASSWORD=${secretIn(join(secrets, "keycloak_db_password"))}\n`);
    expect(output).toContain(`KC_BOOTSTRAP_ADMIN_PASSWORD=${secretIn(join(secrets, "keycloak_admin_password"))}\n`);
  });
});

const PSQL = process.env["KIM_POSTGRES_BIN"] ?? "/usr/lib/postgresql/15/bin";

describe.skipIf(!hasPostgres() || !existsSync(join(PSQL, "psql")))("compose/create-databases.sh", () => {
  it("makes a database with an owner and a password for Camunda, the register and Keycloak", async () => {
    // given
    const secrets = newSecrets();
    const postgres = await startPostgres("postgres");
    onTestFinished(() => postgres.stop());
    const address = await postgres.database();
    const script = join(secrets, "create-databases.sh");
    writeFileSync(script, read("compose/create-databases.sh").replaceAll("/run/secrets", secrets));
    // when
    const { hostname, port } = new URL(address);
    const environment = { PATH: `${PSQL}:${process.env["PATH"] ?? ""}`, PGHOST: hostname, PGPORT: port };
    const { code, output } = await run("sh", [script], environment);
    // then
    expect([code, output]).toEqual([0, expect.any(String)]);
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    const { rows } = await client.query(
      "select datname, usename, passwd is not null as secured from pg_database join pg_shadow on usesysid = datdba where usename <> 'postgres' order by datname",
    );
    await client.end();
    expect(rows).toEqual(
      ["camunda", "keycloak", "kim"].map((name) => ({ datname: name, usename: name, secured: true })),
    );
  });
});
