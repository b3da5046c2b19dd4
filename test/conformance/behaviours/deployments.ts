import { behaviour, completeJob, create, deploy, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const simple = (name?: string, id = "p") =>
  m.process(id, [m.start("start"), m.end("end"), m.flows("start > end")], name === undefined ? {} : { name });
const refused = (name: string, parts: readonly (m.Part | readonly m.Part[])[]) =>
  behaviour(`refused: ${name}`, { resources: { "p.bpmn": m.process("p", parts) }, steps: [] });
const accepted = (name: string, parts: readonly (m.Part | readonly m.Part[])[]) =>
  behaviour(`accepted: ${name}`, { resources: { "p.bpmn": m.process("p", parts) }, steps: [create("p")] });
const task = (part: m.Part) => [
  m.start("start"),
  part,
  m.end("end"),
  m.flows(`start > ${String(part.attributes["id"])} > end`),
];

/** Deployments, refusals above all. */
export const deployments: readonly Behaviour[] = [
  behaviour("the same resource again is a duplicate", {
    resources: { "p.bpmn": simple() },
    steps: [
      deploy({ "p.bpmn": simple() }),
      deploy({ "p.bpmn": simple("second") }),
      deploy({ "p.bpmn": simple() }),
      create("p"),
    ],
  }),
  behaviour("the same content under another name is a new version", {
    resources: { "p.bpmn": simple() },
    steps: [deploy({ "q.bpmn": simple() })],
  }),
  behaviour("several processes in one deployment", {
    resources: { "p.bpmn": simple(), "q.bpmn": simple("other", "q") },
    steps: [deploy({ "p.bpmn": simple(), "q.bpmn": simple("new", "q") })],
  }),
  behaviour("the same id twice in one deployment is refused", {
    resources: { "p.bpmn": simple(), "q.bpmn": simple("other") },
    steps: [],
  }),
  behaviour("a form", {
    resources: { "a.form": JSON.stringify({ id: "a", type: "default", components: [] }) },
    steps: [
      deploy({ "a.form": JSON.stringify({ id: "a", type: "default", components: [] }) }),
      deploy({ "a.form": JSON.stringify({ id: "a", type: "default", components: [{}] }) }),
      deploy({ "b.form": "{" }),
      deploy({ "b.form": JSON.stringify({ type: "default" }) }),
    ],
  }),
  behaviour("a deployment without resources is refused", { resources: {}, steps: [deploy({})] }),
  behaviour("broken XML is refused", {
    resources: {},
    steps: [deploy({ "p.bpmn": "<bpmn:definitions" }), deploy({ "p.bpmn": "" })],
  }),
  behaviour("a process that is not executable", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")], { executable: false }),
    },
    steps: [create("p")],
  }),
  behaviour("a version tag", {
    resources: {
      "p.bpmn": m.process("p", [m.start("start"), m.end("end"), m.flows("start > end")], { versionTag: "v1" }),
    },
    steps: [create("p")],
  }),
  behaviour("one good and one bad resource are refused together", {
    resources: { "p.bpmn": simple(), "q.bpmn": m.process("q", [m.end("end")]) },
    steps: [create("p")],
  }),
  refused("no start event", [m.end("end")]),
  refused("two none start events", [m.start("s1"), m.start("s2"), m.end("end"), m.flows("s1 > end", "s2 > end")]),
  refused("service task without job type", task(m.service("a", {}))),
  refused("service task with an empty job type", task(m.service("a", { type: "" }))),
  refused("a broken expression", task(m.service("a", { type: "a", inputs: { x: "=1 +" } }))),
  refused("broken condition", [
    m.start("start"),
    m.exclusive("gw", "gw-end"),
    m.end("end"),
    m.end("other"),
    m.flows("start > gw > end"),
    m.when("gw", "other", "=x >"),
  ]),
  refused("exclusive flow without condition", [
    m.start("start"),
    m.exclusive("gw"),
    m.end("end"),
    m.end("other"),
    m.flows("start > gw > end", "gw > other"),
  ]),
  refused("message without name", task(m.catching("c", m.message("", "=key")))),
  refused("message without correlation key", task(m.catching("c", m.message("go")))),
  refused("receive task without correlation key", task(m.receive("r", "go"))),
  refused("timer without definition", task(m.catching("c", { text: "<bpmn:timerEventDefinition/>" }))),
  refused("broken durations and dates", [
    m.start("start"),
    m.catching("c1", m.timer("duration", "5 minutes")),
    m.catching("c2", m.timer("date", "tomorrow")),
    m.end("end"),
    m.flows("start > c1 > c2 > end"),
  ]),
  refused("cycle at a catch event", task(m.catching("c", m.timer("cycle", "R3/PT1H")))),
  refused("interrupting boundary event with a cycle", [
    ...task(m.service("a", "a")).flat(),
    m.boundary("b", "a", { definition: m.timer("cycle", "R3/PT1H") }),
    m.end("e2"),
    m.flows("b > e2"),
  ]),
  refused("boundary event without definition", [
    ...task(m.service("a", "a")).flat(),
    m.boundary("b", "a", { definition: { text: "" } }),
    m.end("e2"),
    m.flows("b > e2"),
  ]),
  refused("two boundary events for one error", [
    ...task(m.service("a", "a")).flat(),
    m.boundary("b1", "a", { definition: m.error("E1") }),
    m.boundary("b2", "a", { definition: m.error("E1") }),
    m.end("e2"),
    m.flows("b1 > e2", "b2 > e2"),
  ]),
  refused("two boundary events for one message", [
    ...task(m.service("a", "a")).flat(),
    m.boundary("b1", "a", { definition: m.message("go", "=key") }),
    m.boundary("b2", "a", { definition: m.message("go", "=key") }),
    m.end("e2"),
    m.flows("b1 > e2", "b2 > e2"),
  ]),
  refused("non-interrupting error boundary event", [
    ...task(m.service("a", "a")).flat(),
    m.boundary("b", "a", { definition: m.error("E1"), interrupting: false }),
    m.end("e2"),
    m.flows("b > e2"),
  ]),
  refused("event-based gateway with one branch", [
    m.start("start"),
    m.eventGateway("gw"),
    m.catching("c", m.timer("duration", "PT1H")),
    m.end("end"),
    m.flows("start > gw > c > end"),
  ]),
  refused("event-based gateway to a task", [
    m.start("start"),
    m.eventGateway("gw"),
    m.catching("c", m.timer("duration", "PT1H")),
    m.service("a", "a"),
    m.end("end"),
    m.flows("start > gw > c > end", "gw > a > end"),
  ]),
  refused("sub-process without start event", task(m.sub("sub", [m.end("e")]))),
  refused(
    "sub-process with a message start event",
    task(m.sub("sub", [m.start("s", m.message("go", "=k")), m.end("e"), ...m.flows("s > e")])),
  ),
  refused("event sub-process with a none start event", [
    ...task(m.service("a", "a")).flat(),
    m.eventSub("side", [m.start("s"), m.end("e"), ...m.flows("s > e")]),
  ]),
  refused("call activity without process id", task(m.call("c", ""))),
  refused("multi-instance without input collection", task(m.service("a", { type: "a", loop: {} }))),
  refused(
    "multi-instance with an output collection alone",
    task(m.service("a", { type: "a", loop: { collection: "=x", outputCollection: "out" } })),
  ),
  refused("rule task without decision", task(m.rule("r", { decision: "", result: "x" }))),
  refused("rule task without result", task(m.rule("r", { decision: "d", result: "" }))),
  refused("script task without result", task(m.script("s", { expression: "=1", result: "" }))),
  accepted("an error in an intermediate throw event", task(m.throwing("t", m.error("E1")))),
  accepted("terminate in an intermediate event", task(m.throwing("t", m.terminate()))),
  refused("end event with an outgoing flow", [m.start("start"), m.end("e1"), m.end("e2"), m.flows("start > e1 > e2")]),
  accepted("start event with an incoming flow", [m.start("start"), m.service("a", "a"), m.flows("start > a > start")]),
  refused("unknown elements", task({ ...m.task("c"), tag: "bpmn:complexGateway" })),
  refused("several mistakes at once", [
    m.start("start"),
    m.service("a", {}),
    m.catching("c", m.message("go")),
    m.end("end"),
    m.flows("start > a > c > end"),
  ]),
  refused(
    "mapping with an invalid target",
    task(m.service("a", { type: "a", inputs: { "1x": "=1", "a b": "=2", "": "=3" } })),
  ),
  accepted("empty mapping source", task(m.service("a", { type: "a", inputs: { x: "" } }))),
  ...(["inputs", "outputs"] as const).map((kind) => {
    const model = m.process("p", task(m.service("a", { type: "a", [kind]: { x: "gone" } })));
    return behaviour(`mapping without a source: ${kind}`, {
      resources: { "p.bpmn": model.replace(/ source="gone"/, "") },
      steps: [create("p"), completeJob("a", { x: 1 })],
    });
  }),
  refused("user task with a broken priority", task(m.user("u", { priority: "high" }))),
  refused("user task with a priority out of range", task(m.user("u", { priority: "101" }))),
  refused("user task with a broken due date", task(m.user("u", { due: "soon" }))),
  refused("conditional flow without expression", [
    m.start("start"),
    m.exclusive("gw", "gw-end"),
    m.end("end"),
    m.end("other"),
    m.flows("start > gw > end"),
    m.when("gw", "other", "x > 1"),
  ]),
];
