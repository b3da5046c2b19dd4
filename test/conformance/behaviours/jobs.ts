import {
  activate,
  advance,
  behaviour,
  command,
  completeJob,
  create,
  failJob,
  resolveIncident,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import * as m from "../model/bpmn.ts";

const around = (part: m.Part): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    part,
    m.end("end"),
    m.flows(`start > ${String(part.attributes["id"])} > end`),
  ]),
});
const one = around(m.service("a", "a"));

const closed = (intent: string, value = {}) =>
  command(`${intent} a job that is over`, (known) => ({ valueType: "JOB", intent, key: known.anyJob("a"), value }));
const unknown = (intent: string, value = {}) =>
  command(`${intent} an unknown job`, () => ({ valueType: "JOB", intent, key: NO_KEY, value }));

/** Jobs: activation, retries, back-off, time-outs, refusals. */
export const jobs: readonly Behaviour[] = [
  behaviour("activation takes jobs in the order of their keys", {
    resources: one,
    steps: [
      create("p", { n: 1 }),
      create("p", { n: 2 }),
      create("p", { n: 3 }),
      activate("a", { max: 2 }),
      activate("a"),
    ],
  }),
  behaviour("a job that could not be delivered is given back", {
    resources: one,
    steps: [
      create("p"),
      activate("a"),
      command("yield the job", (known) => ({ valueType: "JOB", intent: "YIELD", key: known.anyJob("a"), value: {} })),
      command("yield it again", (known) => ({ valueType: "JOB", intent: "YIELD", key: known.anyJob("a"), value: {} })),
      activate("a"),
      completeJob("a"),
      closed("YIELD"),
      unknown("YIELD"),
    ],
  }),
  behaviour("a failed job is not given back", {
    resources: one,
    steps: [create("p"), failJob("a", 0), closed("YIELD")],
  }),
  behaviour("activation without any job", { resources: one, steps: [activate("a"), activate("b")] }),
  behaviour("activation with bad arguments", {
    resources: one,
    steps: [
      activate(""),
      activate("a", { max: 0 }),
      activate("a", { timeout: 0 }),
      command("activate without worker", () => ({
        valueType: "JOB_BATCH",
        intent: "ACTIVATE",
        value: { type: "a", worker: "", timeout: 1000, maxJobsToActivate: 1, tenantIds: ["<default>"] },
      })),
    ],
  }),
  behaviour("a timed-out job can be activated again", {
    resources: one,
    steps: [
      create("p"),
      activate("a", { timeout: 10_000 }),
      advance("PT5S"),
      activate("a"),
      advance("PT30S"),
      activate("a", { timeout: 10_000 }),
      completeJob("a"),
      advance("PT1M"),
    ],
  }),
  behaviour("a late completion works", {
    resources: one,
    steps: [create("p"), activate("a", { timeout: 1000 }), advance("PT30S"), completeJob("a", { late: true })],
  }),
  behaviour("fail with retries left", {
    resources: one,
    steps: [
      create("p"),
      activate("a"),
      failJob("a", 2, { errorMessage: "broken", variables: { why: "x" } }),
      activate("a"),
      completeJob("a"),
    ],
  }),
  behaviour("fail with back-off", {
    resources: one,
    steps: [
      create("p"),
      activate("a"),
      failJob("a", 2, { retryBackoff: 60_000, errorMessage: "later" }),
      activate("a"),
      advance("PT59S"),
      activate("a"),
      advance("PT5S"),
      activate("a"),
      completeJob("a"),
    ],
  }),
  behaviour("fail without activation", { resources: one, steps: [create("p"), failJob("a", 1), activate("a")] }),
  behaviour("no retries left raises an incident", {
    resources: one,
    steps: [
      create("p", { v: 1 }),
      activate("a"),
      failJob("a", 0, { errorMessage: "out of order", variables: { v: 2 } }),
      activate("a"),
      failJob("a", 0),
      resolveIncident(),
      updateJob("a", { retries: 2 }),
      resolveIncident(),
      activate("a"),
      completeJob("a"),
    ],
  }),
  behaviour("no retries left without a message", {
    resources: one,
    steps: [create("p"), activate("a"), failJob("a", 0), completeJob("a")],
  }),
  behaviour("fail with negative retries", {
    resources: one,
    steps: [create("p"), activate("a"), failJob("a", -1)],
  }),
  behaviour("update retries and time-out", {
    resources: one,
    steps: [
      create("p"),
      updateJob("a", { retries: 7 }),
      updateJob("a", { timeout: 5000 }),
      activate("a"),
      updateJob("a", { timeout: 300_000 }),
      updateJob("a", { retries: 0 }),
      updateJob("a", { retries: 4, timeout: 1000 }),
      advance("PT30S"),
      activate("a"),
    ],
  }),
  behaviour("update retries and time-out by their own commands", {
    resources: one,
    steps: [
      create("p"),
      command("retries", (known) => ({
        valueType: "JOB",
        intent: "UPDATE_RETRIES",
        key: known.job("a"),
        value: { retries: 9 },
      })),
      command("time-out", (known) => ({
        valueType: "JOB",
        intent: "UPDATE_TIMEOUT",
        key: known.job("a"),
        value: { timeout: 9000 },
      })),
      activate("a"),
      command("time-out", (known) => ({
        valueType: "JOB",
        intent: "UPDATE_TIMEOUT",
        key: known.job("a"),
        value: { timeout: 9000 },
      })),
      command("no retries", (known) => ({
        valueType: "JOB",
        intent: "UPDATE_RETRIES",
        key: known.job("a"),
        value: { retries: 0 },
      })),
    ],
  }),
  behaviour("commands on unknown jobs", {
    resources: {},
    steps: [
      unknown("COMPLETE"),
      unknown("FAIL", { retries: 1 }),
      unknown("THROW_ERROR", { errorCode: "E" }),
      unknown("UPDATE", { retries: 3, changedAttributes: ["retries"] }),
      unknown("UPDATE_RETRIES", { retries: 3 }),
      unknown("UPDATE_TIMEOUT", { timeout: 3 }),
    ],
  }),
  behaviour("commands on a job that is over", {
    resources: one,
    steps: [
      create("p"),
      completeJob("a"),
      closed("COMPLETE"),
      closed("FAIL", { retries: 1 }),
      closed("THROW_ERROR", { errorCode: "E" }),
      closed("UPDATE", { retries: 3, changedAttributes: ["retries"] }),
    ],
  }),
  behaviour("commands on a failed job", {
    resources: one,
    steps: [
      create("p"),
      activate("a"),
      failJob("a", 0),
      closed("COMPLETE"),
      closed("FAIL", { retries: 1 }),
      closed("THROW_ERROR", { errorCode: "E" }),
    ],
  }),
  behaviour("a job type that is no text raises an incident", {
    resources: around(m.service("a", { type: "=kind" })),
    steps: [create("p", { kind: 3 }), create("p")],
  }),
  behaviour("retries that are no number raise an incident", {
    resources: around(m.service("a", { type: "a", retries: "=count" })),
    steps: [create("p", { count: "many" }), create("p", { count: 2.5 })],
  }),
];
