import {
  advance,
  behaviour,
  cancel,
  command,
  completeJob,
  create,
  createAwaiting,
  deploy,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import * as m from "../model/bpmn.ts";

const process = (type = "a") =>
  m.process("p", [
    m.start("start"),
    m.service("a", type),
    m.service("b", "b"),
    m.end("end"),
    m.flows("start > a > b > end"),
  ]);
const one = { "p.bpmn": process() };
const mapping = (inputs: Record<string, string>, outputs: Record<string, string> = {}) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", { type: "a", inputs, outputs }),
    m.end("end"),
    m.flows("start > a > end"),
  ]),
});

/** Creation, results, cancellation, incidents of process instances. */
export const instances: readonly Behaviour[] = [
  behaviour("create by version and by key", {
    resources: one,
    steps: [
      deploy({ "p.bpmn": process("a2") }),
      create("p", {}, { version: 1 }),
      create("p", {}, { version: 2 }),
      create("p", {}, { version: 3 }),
      command("create by key", (known) => ({
        valueType: "PROCESS_INSTANCE_CREATION",
        intent: "CREATE",
        value: { processDefinitionKey: known.definition("p"), variables: {}, tenantId: "<default>" },
      })),
      command("create by an unknown key", () => ({
        valueType: "PROCESS_INSTANCE_CREATION",
        intent: "CREATE",
        value: { processDefinitionKey: NO_KEY, tenantId: "<default>" },
      })),
      command("create without id and key", () => ({
        valueType: "PROCESS_INSTANCE_CREATION",
        intent: "CREATE",
        value: { tenantId: "<default>" },
      })),
    ],
  }),
  behaviour("create an unknown process", { resources: {}, steps: [create("nothing")] }),
  behaviour("create with start instructions", {
    resources: one,
    steps: [create("p", { v: 1 }, { startInstructions: [{ elementId: "b" }] }), completeJob("b")],
  }),
  behaviour("create with wrong start instructions", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
        m.end("end"),
        m.flows("start > sub > end"),
      ]),
    },
    steps: [
      create("p", {}, { startInstructions: [{ elementId: "nothing" }] }),
      create("p", {}, { startInstructions: [{ elementId: "start-sub" }] }),
      create("p", {}, { startInstructions: [{ elementId: "x" }] }),
      create("p", {}, { startInstructions: [{ elementId: "start" }] }),
    ],
  }),
  behaviour("create with tags", { resources: one, steps: [create("p", {}, { tags: ["one", "two"] })] }),
  behaviour("create and await the result", {
    resources: one,
    steps: [createAwaiting("p", { v: 1 }), completeJob("a", { w: 2 }), completeJob("b")],
  }),
  behaviour("create and await some variables of the result", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.script("s", { expression: "=1", result: "w" }),
        m.end("end"),
        m.flows("start > s > end"),
      ]),
    },
    steps: [createAwaiting("p", { v: 1, x: 2 }, ["w", "v", "nothing"])],
  }),
  behaviour("await a result that never comes", { resources: one, steps: [createAwaiting("p"), cancel()] }),
  behaviour("cancel an unknown instance", { resources: {}, steps: [cancel()] }),
  behaviour("cancel a completed instance", {
    resources: { "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")]) },
    steps: [
      create("p"),
      command("cancel the completed one", (known) => ({
        valueType: "PROCESS_INSTANCE",
        intent: "CANCEL",
        key: Number(
          known.records.find(({ valueType }) => valueType === "PROCESS_INSTANCE")?.value["processInstanceKey"],
        ),
        value: {},
      })),
    ],
  }),
  behaviour("cancel many things at once", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.user("u"),
        m.catching("w", m.message("go", "=key")),
        m.catching("t", m.timer("duration", "PT1H")),
        m.catching("g", m.signal("alarm")),
        m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
        m.end("end"),
        m.flows(
          "start > fork > a > end",
          "fork > u > end",
          "fork > w > end",
          "fork > t > end",
          "fork > g > end",
          "fork > sub > end",
        ),
      ]),
    },
    steps: [create("p", { key: "1" }), cancel()],
  }),
  behaviour("an input mapping that fails", {
    resources: mapping({ x: "=assert(a, a > 1)" }),
    steps: [create("p", { a: 1 }), resolveIncident(), setVariables("p", { a: 2 }), resolveIncident(), completeJob("a")],
  }),
  behaviour("an output mapping that fails", {
    resources: mapping({}, { y: "=assert(r, r > 1)" }),
    steps: [create("p"), completeJob("a", { r: 1 }), setVariables("a", { r: 2 }), resolveIncident()],
  }),
  behaviour("several mappings of which one fails", {
    resources: mapping({ x: "=1", y: "=assert(a, a > 1)", z: "=x + 1" }),
    steps: [create("p", { a: 1 })],
  }),
  behaviour("an incident goes away with its instance", {
    resources: mapping({ x: "=assert(a, a > 1)" }),
    steps: [create("p", { a: 1 }), cancel(), resolveIncident()],
  }),
  behaviour("a job incident goes away with its instance", {
    resources: one,
    steps: [create("p"), failJob("a", 0), cancel()],
  }),
  behaviour("resolve an unknown incident", { resources: {}, steps: [resolveIncident()] }),
  behaviour("an incident in a sub-process ended by a boundary event", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s"),
          m.service("x", { type: "x", inputs: { v: "=assert(a, a > 1)" } }),
          m.end("e"),
          ...m.flows("s > x > e"),
        ]),
        m.boundary("b", "sub", { definition: m.timer("duration", "PT1H") }),
        m.end("end"),
        m.end("late"),
        m.flows("start > sub > end", "b > late"),
      ]),
    },
    steps: [create("p", { a: 1 }), advance("PT2H")],
  }),
  behaviour("variables set while an incident is open", {
    resources: one,
    steps: [
      create("p"),
      failJob("a", 0, { variables: { local: 1 } }),
      setVariables("a", { local: 2, other: 3 }),
      updateJob("a", { retries: 1 }),
      resolveIncident(),
      completeJob("a", { local: 4 }),
    ],
  }),
  behaviour("a message into an instance with an incident", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", { type: "a", inputs: { x: "=assert(v, v > 1)" } }),
        m.end("end"),
        m.flows("start > a > end"),
        m.eventSub("side", [m.start("ss", m.message("stop", "=key")), m.end("se"), ...m.flows("ss > se")]),
      ]),
    },
    steps: [create("p", { v: 0, key: "1" }), publish("stop", "1")],
  }),
  behaviour("variables that are no object are refused", {
    resources: one,
    steps: [create("p", { "": 1, "with space": 2, ä: 3 })],
  }),
];
