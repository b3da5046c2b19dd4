import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { JobResult, WorkerDefinition } from "../../workers/define-worker.ts";
import { WORKERS, type WorkerDependencies } from "../../workers/index.ts";
import {
  loadProfile,
  openRegister,
  reportChallenge,
  seedRegister,
  type NewReport,
  type Register,
} from "../../src/register/index.ts";
import type { ProcessMessage, PublishMessage } from "../../workers/nachricht-senden.ts";

/** Monday, 5 January 2026, 9:00 in Berlin. */
export const START = "2026-01-05T08:00:00.000Z";

const RSK = fileURLToPath(new URL("../../municipalities/rsk-2021", import.meta.url));

/** A register with the demo municipality in it, and workers that work on it. */
export interface Workbench {
  readonly register: Register;
  readonly published: ProcessMessage[];
  setNow(iso: string): void;
  /** Runs a worker as an engine would; the job key is new unless given. */
  run(
    type: string,
    variables: Record<string, unknown>,
    options?: { jobKey?: string; elementId?: string },
  ): Promise<JobResult>;
  /** Runs a worker and expects it to complete. */
  complete(type: string, variables: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>>;
}

/** Hashing the demo passwords takes most of a second, so each test file seeds once and every test works on a copy. */
let template: Promise<string> | undefined;

/** A seeded register as a file of its own; its folder is removed after the test. */
export async function seededFile(): Promise<string> {
  template ??= seedTemplate();
  const directory = mkdtempSync(join(tmpdir(), "kim-register-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const file = join(directory, "register.db");
  copyFileSync(await template, file);
  return file;
}

async function seedTemplate(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "kim-template-"));
  process.once("exit", () => {
    rmSync(directory, { recursive: true, force: true });
  });
  const file = join(directory, "template.db");
  const register = await openRegister({ file, clock: { now: () => Date.parse(START) } });
  await seedRegister(register, await loadProfile(RSK), { demo: true });
  await register.close();
  return file;
}

/** Opens a workbench on a seeded register of its own. */
export async function openWorkbench({ now = START }: { now?: string } = {}): Promise<Workbench> {
  let nowMs = Date.parse(now);
  const register = await openRegister({ file: await seededFile(), clock: { now: () => nowMs } });
  onTestFinished(() => register.close());
  const published: ProcessMessage[] = [];
  const publish: PublishMessage = (message) => {
    published.push(message);
    return Promise.resolve("taken");
  };
  const dependencies = { register, portalUrl: "https://kim.example.org", onQueued: () => undefined, publish };
  const run: Workbench["run"] = (type, variables, options = {}) =>
    runOnce(dependencies, { type, variables: { jetzt: new Date(nowMs).toISOString(), ...variables }, ...options });
  return {
    register,
    published,
    setNow: (iso) => {
      nowMs = Date.parse(iso);
    },
    run,
    complete: async (type, variables) => {
      const result = await run(type, variables);
      if (result.kind !== "complete")
        throw new Error(`Expected ${type} to complete, but got ${JSON.stringify(result)}`);
      return result.variables;
    },
  };
}

let jobs = 0;

interface Run {
  readonly type: string;
  readonly variables: Record<string, unknown>;
  readonly jobKey?: string;
  readonly elementId?: string;
}

function runOnce(
  dependencies: WorkerDependencies,
  { type, variables, jobKey, elementId = "TaskProbe" }: Run,
): Promise<JobResult> {
  const definition: WorkerDefinition<WorkerDependencies> | undefined = WORKERS.find((worker) => worker.type === type);
  if (definition === undefined) throw new Error(`Expected a worker for ${type}, but there is none`);
  jobs += 1;
  const keys = {
    jobKey: jobKey ?? String(1_000 + jobs),
    processInstanceKey: "11",
    elementInstanceKey: "12",
    elementId,
    processId: "probe",
  };
  return definition.prepare(dependencies).run({ ...keys, variables });
}

/** A report as a CM-Stelle hands it in. */
export function reportFrom(cmStelleId: string, personId: string, change: Partial<NewReport> = {}): NewReport {
  return {
    cmStelleId,
    personId,
    titel: "Bescheinigungen gelten je Amt verschieden lange",
    beschreibung: "Familien verlieren zwischen zwei Bescheiden ihren Wohngeldanspruch.",
    themen: ["wohnen"],
    kommunen: [cmStelleId.replace("cm-stelle-", "")],
    rechtskreise: ["WoGG_WFNG"],
    ...change,
  };
}

/** Hands a report in and lets the coordination open a challenge for it, or attach it to one. */
export async function acceptedReport(
  bench: Workbench,
  input: NewReport,
  herausforderungId?: string,
): Promise<{ meldungId: string; herausforderungId: string }> {
  const { meldungId } = await reportChallenge(bench.register, input);
  await bench.complete("personenbezug-pruefen", { meldungId });
  const ergebnis = herausforderungId === undefined ? "neu" : "zuordnen";
  const output = await bench.complete("entscheidung-protokollieren", {
    schritt: "meldung-pruefen",
    ergebnis,
    meldungId,
    herausforderungId,
    bearbeitetVon: "karla-koordina",
  });
  return { meldungId, herausforderungId: String(output["herausforderungId"]) };
}
