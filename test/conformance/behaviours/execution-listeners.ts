import {
  activate,
  advance,
  behaviour,
  cancel,
  command,
  completeJob,
  create,
  createAwaiting,
  failJob,
  resolveIncident,
  setVariables,
  throwError,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import { around } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import { executionListeners, listening } from "../model/listeners.ts";

const service = (...listeners: readonly string[]) => around(listening(m.service("a", "a"), ...listeners));

/** Execution listeners: their jobs, variables, failures, and those of the process. */
export const executionListenersOfJobs: readonly Behaviour[] = [
  behaviour("start and end of a service task", {
    resources: service("start:s1", "end:e1"),
    steps: [create("p", { x: 1 }), completeJob("s1"), completeJob("a", { r: 1 }), completeJob("e1")],
  }),
  behaviour("several listeners in turn", {
    resources: service("start:s1", "start:s2", "end:e1", "end:e2", "start:s3"),
    steps: ["s1", "s2", "s3", "a", "e1", "e2"].reduce(
      (steps, type) => [...steps, completeJob(type, { [type]: 1 })],
      [create("p")],
    ),
  }),
  behaviour("variables of listeners are local at the start, go outward at the end", {
    resources: around(
      listening(m.service("a", { type: "a", inputs: { l: "=x" }, outputs: { y: "=r + e" } }), "start:s1", "end:e1"),
    ),
    steps: [
      create("p", { x: 1, y: 0 }),
      completeJob("s1", { l: 2, s: 1, x: 5 }),
      activate("a"),
      completeJob("a", { r: 1 }),
      completeJob("e1", { e: 1, y: 9 }),
    ],
  }),
  behaviour("output mappings run before end listeners", {
    resources: around(listening(m.service("a", { type: "a", outputs: { y: "=r" } }), "end:e1")),
    steps: [create("p", { y: 0 }), completeJob("a", { r: 7 }), activate("e1"), completeJob("e1", { y: 8, z: 1 })],
  }),
  behaviour("a listener with headers and an expression for its type and retries", {
    resources: around(
      listening(
        m.service("a", { type: "a", headers: { one: "1" } }),
        { event: "start", type: "=t", retries: "=n + 1" },
        { event: "end", type: "e1", retries: "5" },
      ),
    ),
    steps: [create("p", { t: "s1", n: 1 }), activate("s1"), completeJob("s1"), completeJob("a"), activate("e1")],
  }),
  behaviour("an expression of a listener that fails", {
    resources: around(listening(m.service("a", "a"), { event: "start", type: "=t" }, { event: "end", type: "=u" })),
    steps: [
      create("p", { t: 1 }),
      setVariables("p", { t: "s1" }),
      resolveIncident(),
      completeJob("s1"),
      completeJob("a", { r: 1 }),
      setVariables("p", { u: "e1" }),
      resolveIncident(),
      completeJob("e1"),
    ],
  }),
  behaviour("retries of a listener that are no number", {
    resources: around(listening(m.service("a", "a"), { event: "start", type: "s1", retries: "=n" })),
    steps: [create("p", { n: "x" }), setVariables("p", { n: 2 }), resolveIncident(), completeJob("s1")],
  }),
  behaviour("a start listener fails until no retry is left", {
    resources: service("start:s1"),
    steps: [
      create("p"),
      activate("s1"),
      failJob("s1", 1, { errorMessage: "once", variables: { f: 1 } }),
      failJob("s1", 0, { errorMessage: "twice" }),
      resolveIncident(),
      updateJob("s1", { retries: 2 }),
      resolveIncident(),
      completeJob("s1"),
      completeJob("a"),
    ],
  }),
  behaviour("an end listener fails until no retry is left", {
    resources: service("end:e1", "end:e2"),
    steps: [
      create("p"),
      completeJob("a", { r: 1 }),
      failJob("e1", 0),
      updateJob("e1", { retries: 1 }),
      resolveIncident(),
      completeJob("e1"),
      completeJob("e2"),
    ],
  }),
  behaviour("a listener fails with a back-off", {
    resources: service("start:s1"),
    steps: [
      create("p"),
      failJob("s1", 2, { retryBackoff: 60_000, errorMessage: "later" }),
      activate("s1"),
      advance("PT2M"),
      activate("s1", { timeout: 1000 }),
      advance("PT10S"),
      completeJob("s1"),
    ],
  }),
  behaviour("a listener throws an error", {
    resources: around(listening(m.service("a", "a"), "start:s1", "end:e1"), [
      m.boundary("b", "a", { definition: m.error("E") }),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [
      create("p"),
      throwError("s1", "E", { errorMessage: "no" }),
      completeJob("s1"),
      completeJob("a"),
      throwError("e1", "E"),
      completeJob("e1"),
    ],
  }),
  behaviour("a listener throws an error that nobody catches", {
    resources: service("start:s1"),
    steps: [create("p"), throwError("s1", "E"), resolveIncident(), completeJob("s1")],
  }),
  behaviour("cancel while a start listener is open", {
    resources: service("start:s1", "end:e1"),
    steps: [create("p"), cancel(), completeJob("s1")],
  }),
  behaviour("cancel while an end listener is open", {
    resources: service("start:s1", "end:e1"),
    steps: [create("p"), completeJob("s1"), completeJob("a"), cancel()],
  }),
  behaviour("cancel while a listener has an incident", {
    resources: service("start:s1"),
    steps: [create("p"), failJob("s1", 0), cancel()],
  }),
  behaviour("listeners of the process", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.service("a", "a"), m.end("end"), m.flows("start > a > end")], {
        extensions: [executionListeners("start:s1", "start:s2", "end:e1", "end:e2")],
      }),
    },
    steps: [
      create("p", { x: 1 }),
      completeJob("s1", { s: 1 }),
      completeJob("s2"),
      completeJob("a", { r: 1 }),
      completeJob("e1", { e: 1 }),
      completeJob("e2"),
    ],
  }),
  behaviour("listeners of the process and an awaited result", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")], {
        extensions: [executionListeners("start:s1", "end:e1")],
      }),
    },
    steps: [createAwaiting("p", { x: 1 }), completeJob("s1", { s: 1 }), completeJob("e1", { e: 1 })],
  }),
  behaviour("cancel while a listener of the process is open", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")], {
        extensions: [executionListeners("start:s1", "end:e1")],
      }),
    },
    steps: [create("p"), cancel(), create("p"), completeJob("s1"), cancel()],
  }),
  behaviour("a listener of the process without retries", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")], {
        extensions: [executionListeners("start:s1", "end:e1")],
      }),
    },
    steps: [
      create("p"),
      failJob("s1", 0),
      updateJob("s1", { retries: 1 }),
      resolveIncident(),
      completeJob("s1"),
      failJob("e1", 0),
      updateJob("e1", { retries: 1 }),
      resolveIncident(),
      completeJob("e1"),
    ],
  }),
  behaviour("a failing input mapping comes before the start listener", {
    resources: around(listening(m.service("a", { type: "a", inputs: { y: "=assert(x, x != null)" } }), "start:s1")),
    steps: [create("p"), setVariables("p", { x: 1 }), resolveIncident(), completeJob("s1")],
  }),
  behaviour("a failing output mapping comes before the end listener", {
    resources: around(listening(m.service("a", { type: "a", outputs: { y: "=assert(x, x != null)" } }), "end:e1")),
    steps: [create("p"), completeJob("a"), setVariables("p", { x: 1 }), resolveIncident(), completeJob("e1")],
  }),
  behaviour("a job type that fails after the start listener", {
    resources: around(listening(m.service("a", { type: "=t" }), "start:s1", "start:s2")),
    steps: [
      create("p"),
      completeJob("s1", { s: 1 }),
      completeJob("s2"),
      setVariables("p", { t: "a" }),
      resolveIncident(),
      completeJob("s1"),
      completeJob("s2"),
      completeJob("a"),
    ],
  }),
  behaviour("a called process that is not there after the start listener", {
    resources: around(listening(m.call("a", "q"), "start:s1")),
    steps: [create("p"), completeJob("s1", { s: 1 }), resolveIncident(), completeJob("s1")],
  }),
  behaviour("commands on a listener's job", {
    resources: service("start:s1"),
    steps: [
      create("p"),
      activate("s1"),
      updateJob("s1", { timeout: 120_000 }),
      updateJob("s1", { retries: 7 }),
      completeJob("s1", {}, { result: { type: "USER_TASK", denied: true } }),
      command("complete the job again", (known) => ({
        valueType: "JOB",
        intent: "COMPLETE",
        key: known.anyJob("s1"),
        value: {},
      })),
    ],
  }),
];
