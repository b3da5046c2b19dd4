import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { brokerClock } from "../../src/camunda/webapps/broker-clock.ts";
import { importProgress } from "../../src/camunda/webapps/import-progress.ts";
import type { Operate } from "../../src/camunda/webapps/operate.ts";
import { brokerEngineClock } from "../../src/cli/loop/engine-clock.ts";
import type { LoopEvent } from "../../src/cli/loop/events.ts";
import { readLoopInput } from "../../src/cli/loop/input.ts";
import { playLoop, type LoopResult } from "../../src/cli/loop/play.ts";
import { tasklistStage } from "../../src/cli/loop/tasklist-stage.ts";
import { createFormValidator } from "../../src/portal/forms/validator.ts";
import { openRegister, profileOf } from "../../src/register/index.ts";
import { launch } from "../e2e/browser.ts";
import { enterStage, IMPORTED } from "./acts.ts";
import { browserHands } from "./browser-hands.ts";
import { isStackUser } from "./users.ts";

const stack = inject("stack");
const outcome = z.object({
  herausforderungen: z.array(z.object({ zustand: z.string(), ergebnis: z.string().nullable() })),
  ungenutzt: z.array(z.unknown()),
});

async function closedChallenges(operate: Operate): Promise<number> {
  const all = await operate.instancesOf("systematische-herausforderung");
  return all.filter(({ state }) => state === "COMPLETED").length;
}

describe("the loop in Tasklist's pages", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it("goes from the start form to its close, one person for each role, the workers over gRPC", async () => {
    // given
    const { tasklist, operate } = await enterStage(stack.web);
    const before = await closedChallenges(operate);
    const clock = brokerEngineClock(brokerClock(stack.management));
    await clock.look();
    const register = await openRegister({ file: join(stack.data, "register.db"), clock });
    const { demoAccounts } = await profileOf(register);
    const validator = createFormValidator();
    const hands = browserHands({
      browser,
      validator,
      web: stack.web,
      operate,
      loginOf: ({ personId }) => {
        const login = demoAccounts.find((account) => account.personId === personId)?.login ?? "demo";
        return isStackUser(login) ? login : "demo";
      },
      formOf: async (userTaskKey) => {
        const task = (await tasklist.openTasks()).find(({ id }) => id === userTaskKey);
        return task === undefined ? undefined : tasklist.formOf(task);
      },
    });
    const stage = tasklistStage({ tasklist, operate, progress: importProgress(stack), register, clock, hands });

    // when
    const told: LoopEvent[] = [];
    const input = readLoopInput("examples/loop-wohnen.yaml");
    const result: LoopResult = await playLoop({ stage, register, validator }, input, (event) => {
      told.push(event);
      process.stderr.write(`${JSON.stringify(event)}\n`);
    }).finally(async () => {
      await validator.close();
      await register.close();
    });

    // then
    expect(outcome.parse(result)).toEqual({
      herausforderungen: [{ zustand: "abgeschlossen", ergebnis: "wirksam" }],
      ungenutzt: [],
    });
    expect(told.flatMap((event) => (event.art === "gesendet" ? [event.ereignis] : []))).toEqual(
      expect.arrayContaining([
        "Auftrag erteilt",
        "Zwischenbericht fällig",
        "Kenntnisnahme steht aus",
        "Rückmeldung zum Erfolg erbeten",
        "Regelkreis abgeschlossen",
      ]),
    );
    expect(readdirSync(join(stack.data, "mails")).length).toBeGreaterThan(0);
    await expect.poll(() => closedChallenges(operate), IMPORTED).toBe(before + 1);
  });
});

describe("npm run loop", () => {
  it.each([
    { file: "examples/loop-verneint.yaml", ended: [{ zustand: "verneint", ergebnis: null }] },
    {
      file: "examples/loop-zwei-runden.yaml",
      ended: [
        { zustand: "abgeschlossen", ergebnis: "nicht_wirksam" },
        { zustand: "abgeschlossen", ergebnis: "wirksam" },
      ],
    },
  ])("plays $file through Tasklist's own API, and the register and Operate say so", async ({ file, ended }) => {
    // given
    const { operate } = await enterStage(stack.web);
    const before = await closedChallenges(operate);

    // when
    const args = [
      "src/kim.js",
      "loop",
      "--json",
      "--input",
      file,
      "--to",
      stack.rest,
      "--tasklist",
      stack.web,
      "--management",
      stack.management,
      "--search",
      stack.search,
    ];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, KIM_DATA_DIR: stack.data },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const printed = await text(child.stdout);

    // then
    expect(outcome.parse(JSON.parse(printed))).toEqual({ herausforderungen: ended, ungenutzt: [] });
    await expect.poll(() => closedChallenges(operate), IMPORTED).toBe(before + ended.length);
  });
});
