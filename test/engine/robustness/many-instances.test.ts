import { join } from "node:path";
import { expect, it } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { numbersOf } from "../../../src/engine/history/values.ts";
import { openHistory } from "../../../src/engine/history/history.ts";
import { verifyFile } from "../../../src/engine/maintenance/verify.ts";
import { ONE_JOB } from "../core/support/models.ts";
import { temporaryFolder } from "../rest/support.ts";

/** KIM_OPEN_INSTANCES=100000 for the full number; the default is sized for every run. */
const INSTANCES = Number(process.env["KIM_OPEN_INSTANCES"] ?? 20_000);
const GROUP = 200;

const open = (file: string): Engine => openEngine({ file, observers: [(db, log) => openHistory(db, log)] });

const create = (engine: Engine) =>
  engine.execute({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: "CREATE",
    value: { bpmnProcessId: "p", version: -1, variables: { note: "x".repeat(100) } },
  });

it(`${INSTANCES} open instances: the engine's memory does not grow with them, a restart reads none of them, work goes on`, async () => {
  // given
  const file = join(temporaryFolder(), "engine.db");
  const filling = open(file);
  const value = { resources: [{ resourceName: "p.bpmn", resource: ONE_JOB }] };
  await filling.execute({ valueType: "DEPLOYMENT", intent: "CREATE", value });
  const heapAt: number[] = [];
  for (let done = 0; done < INSTANCES; done += GROUP) {
    await Promise.all(Array.from({ length: GROUP }, () => create(filling)));
    if (done % (INSTANCES / 4) < GROUP) heapAt.push(process.memoryUsage().heapUsed);
  }
  await filling.close();

  // when it is opened again
  const engine = open(file);
  const batch = { type: "a", worker: "w", timeout: 60_000, maxJobsToActivate: 100 };
  const activated = await engine.execute({ valueType: "JOB_BATCH", intent: "ACTIVATE", value: batch });
  const jobs = numbersOf(activated.record.value["jobKeys"]);
  const [first] = jobs;
  const completed = await engine.execute({ valueType: "JOB", intent: "COMPLETE", key: first ?? -1, value: {} });

  // then
  expect(jobs).toHaveLength(100);
  expect(completed.kind).toBe("accepted");
  await engine.close();
  expect(verifyFile(file)).toMatchObject({ findings: [], openInstances: INSTANCES - 1 });
  // A generous bound: what is cached is bounded, whatever the number of instances.
  expect(Math.max(...heapAt)).toBeLessThan(600_000_000);
}, 600_000);
