import {
  behaviour,
  broadcast,
  cancel,
  completeJob,
  create,
  resolveIncident,
  setVariables,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const one = (parts: readonly (m.Part | readonly m.Part[])[]) => ({ "p.bpmn": m.process("p", parts) });

/** A jump from a link throw event to the catch event of the same name. */
const hop = (out: m.NodeOptions = {}, into: m.NodeOptions = {}): m.Part[] => [
  m.start("start"),
  m.throwing("out", m.link("hop"), out),
  m.catching("in", m.link("hop"), into),
  m.service("a", "a"),
  m.end("end"),
  ...m.flows("start > out", "in > a > end"),
];

/** Link events: how they are entered and left, and what is refused. */
export const links: readonly Behaviour[] = [
  behaviour("a link with mappings at both ends", {
    resources: one(hop({ outputs: { left: "=x" } }, { inputs: { mine: "=x" }, outputs: { came: "=mine" } })),
    steps: [create("p", { x: 1 }), completeJob("a")],
  }),
  behaviour("a link whose throw event has input mappings", {
    resources: one(hop({ inputs: { mine: "=x" } })),
    steps: [create("p", { x: 1 }), completeJob("a")],
  }),
  behaviour("a failing output mapping at the throw event", {
    resources: one(hop({ outputs: { y: "=assert(x, x != null)" } })),
    steps: [create("p"), setVariables("p", { x: 1 }), resolveIncident(), completeJob("a")],
  }),
  behaviour("a failing input mapping at the catch event", {
    resources: one(hop({}, { inputs: { y: "=assert(x, x != null)" } })),
    steps: [create("p"), setVariables("p", { x: 1 }), resolveIncident(), completeJob("a")],
  }),
  behaviour("a failing output mapping at the catch event", {
    resources: one(hop({}, { outputs: { y: "=assert(x, x != null)" } })),
    steps: [create("p"), setVariables("p", { x: 1 }), resolveIncident(), completeJob("a")],
  }),
  behaviour("cancel at an incident of the throw event", {
    resources: one(hop({ outputs: { y: "=assert(x, x != null)" } })),
    steps: [create("p"), cancel()],
  }),
  behaviour("cancel at an incident of the catch event", {
    resources: one(hop({}, { inputs: { y: "=assert(x, x != null)" } })),
    steps: [create("p"), cancel()],
  }),
  behaviour("several throw events lead to one catch event", {
    resources: one([
      m.start("start"),
      m.parallel("fork"),
      m.throwing("out1", m.link("hop")),
      m.throwing("out2", m.link("hop")),
      m.catching("in", m.link("hop")),
      m.service("a", "a"),
      m.end("end"),
      ...m.flows("start > fork > out1", "fork > out2", "in > a > end"),
    ]),
    steps: [create("p"), completeJob("a"), completeJob("a")],
  }),
  behaviour("links inside of a sub-process", {
    resources: one([
      m.start("start"),
      m.sub("sub", [
        m.start("s"),
        m.throwing("out", m.link("hop")),
        m.catching("in", m.link("hop")),
        m.service("x", "x"),
        m.end("e"),
        ...m.flows("s > out", "in > x > e"),
      ]),
      m.end("end"),
      ...m.flows("start > sub > end"),
    ]),
    steps: [create("p"), completeJob("x"), create("p"), cancel()],
  }),
  behaviour("links inside of a parallel multi-instance sub-process", {
    resources: one([
      m.start("start"),
      m.sub(
        "sub",
        [
          m.start("s"),
          m.throwing("out", m.link("hop")),
          m.catching("in", m.link("hop")),
          m.end("e"),
          ...m.flows("s > out", "in > e"),
        ],
        { loop: { collection: "=[1, 2]" } },
      ),
      m.end("end"),
      ...m.flows("start > sub > end"),
    ]),
    steps: [create("p")],
  }),
  behaviour("links inside of an event sub-process", {
    resources: one([
      m.start("start"),
      m.service("a", "a"),
      m.end("end"),
      ...m.flows("start > a > end"),
      m.eventSub("side", [
        m.start("side-start", m.signal("alarm")),
        m.throwing("out", m.link("hop")),
        m.catching("in", m.link("hop")),
        m.end("side-end"),
        ...m.flows("side-start > out", "in > side-end"),
      ]),
    ]),
    steps: [create("p"), broadcast("alarm")],
  }),
  behaviour("a loop over a link", {
    resources: one([
      m.start("start"),
      m.exclusive("merge"),
      m.service("a", "a"),
      m.exclusive("again", "again-end"),
      m.throwing("out", m.link("back")),
      m.catching("in", m.link("back")),
      m.end("end"),
      ...m.flows("start > merge > a > again > end", "in > merge"),
      m.when("again", "out", "=more"),
    ]),
    steps: [create("p"), completeJob("a", { more: true }), completeJob("a", { more: false })],
  }),
  behaviour("a straight loop over a link", {
    resources: one([
      m.start("start"),
      m.exclusive("merge"),
      m.task("a"),
      m.throwing("out", m.link("back")),
      m.catching("in", m.link("back")),
      ...m.flows("start > merge > a > out", "in > merge"),
    ]),
    steps: [create("p")],
  }),
  behaviour("a catch event that nothing leads to", {
    resources: one([
      m.start("start"),
      m.end("end"),
      m.catching("in", m.link("hop")),
      m.end("other"),
      ...m.flows("start > end", "in > other"),
    ]),
    steps: [create("p")],
  }),
  behaviour("a link into an inclusive join", {
    resources: one([
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.throwing("out", m.link("hop")),
      m.catching("in", m.link("hop")),
      m.inclusive("join"),
      m.end("end"),
      ...m.flows("start > fork > a > join > end", "fork > b > out", "in > join"),
    ]),
    steps: [create("p"), completeJob("a"), completeJob("b")],
  }),
  behaviour("links that are refused", {
    resources: one([
      m.start("start"),
      m.throwing("no-name", m.link("")),
      m.end("end"),
      ...m.flows("start > no-name > end"),
    ]),
    steps: [],
  }),
  behaviour("a throw event without its catch event", {
    resources: one([m.start("start"), m.throwing("out", m.link("hop")), ...m.flows("start > out")]),
    steps: [],
  }),
  behaviour("two catch events of one name", {
    resources: one([
      m.start("start"),
      m.throwing("out", m.link("hop")),
      m.catching("in1", m.link("hop")),
      m.catching("in2", m.link("hop")),
      ...m.flows("start > out"),
    ]),
    steps: [],
  }),
  behaviour("a link does not leave its sub-process", {
    resources: one([
      m.start("start"),
      m.sub("sub", [m.start("s"), m.throwing("out", m.link("hop")), ...m.flows("s > out")]),
      m.catching("in", m.link("hop")),
      m.end("end"),
      ...m.flows("start > sub > end"),
    ]),
    steps: [],
  }),
];
