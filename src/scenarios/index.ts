import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createBench, type Bench, type StartDriver } from "./bench.ts";
import { differenceBetween } from "./compare.ts";
import { coverageOf, mergeCovered, type Covered } from "./coverage.ts";
import { findScenarioFiles, readScenarioFile } from "./files.ts";
import type { TestCase } from "./format.ts";
import { pictureOf } from "./picture.ts";
import type { CaseResult } from "./run-case.ts";
import { reportText, type FileResult } from "./report.ts";

export { createBench, type Bench, type StartDriver } from "./bench.ts";
export type { ScenarioDriver } from "./driver.ts";
export { restDriver } from "./rest-driver.ts";
export { startOnOracle } from "./on-oracle.ts";
export { findScenarioFiles, readScenarioFile, type ScenarioFile } from "./files.ts";
export { coverageOf, mergeCovered } from "./coverage.ts";
export type { TestCase } from "./format.ts";
export type { CaseResult } from "./run-case.ts";
export type { Stage } from "./stage.ts";

const DEFAULT_PROFILE = "rsk-2021";

/** What to run and where. */
export interface ScenarioOptions {
  /** The repository with bpmn/, forms/, municipalities/ and test/scenarios/. */
  readonly root: string;
  /** Files to run; default all below test/scenarios. */
  readonly files?: readonly string[] | undefined;
  /** Starts an empty engine for a case. */
  readonly start: StartDriver;
  /** Starts an engine on which each case is played as well; a difference in result, end states or way is a failure. */
  readonly reference?: StartDriver | undefined;
  /** Folder for a picture of each model with what was walked; default none. */
  readonly pictures?: string | undefined;
  /** Takes the report, line by line. */
  readonly print: (text: string) => void;
}

/** Runs scenario files and prints the report; false when a scenario failed. Throws ScenarioInvalid before anything runs. */
export async function runScenarios(options: ScenarioOptions): Promise<boolean> {
  const { root, print } = options;
  const isWhole = options.files === undefined || options.files.length === 0;
  const paths = isWhole ? findScenarioFiles(root) : (options.files ?? []);
  const files = await Promise.all(paths.map(readScenarioFile));
  const bench = createBench(root, options.start);
  const reference = options.reference === undefined ? undefined : createBench(root, options.reference);
  const results: FileResult[] = [];
  for (const { path, testCases } of files) {
    const cases = [];
    for (const testCase of testCases) cases.push(await playOn({ bench, reference }, testCase));
    results.push({ path: relative(root, path), results: cases });
  }
  const covered = mergeCovered(results.flatMap(({ results: cases }) => cases.map((result) => result.covered)));
  const models = await bench.models(DEFAULT_PROFILE);
  const all = coverageOf(models, covered);
  // What single files leave out says nothing; what the whole suite leaves out is a gap.
  const touched = all.filter(({ covered: reached }) => reached > 0).map((model) => ({ ...model, missing: [] }));
  const coverage = isWhole ? all : touched;
  print(reportText(results, coverage));
  if (options.pictures !== undefined) await writePictures(bench, options.pictures, covered);
  return results.every(({ results: cases }) => cases.every(({ failure }) => failure === undefined));
}

async function playOn(
  { bench, reference }: { bench: Bench; reference: Bench | undefined },
  testCase: TestCase,
): Promise<CaseResult> {
  const result = await bench.run(testCase);
  if (reference === undefined || result.failure !== undefined) return result;
  const message = differenceBetween(result, await reference.run(testCase));
  if (message === undefined) return result;
  return { ...result, failure: { instruction: testCase.instructions.length + 1, type: "comparison", message } };
}

async function writePictures(bench: Bench, folder: string, covered: Covered): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const model of await bench.models(DEFAULT_PROFILE))
    await writeFile(
      join(folder, `${model.processId}.svg`),
      pictureOf(model, covered.get(model.processId) ?? new Set()),
    );
}
