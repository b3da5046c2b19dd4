import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { startEmbedded } from "../../src/cli/scenario-engine.ts";
import { describe, expect, it } from "vitest";
import { readScenarioFile, runScenarios } from "../../src/scenarios/index.ts";

const ROOT = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const CREATE = {
  type: "CREATE_PROCESS_INSTANCE",
  processDefinitionSelector: { processDefinitionId: "buendelung" },
  variables: { herausforderungId: "HF-2026-001" },
};
const BUENDELUNG = { processDefinitionId: "buendelung" };

async function fileWith(content: unknown): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "kim-scenario-")), "probe.test.json");
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function play(...instructions: readonly object[]): Promise<{ ok: boolean; report: string }> {
  const metadata = { vorlage: "eine-meldung" };
  const path = await fileWith({ testCases: [{ name: "probe", metadata, instructions }] });
  let report = "";
  const print = (text: string) => {
    report += text;
  };
  const start = () => startEmbedded(pino({ level: "silent" }));
  const ok = await runScenarios({ root: ROOT, files: [path], start, print });
  return { ok, report };
}

describe("a scenario file that is none is refused before anything runs", () => {
  it.each([
    ["no JSON", "{", "to be JSON"],
    [
      "an unknown instruction",
      { testCases: [{ name: "a", instructions: [{ type: "WISH" }] }] },
      "testCases.0.instructions.0",
    ],
    ["an unknown field", { testCases: [{ name: "a", instructions: [{ ...CREATE, hope: 1 }] }] }, "hope"],
    [
      "a selector that selects nothing",
      { testCases: [{ name: "a", instructions: [{ type: "COMPLETE_USER_TASK", userTaskSelector: {} }] }] },
      "userTaskSelector",
    ],
  ])("%s", async (_title, content, part) => {
    await expect(readScenarioFile(await fileWith(content))).rejects.toThrow(part);
  });

  it("a file that is not there", async () => {
    await expect(readScenarioFile("/nowhere/probe.test.json")).rejects.toMatchObject({ code: "SCENARIO_INVALID" });
  });
});

describe("a scenario that does not hold fails with what is", () => {
  it.each([
    [
      "a claim about a process",
      { type: "ASSERT_PROCESS_INSTANCE", processInstanceSelector: BUENDELUNG, state: "IS_COMPLETED" },
      "Expected buendelung to be completed, but it is active",
    ],
    [
      "a task that is not open",
      { type: "COMPLETE_USER_TASK", userTaskSelector: { elementId: "TaskWeiterleitungPruefen" } },
      "open tasks: TaskHerausforderungBeobachten",
    ],
    [
      "an element that was not reached",
      {
        type: "ASSERT_ELEMENT_INSTANCES",
        processInstanceSelector: BUENDELUNG,
        elementSelectors: [{ elementId: "TaskWeiterleitungPruefen" }],
        state: "IS_ACTIVE",
      },
      "TaskWeiterleitungPruefen to be active",
    ],
    [
      "a value that differs",
      { type: "ASSERT_VARIABLES", processInstanceSelector: BUENDELUNG, variables: { herausforderungId: "HF-1" } },
      'Expected herausforderungId to be "HF-1", but it is "HF-2026-001"',
    ],
    [
      "a process that never began",
      { type: "ASSERT_PROCESS_INSTANCE", processInstanceSelector: { processDefinitionId: "beschluss" } },
      "Expected an instance of beschluss",
    ],
    [
      "a group that differs",
      {
        type: "ASSERT_USER_TASK",
        userTaskSelector: { elementId: "TaskHerausforderungBeobachten" },
        candidateGroups: ["ki-leitung"],
      },
      "to be ki-leitung, but it is cm-koordination",
    ],
    ["time that goes backwards", { type: "SET_TIME", time: "2020-01-01T00:00:00Z" }, "SET_TIME"],
  ])("%s", async (_title, instruction, sentence) => {
    const { ok, report } = await play(CREATE, instruction);
    expect(ok).toBe(false);
    expect(report).toContain("FAILED  probe");
    expect(report).toContain(sentence);
  });

  it("an incident nobody speaks of", async () => {
    const { ok, report } = await play({ ...CREATE, variables: { herausforderungId: "HF-2026-999" } });
    expect(ok).toBe(false);
    expect(report).toContain("Expected no incident at the end");
  });
});

describe("what takes the place of a worker, decision or process", () => {
  it("answers instead of it", async () => {
    const { ok, report } = await play(
      {
        type: "MOCK_DMN_DECISION",
        decisionDefinitionId: "schwelle",
        variables: { schwelleErreicht: true, schwelleGrund: "anzahl" },
      },
      CREATE,
      {
        type: "ASSERT_ELEMENT_INSTANCES",
        processInstanceSelector: BUENDELUNG,
        elementSelectors: [{ elementId: "TaskWeiterleitungPruefen" }],
        state: "IS_ACTIVE",
      },
    );
    expect(report).toContain("ok      probe");
    expect(ok).toBe(true);
  });

  it("may be the case itself, job by job", async () => {
    const { report } = await play(
      CREATE,
      { type: "COMPLETE_JOB", jobSelector: { jobType: "status-fortschreiben" }, variables: { status: "beobachtung" } },
      {
        type: "ASSERT_USER_TASK",
        userTaskSelector: { elementId: "TaskHerausforderungBeobachten" },
        state: "IS_CREATED",
      },
    );
    expect(report).toContain("ok      probe");
  });
});
