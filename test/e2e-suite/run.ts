import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { parseUsers } from "../../src/engine/access/users.ts";
import { serveEngine } from "../../src/engine/serve.ts";
import { differences, EXPECTED, withoutPassed, type Expected } from "./expected.ts";
import { casesOf, type Case } from "./report.ts";

// Plays Camunda's own suite for the REST API v2 on an empty embedded engine and compares the outcome with expected.json.
//   npm run test:e2e-suite                    every case; fails on a new failure and on a new pass
//   npm run test:e2e-suite -- user-task       files whose path has that part; differences only
//   npm run test:e2e-suite -- --write         takes the cases that pass by now off the list

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false } },
});
const require = createRequire(import.meta.url);
const LIST = join(import.meta.dirname, "expected.json");
const CONFIG = join(import.meta.dirname, "playwright.config.ts");

/** The suite logs in, so that it also sees how a stranger is refused. */
const USER = "demo";
const PASSWORD = "demo";

const logger = {
  debug: () => undefined,
  error: (fields: object, message: string) => {
    console.error(message, fields);
  },
};

/** Plays the suite on an engine of its own in the folder. */
async function play(folder: string): Promise<Case[]> {
  const users = parseUsers(JSON.stringify({ users: [{ username: USER, password: PASSWORD }] }));
  const served = await serveEngine({ file: join(folder, "engine.db"), port: 0, users, logger });
  try {
    const report = join(folder, "report.json");
    await runPlaywright({
      BASE_URL: served.address.url,
      AUTH_METHOD: "basic",
      BASIC_AUTH_USER: USER,
      BASIC_AUTH_PASSWORD: PASSWORD,
      AUTHENTICATION_REQUIRED: "true",
      AUTHORIZATIONS_ENABLED: "false",
      MT: "false",
      ZEEBE_VERSION: "8.9",
      KIM_E2E_REPORT: report,
      KIM_E2E_OUTPUT: join(folder, "output"),
    });
    return casesOf(await readFile(report, "utf8"));
  } finally {
    await served.close();
  }
}

function runPlaywright(environment: Readonly<Record<string, string>>): Promise<void> {
  const cli = join(dirname(require.resolve("@playwright/test/package.json")), "cli.js");
  const child = spawn(process.execPath, [cli, "test", "-c", CONFIG, ...positionals], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // How the cases ended is in the report; its exit code says no more than that one of them failed.
    child.once("exit", () => {
      resolve();
    });
  });
}

async function list(): Promise<Expected> {
  return EXPECTED.parse(JSON.parse(await readFile(LIST, "utf8")));
}

function tell(cases: readonly Case[], found: readonly string[]): void {
  for (const line of found) console.error(line);
  const count = (outcome: Case["outcome"]) => cases.filter((played) => played.outcome === outcome).length;
  console.log(
    `Camunda's API suite: ${count("passed")} of ${cases.length} cases passed, ` +
      `${count("failed")} failed, ${count("skipped")} were skipped; ${found.length} differences from the list`,
  );
}

const folder = await mkdtemp(join(tmpdir(), "kim-e2e-suite-"));
try {
  const cases = await play(folder);
  const expected = values.write ? withoutPassed(await list(), cases) : await list();
  if (values.write) await writeFile(LIST, `${JSON.stringify(expected, null, 2)}\n`);
  const isWhole = positionals.length === 0;
  const found = differences(expected, cases).filter((line) => isWhole || !/^Expected (a case|\d)/.test(line));
  tell(cases, found);
  if (found.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
