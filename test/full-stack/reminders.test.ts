import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { brokerClock } from "../../src/camunda/webapps/broker-clock.ts";
import { brokerEngineClock, type EngineClock } from "../../src/cli/loop/engine-clock.ts";
import { notificationsOfReport, openRegister, reportOfProcess, type Register } from "../../src/register/index.ts";
import { enterStage, IMPORTED, reported, type Stage } from "./acts.ts";

const stack = inject("stack");
const DAY_MS = 86_400_000;

let stage: Stage;
let register: Register;
let clock: EngineClock;
beforeAll(async () => {
  stage = await enterStage(stack.web);
  clock = brokerEngineClock(brokerClock(stack.management));
  await clock.look();
  register = await openRegister({ file: join(stack.data, "register.db"), clock });
});
afterAll(() => register.close());

it("reminds, informs the deputy and escalates when time passes and nobody checks a report", async () => {
  // given
  const processInstanceKey = await reported(stage);
  const task = (await stage.tasklist.openTasks()).find((open) => open.processInstanceKey === processInstanceKey);
  const due = Date.parse(task?.dueDate ?? "");
  const meldungId = (await reportOfProcess(register, processInstanceKey)) ?? "";
  const stages = async () =>
    (await notificationsOfReport(register, meldungId)).flatMap(({ stufe }) => (stufe === null ? [] : [stufe]));
  const mails = () => readdirSync(join(stack.data, "mails")).length;

  for (const [moment, stufe] of [
    [due - DAY_MS, "erinnerung"],
    [due + DAY_MS, "vertretung"],
    [due + 10 * DAY_MS, "eskalation"],
  ] as const) {
    const [before, sent] = [await stages(), mails()];
    expect(before).not.toContain(stufe);

    // when
    await clock.moveTo(moment);

    // then
    await expect.poll(stages, IMPORTED).toContain(stufe);
    await expect.poll(mails, IMPORTED).toBeGreaterThan(sent);
  }
});
