import {
  advance,
  behaviour,
  cancel,
  completeJob,
  completeLastJob,
  completeUserTask,
  create,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
  type Step,
} from "../behaviour.ts";
import { around } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import { executionListeners, listening } from "../model/listeners.ts";

const both = ["start:s1", "end:e1"] as const;
const goBoundary = (on: string): readonly m.Part[] => [
  m.boundary("b", on, { definition: m.message("go", "=key") }),
  m.boundary("late", on, { definition: m.timer("duration", "PT1H"), interrupting: false }),
  m.end("e2"),
  ...m.flows("b > e2", "late > e2"),
];
/** When an element's subscriptions open and close, its listeners seen. */
const watched = (name: string, part: m.Part, steps: readonly Step[]): Behaviour =>
  behaviour(`${name} with boundary events and listeners`, {
    resources: around(listening(part, ...both), goBoundary("a")),
    steps: [create("p", { key: "k", x: 1 }), completeJob("s1"), ...steps, completeJob("e1"), advance("PT2H")],
  });
const inside = [m.start("s"), m.service("in", "in"), m.end("e"), ...m.flows("s > in > e")];
const eventSubProcess = m.eventSub("es", [
  m.start("es-s", m.message("stop", "=key")),
  m.end("es-e"),
  ...m.flows("es-s > es-e"),
]);

/** Execution listeners of scopes, and of elements that something interrupts. */
export const executionListenersOfScopes: readonly Behaviour[] = [
  behaviour("sub-process: start and end", {
    resources: around(
      listening(
        m.sub("a", [m.start("s"), m.service("in", "in"), m.end("e"), ...m.flows("s > in > e")], {
          outputs: { o: "=r" },
        }),
        ...both,
      ),
    ),
    steps: [create("p"), completeJob("s1", { s: 1 }), completeJob("in", { r: 1 }), completeJob("e1", { e: 1 })],
  }),
  behaviour("sub-process cancelled while its listener is open", {
    resources: around(
      listening(m.sub("a", [m.start("s"), m.service("in", "in"), m.end("e"), ...m.flows("s > in > e")]), ...both),
    ),
    steps: [create("p"), cancel(), create("p"), completeJob("s1"), completeJob("in"), cancel()],
  }),
  behaviour("call activity: start and end", {
    resources: {
      ...around(listening(m.call("a", "q"), ...both)),
      "q.bpmn": m.process("q", [m.start("s"), m.service("in", "in"), m.end("e"), m.flows("s > in > e")]),
    },
    steps: [
      create("p", { x: 1 }),
      completeJob("s1", { s: 1 }),
      completeJob("in", { r: 1 }),
      completeJob("e1", { e: 1 }),
    ],
  }),
  behaviour("call activity of a process with listeners", {
    resources: {
      ...around(listening(m.call("a", "q"), ...both)),
      "q.bpmn": m.process("q", [m.start("s"), m.end("e"), m.flows("s > e")], {
        extensions: [executionListeners("start:qs", "end:qe")],
      }),
    },
    steps: [
      create("p", { x: 1 }),
      completeJob("s1"),
      completeJob("qs", { q: 1 }),
      completeJob("qe", { r: 1 }),
      completeJob("e1"),
    ],
  }),
  behaviour("call activity cancelled while a listener of its process is open", {
    resources: {
      ...around(m.call("a", "q")),
      "q.bpmn": m.process("q", [m.start("s"), m.end("e"), m.flows("s > e")], {
        extensions: [executionListeners("start:qs", "end:qe")],
      }),
    },
    steps: [create("p"), cancel("p"), create("p"), completeJob("qs"), cancel("p")],
  }),
  behaviour("an interrupting boundary event: end", {
    resources: around(m.service("a", "a"), [
      listening(m.boundary("b", "a", { definition: m.timer("duration", "PT1H"), outputs: { o: "=1" } }), "end:e1"),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [create("p"), advance("PT2H"), completeJob("e1", { e: 1 })],
  }),
  behaviour("a boundary event that goes beside: end", {
    resources: around(m.service("a", "a"), [
      listening(m.boundary("b", "a", { definition: m.message("go", "=key"), interrupting: false }), "end:e1"),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [
      create("p", { key: "k" }),
      publish("go", "k", { variables: { v: 1 } }),
      completeJob("e1", { e: 1 }),
      completeJob("a"),
    ],
  }),
  behaviour("an error boundary event: end", {
    resources: around(m.service("a", "a"), [
      listening(m.boundary("b", "a", { definition: m.error("E") }), "end:e1"),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [create("p"), throwError("a", "E", { variables: { v: 1 } }), completeJob("e1", { e: 1 })],
  }),
  behaviour("a boundary event is not open while a start listener is", {
    resources: around(listening(m.service("a", "a"), "start:s1", "end:e1"), [
      m.boundary("b", "a", { definition: m.message("go", "=key") }),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [
      create("p", { key: "k" }),
      publish("go", "k"),
      completeJob("s1"),
      completeJob("a"),
      publish("go", "k", { ttl: 60_000 }),
      completeJob("e1"),
    ],
  }),
  behaviour("a boundary event interrupts while an end listener is open", {
    resources: around(listening(m.service("a", "a"), "end:e1"), [
      m.boundary("b", "a", { definition: m.timer("duration", "PT1H") }),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [create("p"), completeJob("a", { r: 1 }), advance("PT2H"), completeJob("e1")],
  }),
  behaviour("an event sub-process interrupts while a listener is open", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        listening(m.service("a", "a"), "start:s1"),
        m.end("end"),
        m.flows("start > a > end"),
        m.eventSub("es", [listening(m.start("s", m.message("go", "=key")), "end:e1"), m.end("e"), ...m.flows("s > e")]),
      ]),
    },
    steps: [create("p", { key: "k" }), publish("go", "k", { variables: { v: 1 } }), completeJob("e1", { e: 1 })],
  }),
  behaviour("event sub-process: start and end", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", "a"),
        m.end("end"),
        m.flows("start > a > end"),
        listening(
          m.eventSub("es", [
            m.sideStart("s", m.message("go", "=key")),
            m.service("in", "in"),
            m.end("e"),
            ...m.flows("s > in > e"),
          ]),
          ...both,
        ),
      ]),
    },
    steps: [
      create("p", { key: "k" }),
      publish("go", "k", { variables: { v: 1 } }),
      completeJob("s1", { s: 1 }),
      completeJob("in", { r: 1 }),
      completeJob("e1", { e: 1 }),
      completeJob("a"),
    ],
  }),
  behaviour("interrupting event sub-process: start and end", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.service("a", "a"),
        m.end("end"),
        m.flows("start > a > end"),
        listening(m.eventSub("es", [m.start("s", m.error("E")), m.end("e"), ...m.flows("s > e")]), ...both),
      ]),
    },
    steps: [
      create("p"),
      throwError("a", "E", { variables: { v: 1 } }),
      completeJob("s1", { s: 1 }),
      completeJob("e1", { e: 1 }),
    ],
  }),
  behaviour("a multi-instance service task in parallel", {
    resources: around(
      listening(
        m.service("a", {
          type: "a",
          loop: { collection: "=[1, 2]", element: "i", outputCollection: "out", outputElement: "=r" },
        }),
        ...both,
      ),
    ),
    steps: [
      create("p"),
      completeJob("s1", { s: 1 }),
      completeJob("s1", { s: 2 }),
      completeJob("a", { r: 1 }),
      completeJob("a", { r: 2 }),
      completeJob("e1", { e: 1 }),
      completeJob("e1", { e: 2 }),
    ],
  }),
  behaviour("a multi-instance service task in sequence", {
    resources: around(
      listening(
        m.service("a", {
          type: "a",
          loop: { sequential: true, collection: "=[1, 2]", element: "i", outputCollection: "out", outputElement: "=e" },
        }),
        ...both,
      ),
    ),
    steps: [
      create("p"),
      completeJob("s1"),
      completeJob("a"),
      completeJob("e1", { e: 1 }),
      completeJob("s1"),
      completeJob("a"),
      completeJob("e1", { e: 2 }),
    ],
  }),
  behaviour("a multi-instance task cancelled while its listeners are open", {
    resources: around(listening(m.service("a", { type: "a", loop: { collection: "=[1, 2, 3]" } }), ...both)),
    steps: [create("p"), completeJob("s1"), completeJob("a"), completeLastJob("s1"), cancel()],
  }),
  behaviour("a multi-instance sub-process", {
    resources: around(
      listening(
        m.sub("a", [m.start("s"), m.end("e"), ...m.flows("s > e")], { loop: { collection: "=[1]", element: "i" } }),
        ...both,
      ),
    ),
    steps: [create("p"), completeJob("s1"), completeJob("e1")],
  }),
  watched("user task", m.user("a"), [completeUserTask("a")]),
  watched("task", m.task("a"), []),
  watched("script task", m.script("a", { expression: "=x", result: "r" }), []),
  watched("receive task", m.receive("a", "come", { key: "=key" }), [publish("come", "k")]),
  watched("sub-process", m.sub("a", inside), [completeJob("in")]),
  watched("sub-process with an event sub-process", m.sub("a", [...inside, eventSubProcess]), [completeJob("in")]),
  behaviour("call activity with boundary events and listeners", {
    resources: {
      ...around(listening(m.call("a", "q"), ...both), goBoundary("a")),
      "q.bpmn": m.process("q", inside),
    },
    steps: [create("p", { key: "k" }), completeJob("s1"), completeJob("in"), completeJob("e1")],
  }),
  behaviour("a multi-instance task with boundary events and listeners", {
    resources: around(listening(m.service("a", { type: "a", loop: { collection: "=[1]" } }), ...both), goBoundary("a")),
    steps: [create("p", { key: "k" }), completeJob("s1"), completeJob("a"), completeJob("e1")],
  }),
  behaviour("a process with an event sub-process and listeners", {
    resources: {
      "p.bpmn": m.process(
        "p",
        [
          listening(m.start("start"), "end:e0"),
          m.service("a", "a"),
          m.end("end"),
          m.flows("start > a > end"),
          eventSubProcess,
        ],
        { extensions: [executionListeners("start:s1", "end:e1")] },
      ),
    },
    steps: [create("p", { key: "k" }), completeJob("s1"), completeJob("e0"), completeJob("a"), completeJob("e1")],
  }),
  behaviour("an end listener whose variables are known further out", {
    resources: around(
      m.sub("sub", [m.start("s"), listening(m.service("in", "in"), "end:e1"), m.end("e"), ...m.flows("s > in > e")]),
    ),
    steps: [create("p", { x: 1 }), completeJob("in", { x: 2 }), completeJob("e1", { x: 3, y: 1 })],
  }),
  behaviour("an end listener whose variables are the element's own", {
    resources: around(listening(m.service("a", { type: "a", inputs: { l: "=1" } }), "end:e1")),
    steps: [create("p", { x: 1 }), completeJob("a"), completeJob("e1", { l: 2 })],
  }),
  behaviour("a timer that fails after the start listener", {
    resources: around(listening(m.catching("a", m.timer("duration", "=d")), "start:s1")),
    steps: [
      create("p"),
      completeJob("s1"),
      setVariables("p", { d: "PT1H" }),
      resolveIncident(),
      completeJob("s1"),
      advance("PT2H"),
    ],
  }),
  behaviour("a sub-process interrupted at its start listener by its boundary event's parent", {
    resources: around(
      m.sub("outer", [
        m.start("s"),
        listening(
          m.sub("in", inside.slice(0, 0).concat([m.start("s2"), m.end("e3"), ...m.flows("s2 > e3")])),
          "start:s1",
        ),
        m.end("e"),
        ...m.flows("s > in > e"),
      ]),
      [m.boundary("b", "outer", { definition: m.message("go", "=key") }), m.end("e2"), ...m.flows("b > e2")],
    ),
    steps: [create("p", { key: "k" }), publish("go", "k", { variables: { v: 1 } })],
  }),
  behaviour("a boundary event interrupted by cancelling at its end listener", {
    resources: around(m.service("a", "a"), [
      listening(m.boundary("b", "a", { definition: m.message("go", "=key") }), "end:e1"),
      m.end("e2"),
      ...m.flows("b > e2"),
    ]),
    steps: [create("p", { key: "k" }), publish("go", "k"), failJob("e1", 0), cancel()],
  }),
  ...["start", "end"].map((event) =>
    behaviour(`a gateway cancelled at its listener: ${event}`, {
      resources: around(listening(m.parallel("a"), `${event}:l1`)),
      steps: [create("p"), cancel()],
    }),
  ),
];
