import { expect, test } from "vitest";
import { z } from "zod";
import { bpmnError, complete, defineWorker, retryLater, type RawJob } from "../../workers/define-worker.ts";

const definition = {
  type: "probe",
  input: z.object({ zahl: z.number(), notiz: z.string().optional() }),
  output: z.object({ doppelt: z.number() }),
  bpmnErrors: ["ZU_GROSS"],
} as const;

const probe = defineWorker(definition, ({ limit }: { limit: number }) => ({ input }) => {
  if (input.zahl === 0) return Promise.resolve(retryLater("noch nichts da"));
  if (input.zahl < 0) return Promise.resolve(complete({ doppelt: Number.NaN }));
  return Promise.resolve(
    input.zahl > limit ? bpmnError("ZU_GROSS", "Expected less") : complete({ doppelt: input.zahl * 2 }),
  );
});

const job = (variables: unknown): RawJob => ({
  variables,
  jobKey: "1",
  processInstanceKey: "2",
  elementInstanceKey: "3",
  elementId: "Task",
  processId: "p",
});

test("a worker completes with checked variables and names those it wants", async () => {
  // given
  const worker = probe.prepare({ limit: 10 });
  // when
  const result = await worker.run(job({ zahl: 4, notiz: null, fremd: "x" }));
  // then
  expect(result).toEqual({ kind: "complete", variables: { doppelt: 8 } });
  expect(worker.variables).toEqual(["zahl", "notiz"]);
});

test("wrong input names the variable and never its value", async () => {
  // when
  const result = await probe.prepare({ limit: 10 }).run(job({ zahl: "geheim" }));
  // then
  expect(result.kind).toBe("invalidInput");
  expect(result).toHaveProperty("message", expect.stringMatching(/job type "probe".*"zahl"/));
  expect(JSON.stringify(result)).not.toContain("geheim");
});

test("wrong output is no completion", async () => {
  expect((await probe.prepare({ limit: 10 }).run(job({ zahl: -1 }))).kind).toBe("invalidOutput");
});

test("a modelled outcome and passing trouble are told apart", async () => {
  const worker = probe.prepare({ limit: 3 });
  expect(await worker.run(job({ zahl: 4 }))).toMatchObject({ kind: "bpmnError", code: "ZU_GROSS" });
  expect(await worker.run(job({ zahl: 0 }))).toMatchObject({ kind: "retryLater" });
});

test("a worker with an open input wants every variable", () => {
  const open = defineWorker(
    { type: "offen", input: z.looseObject({}), output: z.object({}) },
    () => () => Promise.resolve(complete({})),
  );
  expect(open.prepare({}).variables).toBe("all");
});
