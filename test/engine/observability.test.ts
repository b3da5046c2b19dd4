import { describe, expect, it } from "vitest";
import { createLogger } from "../../src/platform/logger.ts";
import { serveEngine } from "../../src/engine/serve.ts";
import * as m from "../conformance/model/bpmn.ts";

const MODEL = m.process("p", [
  m.start("start"),
  m.service("a", "work"),
  m.user("u"),
  m.end("end"),
  m.flows("start > a > u > end"),
]);

const START = Date.parse("2026-01-05T08:00:00Z");

/** A served engine that logs into a list, with the process deployed. */
async function observed() {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", isPretty: false, destination: { write: (line) => lines.push(line) } });
  let now = START;
  const served = await serveEngine({ file: ":memory:", port: 0, clock: () => now, logger });
  const run = (valueType: string, intent: string, what: { key?: number; value: object }) =>
    served.engine.execute({ valueType, intent, ...what, value: { ...what.value } });
  const resource = Buffer.from(MODEL).toString("base64");
  await run("DEPLOYMENT", "CREATE", { value: { resources: [{ resourceName: "p.bpmn", resource }] } });
  const move = (ms: number): void => {
    now += ms;
  };
  return { served, lines, run, move };
}

const sample = async (registry: { metrics(): Promise<string> }, line: RegExp): Promise<string | undefined> =>
  line.exec(await registry.metrics())?.[1];

describe("the metrics", () => {
  it("count under Zeebe's names and labels, and say what is open now", async () => {
    const { served, run, move } = await observed();
    const registry = await served.metrics.registry();
    const create = { bpmnProcessId: "p", version: -1, variables: { secret: "MARKER" } };
    const created = await run("PROCESS_INSTANCE_CREATION", "CREATE", { value: create });
    const key = created.records.find(({ valueType }) => valueType === "JOB")?.key ?? -1;
    await run("JOB", "FAIL", { key, value: { retries: 0, errorMessage: "MARKER" } });

    expect(await sample(registry, /zeebe_pending_incidents_total\{partition="1"\} (\d+)/)).toBe("1");
    expect(await sample(registry, /zeebe_incident_events_total\{action="created",partition="1"\} (\d+)/)).toBe("1");
    const failed = /zeebe_job_events_total\{action="failed",type="work",job_kind="BPMN_ELEMENT",partition="1"\} (\d+)/;
    expect(await sample(registry, failed)).toBe("1");
    const created1 = /creations_total\{creation_mode="creation_at_default_start_event",partition="1"\} (\d+)/;
    expect(await sample(registry, created1)).toBe("1");
    expect(await sample(registry, /zeebe_stream_processor_latency_seconds_count\{partition="1"\} (\d+)/)).toBe("3");

    await run("JOB", "UPDATE_RETRIES", { key, value: { retries: 1 } });
    const incident = served.engine.records(0).find(({ valueType }) => valueType === "INCIDENT")?.key ?? -1;
    await run("INCIDENT", "RESOLVE", { key: incident, value: {} });
    await run("JOB", "COMPLETE", { key, value: {} });
    move(8 * 86_400_000);
    expect(await sample(registry, /zeebe_pending_incidents_total\{partition="1"\} (\d+)/)).toBe("0");
    expect(await sample(registry, /kim_engine_open_user_tasks\{age="under 30 days",partition="1"\} (\d+)/)).toBe("1");
    expect(await sample(registry, /kim_engine_open_user_tasks\{age="under a week",partition="1"\} (\d+)/)).toBe("0");
    const completed =
      /element_instance_events_total\{action="completed",type="SERVICE_TASK",eventType="UNSPECIFIED",partition="1"\} (\d+)/;
    expect(await sample(registry, completed)).toBe("1");
    expect(Number(await sample(registry, /kim_engine_store_open_seconds\{partition="1"\} ([\d.e-]+)/))).toBeGreaterThan(
      0,
    );
    await served.close();
  });
});

describe("the log", () => {
  it("tells of deployments, incidents and terminations by keys and ids, and quotes no value", async () => {
    const { served, run, lines } = await observed();
    const create = { bpmnProcessId: "p", version: -1, variables: { secret: "MARKER" } };
    const created = await run("PROCESS_INSTANCE_CREATION", "CREATE", { value: create });
    const job = created.records.find(({ valueType }) => valueType === "JOB");
    await run("JOB", "FAIL", { key: job?.key ?? -1, value: { retries: 0, errorMessage: "MARKER" } });
    const instance = Number(created.record.value["processInstanceKey"]);
    await run("PROCESS_INSTANCE", "CANCEL", { key: instance, value: {} });
    await served.close();

    const told = lines.map((line): unknown => JSON.parse(line));
    expect(told).toMatchObject([
      { msg: "Resources deployed", processes: ["p v1"] },
      {
        msg: "Incident raised",
        errorType: "JOB_NO_RETRIES",
        processInstanceKey: instance,
        elementId: "a",
        jobKey: job?.key,
      },
      { msg: "Incident resolved", processInstanceKey: instance },
      { msg: "Process instance terminated", processInstanceKey: instance, bpmnProcessId: "p" },
    ]);
    expect(lines.join("")).not.toContain("MARKER");
  });
});
