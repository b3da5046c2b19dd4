import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { brokerClock } from "../../src/camunda/webapps/broker-clock.ts";
import { importProgress } from "../../src/camunda/webapps/import-progress.ts";
import { operateOf } from "../../src/camunda/webapps/operate.ts";
import { logIn } from "../../src/camunda/webapps/session.ts";
import { tasklistOf } from "../../src/camunda/webapps/tasklist.ts";
import { brokerEngineClock } from "../../src/cli/loop/engine-clock.ts";
import { readLoopInput } from "../../src/cli/loop/input.ts";
import { playLoop, type LoopResult } from "../../src/cli/loop/play.ts";
import { tasklistStage } from "../../src/cli/loop/tasklist-stage.ts";
import { createFormValidator } from "../../src/portal/forms/validator.ts";
import { openRegister, profileOf } from "../../src/register/index.ts";
import { launch } from "../e2e/browser.ts";
import { browserHands } from "./browser-hands.ts";
import { isStackUser } from "./users.ts";

const stack = inject("stack");
const outcome = z.object({
  herausforderungen: z.array(z.object({ zustand: z.string(), ergebnis: z.string().nullable() })),
  ungenutzt: z.array(z.unknown()),
});

async function webApps() {
  const session = await logIn(stack.web, { name: "demo", password: "demo" });
  return { tasklist: tasklistOf(session), operate: operateOf(session) };
}

describe("the loop in Tasklist's pages", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it("goes from the start form to its close, one person for each role, the workers over gRPC", async () => {
    // given
    const { tasklist, operate } = await webApps();
    const clock = brokerEngineClock(brokerClock(stack.management));
    await clock.look();
    const register = await openRegister({ file: join(stack.data, "register.db"), clock });
    const { demoAccounts } = await profileOf(register);
    const hands = browserHands({
      browser,
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
    const validator = createFormValidator();

    // when
    const told: string[] = [];
    const input = readLoopInput("examples/loop-wohnen.yaml");
    const result: LoopResult = await playLoop({ stage, register, validator }, input, (event) => {
      told.push(event.art);
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
    expect(told).toContain("gesendet");
    expect(readdirSync(join(stack.data, "mails")).length).toBeGreaterThan(0);
    await expect
      .poll(async () => (await operate.instancesOf("systematische-herausforderung")).map(({ state }) => state), {
        timeout: 120_000,
        interval: 1000,
      })
      .toEqual(["COMPLETED"]);
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
    const { operate } = await webApps();
    const before = (await operate.instancesOf("systematische-herausforderung")).length;

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
    await expect
      .poll(
        async () =>
          (await operate.instancesOf("systematische-herausforderung")).filter(({ state }) => state === "COMPLETED")
            .length,
        {
          timeout: 120_000,
          interval: 1000,
        },
      )
      .toBe(before + ended.length);
  });
});
