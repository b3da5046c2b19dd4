import { relative } from "node:path";
import { pino } from "pino";
import { afterAll, describe, expect, it } from "vitest";
import {
  coverageOf,
  createBench,
  findScenarioFiles,
  mergeCovered,
  readScenarioFile,
  type CaseResult,
} from "../../src/scenarios/index.ts";
import { startEmbedded } from "../../src/cli/scenario-engine.ts";

const ROOT = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const logger = pino({ level: "silent" });
const bench = createBench(ROOT, () => startEmbedded(logger));
const files = await Promise.all(findScenarioFiles(ROOT).map(readScenarioFile));
const played: CaseResult[] = [];

describe.each(files.map(({ path, testCases }) => [relative(`${ROOT}/test/scenarios`, path), testCases] as const))(
  "%s",
  (_path, testCases) => {
    it.each(testCases.map((testCase) => [testCase.name, testCase] as const))("%s", async (_name, testCase) => {
      const result = await bench.run(testCase);
      played.push(result);
      expect(result.failure).toBeUndefined();
    });
  },
);

/** Runs last: what the cases above have walked together. */
describe("the scenarios together", () => {
  afterAll(() => played.splice(0));

  it("reach every gateway answer, every boundary event and every other element of every model", async () => {
    const covered = mergeCovered(played.map((result) => result.covered));
    const missing = coverageOf(await bench.models("rsk-2021"), covered).filter((model) => model.missing.length > 0);
    expect(missing.map(({ processId, missing: ids }) => `${processId}: ${ids.join(", ")}`)).toEqual([]);
  });
});
