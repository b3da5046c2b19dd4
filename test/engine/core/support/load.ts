import { writeSync } from "node:fs";
import { openEngine } from "../../../../src/engine/engine.ts";
import { listField, numberField } from "../../../../src/engine/core/fields.ts";
import { openHistory } from "../../../../src/engine/history/history.ts";

/**
 * Works an engine as hard as it can until it is killed, and says on standard output what has been acknowledged:
 * "created <process instance>" and "completed <job>", one a line, written only after the answer.
 */
const [file = "", resource = ""] = process.argv.slice(2);
const engine = openEngine({ file, observers: [(db, log) => openHistory(db, log)] });
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

await engine.execute({
  valueType: "DEPLOYMENT",
  intent: "CREATE",
  value: { resources: [{ resourceName: "p.bpmn", resource }] },
});
say("ready");

async function create(): Promise<never> {
  for (;;) {
    const outcome = await engine.execute({
      valueType: "PROCESS_INSTANCE_CREATION",
      intent: "CREATE",
      value: { bpmnProcessId: "p", version: -1, variables: { note: "x".repeat(100) } },
    });
    say(`created ${numberField(outcome.record.value, "processInstanceKey")}`);
  }
}

async function work(): Promise<never> {
  for (;;) {
    const batch = { type: "a", worker: "w", timeout: 600_000, maxJobsToActivate: 8 };
    const outcome = await engine.execute({ valueType: "JOB_BATCH", intent: "ACTIVATE", value: batch });
    for (const key of listField(outcome.record.value, "jobKeys")) {
      await engine.execute({
        valueType: "JOB",
        intent: "COMPLETE",
        key: Number(key),
        value: { variables: { done: 1 } },
      });
      say(`completed ${Number(key)}`);
    }
  }
}

await Promise.all([create(), create(), create(), work(), work()]);
