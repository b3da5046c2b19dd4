import { behaviour, create, type Behaviour } from "../behaviour.ts";
import { around, extended } from "../model/around.ts";
import * as d from "../model/dmn.ts";
import * as m from "../model/bpmn.ts";
import { executionListeners, listening, taskListeners, type ListenerText } from "../model/listeners.ts";

const deployed = (name: string, part: m.Part, more: readonly m.Part[] = []): Behaviour =>
  behaviour(name, { resources: around(part, ...more), steps: [create("p")] });
const service = (...listeners: readonly ListenerText[]): m.Part => listening(m.service("a", "a"), ...listeners);
const both = ["start:s1", "end:e1"] as const;
const userTask = (...listeners: readonly m.Listener[]): m.Part => m.user("a", { taskListeners: listeners });
const boundaries = [
  m.boundary("b", "a", { definition: m.message("go", "=key") }),
  m.boundary("late", "a", { definition: m.timer("duration", "PT1H"), interrupting: false }),
  m.end("e2"),
  ...m.flows("b > e2", "late > e2"),
];
const passing = (name: string, part: m.Part): Behaviour =>
  behaviour(`boundary events of a ${name} that passes never open`, {
    resources: around(part, ...boundaries),
    steps: [create("p", { key: "k" })],
  });

/** Models whose listeners cannot be, and what is taken although it looks wrong. */
export const listenerRefusals: readonly Behaviour[] = [
  deployed("end listener of an exclusive gateway", listening(m.exclusive("a"), ...both)),
  deployed("end listener of a parallel gateway", listening(m.parallel("a"), ...both)),
  deployed("end listener of an inclusive gateway", listening(m.inclusive("a"), ...both)),
  deployed("listeners without type", service("start:", "end:")),
  deployed(
    "a listener without the attribute type",
    extended(
      m.service("a", "a"),
      '<zeebe:executionListeners><zeebe:executionListener eventType="start"/></zeebe:executionListeners>',
    ),
  ),
  deployed(
    "a listener without event type",
    extended(
      m.service("a", "a"),
      '<zeebe:executionListeners><zeebe:executionListener type="x"/></zeebe:executionListeners>',
    ),
  ),
  deployed("a listener of an unknown event type", service("begin:x")),
  deployed("a listener for cancelling", service("cancel:x")),
  deployed("the same listener twice", service("start:x", "start:x", "end:x")),
  deployed(
    "the same listener three times and another twice",
    service("start:x", "start:x", "start:x", "end:y", "end:y"),
  ),
  deployed("broken expressions of a listener", service({ event: "start", type: "=1 +", retries: "=2 +" })),
  deployed("retries of a listener that are a word", service({ event: "start", type: "x", retries: "many" })),
  deployed("negative retries of a listener", service({ event: "start", type: "x", retries: "-1" })),
  deployed("no retries of a listener", service({ event: "start", type: "x", retries: "0" })),
  deployed("empty retries of a listener", service({ event: "start", type: "x", retries: "" })),
  deployed("two lists of listeners", listening(service("start:x"), "start:y")),
  deployed("an empty list of listeners", extended(m.service("a", "a"), "<zeebe:executionListeners/>")),
  deployed("task listeners of a service task", extended(m.service("a", "a"), taskListeners("creating:x"))),
  deployed("task listeners of a user task that is a job", extended(m.userJob("a"), taskListeners("creating:x"))),
  deployed("a task listener without type", userTask({ event: "creating", type: "" })),
  deployed("a task listener of an unknown event type", extended(m.user("a"), taskListeners("made:x"))),
  deployed(
    "a task listener without event type",
    extended(m.user("a"), '<zeebe:taskListeners><zeebe:taskListener type="x"/></zeebe:taskListeners>'),
  ),
  deployed(
    "two lists of task listeners",
    extended(m.user("a"), taskListeners("creating:x"), taskListeners("creating:y")),
  ),
  behaviour("start listener of a start event, end listener of an end event", {
    resources: {
      "p.bpmn": m.process("p", [listening(m.start("s"), ...both), listening(m.end("e"), ...both), m.flows("s > e")]),
    },
    steps: [],
  }),
  deployed("start listener of a boundary event", m.service("a", "a"), [
    listening(m.boundary("b", "a", { definition: m.message("go", "=key") }), ...both),
    m.end("e2"),
    ...m.flows("b > e2"),
  ]),
  behaviour("end listener of an event-based gateway", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.eventGateway("gw"), ...both),
        m.catching("c", m.timer("duration", "PT1H")),
        m.catching("t", m.timer("duration", "PT2H")),
        m.end("end"),
        m.flows("start > gw > c > end", "gw > t > end"),
      ]),
    },
    steps: [],
  }),
  behaviour("listeners of a process that cannot be", {
    resources: {
      "p.bpmn": m.process("p", [m.start("s"), m.end("e"), m.flows("s > e")], {
        extensions: [executionListeners("start:", "end:x", "end:x"), taskListeners("creating:x")],
      }),
    },
    steps: [],
  }),
  behaviour("several problems of listeners at one element", {
    resources: {
      "p.bpmn": m.process("p", [
        listening(m.start("s"), "start:x", "start:x", "start:"),
        listening(m.end("e"), "end:x"),
        m.flows("s > e"),
      ]),
    },
    steps: [],
  }),
  deployed("listeners of a throw event of a link", listening(m.throwing("a", m.link("l")), "start:s1")),
  passing("script task", m.script("a", { expression: "=1", result: "r" })),
  passing("task", m.task("a")),
  passing("manual task", m.manual("a")),
  behaviour("boundary events of a business rule task that passes never open", {
    resources: {
      ...around(m.rule("a", { decision: "d", result: "r" }), boundaries),
      "d.dmn": d.decisions("file", d.table("d", { inputs: [], outputs: ["r"], rules: [["1"]] })),
    },
    steps: [create("p", { key: "k" })],
  }),
];
