import { expect, it } from "vitest";
import { openEngine } from "../../../src/engine/engine.ts";
import { ONE_JOB } from "./support/models.ts";

const MONDAY = Date.parse("2026-01-05T08:00:00Z");

it("a job whose retries are used up does not come back by the back-off of an earlier attempt", async () => {
  const engine = openEngine({ file: ":memory:" });
  await engine.clock.pin(MONDAY);
  const resources = [{ resourceName: "p.bpmn", resource: ONE_JOB }];
  await engine.execute({ valueType: "DEPLOYMENT", intent: "CREATE", value: { resources } });
  const create = { bpmnProcessId: "p", version: -1, variables: {} };
  await engine.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value: create });
  const key = engine.records(0).find((record) => record.valueType === "JOB")?.key ?? -1;
  const job = (intent: string, value: { retries: number; retryBackoff?: number }) =>
    engine.execute({ valueType: "JOB", intent, key, value });
  const recurred = () => engine.records(0).filter((record) => record.intent === "RECURRED_AFTER_BACKOFF").length;

  await job("FAIL", { retries: 1, retryBackoff: 5000 });
  await engine.clock.pin(MONDAY + 6000);
  expect(recurred()).toBe(1);
  await job("FAIL", { retries: 0 });
  await job("UPDATE_RETRIES", { retries: 3 });
  await engine.clock.pin(MONDAY + 60_000);

  expect(recurred()).toBe(1);
  await engine.close();
});
