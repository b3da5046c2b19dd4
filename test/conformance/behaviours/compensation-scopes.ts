import { behaviour, broadcast, cancel, completeJob, create, throwError, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { one, undo, inner, around } from "./compensation-models.ts";

const sideThrower = (start: m.Part) =>
  m.eventSub("side", [
    start,
    m.service("z", "z"),
    m.throwing("throw", m.compensation()),
    m.end("side-end"),
    ...m.flows("side-start > z > throw > side-end"),
    ...undo("z"),
  ]);

/** Compensation through sub-processes, multi-instance and event sub-processes. */
export const compensationScopes: readonly Behaviour[] = [
  behaviour("a completed sub-process is compensated with its activities", {
    resources: around(m.sub("sub", inner), m.compensation()),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("undo-x"), completeJob("undo-y")],
  }),
  behaviour("a named sub-process is compensated with its activities", {
    resources: around(m.sub("sub", inner), m.compensation("sub")),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("undo-y"), completeJob("undo-x")],
  }),
  behaviour("a sub-process with a handler of its own", {
    resources: around(m.sub("sub", inner), m.compensation(), undo("sub")),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("y"),
      completeJob("undo-sub"),
      completeJob("undo-y"),
      completeJob("undo-x"),
    ],
  }),
  behaviour("a named sub-process with a handler of its own", {
    resources: around(m.sub("sub", inner), m.compensation("sub"), undo("sub")),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("y"),
      completeJob("undo-x"),
      completeJob("undo-sub"),
      completeJob("undo-y"),
    ],
  }),
  behaviour("a sub-process with a handler and nothing inside to compensate", {
    resources: around(
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
      m.compensation(),
      undo("sub"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("undo-sub")],
  }),
  behaviour("a sub-process in a sub-process is compensated", {
    resources: around(
      m.sub("sub", [m.start("s0"), m.sub("deep", inner), m.end("e0"), ...m.flows("s0 > deep > e0")]),
      m.compensation(),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("undo-x"), completeJob("undo-y")],
  }),
  behaviour("a sub-process in a sub-process with handlers at every level", {
    resources: around(
      m.sub("sub", [
        m.start("s0"),
        m.sub("deep", inner),
        m.service("w", "w"),
        m.end("e0"),
        ...m.flows("s0 > deep > w > e0"),
        ...undo("deep"),
        ...undo("w"),
      ]),
      m.compensation(),
      undo("sub"),
    ),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("y"),
      completeJob("w"),
      completeJob("undo-x"),
      completeJob("undo-y"),
      completeJob("undo-w"),
      completeJob("undo-sub"),
      completeJob("undo-deep"),
    ],
  }),
  behaviour("a throw event in a sub-process compensates only there", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.sub("sub", [
        m.start("s"),
        m.service("x", "x"),
        m.throwing("throw", m.compensation()),
        m.end("e"),
        ...m.flows("s > x > throw > e"),
        ...undo("x"),
      ]),
      m.end("end"),
      m.flows("start > a > sub > end"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("x"), completeJob("undo-x")],
  }),
  behaviour("a compensated sub-process is compensated no second time", {
    resources: one(
      m.start("start"),
      m.sub("sub", [
        m.start("s"),
        m.service("x", "x"),
        m.throwing("inside", m.compensation()),
        m.service("y", "y"),
        m.end("e"),
        ...m.flows("s > x > inside > y > e"),
        ...undo("x"),
        ...undo("y"),
      ]),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > sub > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("undo-x"), completeJob("y"), completeJob("undo-y")],
  }),
  behaviour("an interrupted sub-process is not compensated", {
    resources: one(
      m.start("start"),
      m.sub("sub", inner),
      m.boundary("edge", "sub", { definition: m.signal("alarm") }),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > sub > end", "edge > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), broadcast("alarm")],
  }),
  behaviour("an interrupted sub-process in a sub-process loses its subscriptions", {
    resources: one(
      m.start("start"),
      m.sub("sub", [m.start("s0"), m.sub("deep", inner), m.end("e0"), ...m.flows("s0 > deep > e0"), ...undo("deep")]),
      m.boundary("edge", "sub", { definition: m.signal("alarm") }),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > sub > end", "edge > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), broadcast("alarm")],
  }),
  behaviour("an error ends the sub-process whose tasks were completed", {
    resources: one(
      m.start("start"),
      m.sub("sub", inner),
      m.boundary("edge", "sub", { definition: m.error("E1") }),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > sub > end", "edge > throw > end"),
    ),
    steps: [create("p"), completeJob("x"), throwError("y", "E1")],
  }),
  behaviour("the throw event's own scope is interrupted while a handler runs", {
    resources: one(
      m.start("start"),
      m.sub("sub", [
        m.start("s"),
        m.service("x", "x"),
        m.throwing("throw", m.compensation()),
        m.end("e"),
        ...m.flows("s > x > throw > e"),
        ...undo("x"),
      ]),
      m.boundary("edge", "sub", { definition: m.signal("alarm") }),
      m.end("end"),
      m.end("away"),
      m.flows("start > sub > end", "edge > away"),
    ),
    steps: [create("p"), completeJob("x"), broadcast("alarm")],
  }),
  behaviour("a terminate end event while a handler runs", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.parallel("fork"),
      m.throwing("throw", m.compensation()),
      m.service("b", "b"),
      m.end("kill", m.terminate()),
      m.end("end"),
      m.flows("start > a > fork > throw > end", "fork > b > kill"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("b")],
  }),
  // Cancelled while its handlers run, the real engine itself fails with an exception: nothing to be equal to.
  behaviour("cancel when the handlers of a sub-process are done", {
    resources: one(
      m.start("start"),
      m.sub("sub", inner),
      m.throwing("throw", m.compensation()),
      m.service("after", "after"),
      m.end("end"),
      m.flows("start > sub > throw > after > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("y"), completeJob("undo-x"), completeJob("undo-y"), cancel()],
  }),
  behaviour("a parallel multi-instance sub-process is compensated", {
    resources: around(m.sub("sub", inner, { loop: { collection: "=[1, 2]" } }), m.compensation()),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("x"),
      completeJob("y"),
      completeJob("y"),
      completeJob("undo-x"),
      completeJob("undo-x"),
      completeJob("undo-y"),
      completeJob("undo-y"),
    ],
  }),
  behaviour("a sequential multi-instance sub-process is compensated", {
    resources: around(
      m.sub("sub", inner, { loop: { collection: "=[1, 2]", sequential: true } }),
      m.compensation("sub"),
    ),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("y"),
      completeJob("x"),
      completeJob("y"),
      completeJob("undo-x"),
      completeJob("undo-y"),
      completeJob("undo-x"),
      completeJob("undo-y"),
    ],
  }),
  behaviour("a multi-instance sub-process with a handler of its own", {
    resources: around(m.sub("sub", inner, { loop: { collection: "=[1, 2]" } }), m.compensation(), undo("sub")),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("x"),
      completeJob("y"),
      completeJob("y"),
      completeJob("undo-sub"),
      completeJob("undo-x"),
      completeJob("undo-y"),
      completeJob("undo-x"),
      completeJob("undo-y"),
    ],
  }),
  behaviour("compensation inside of each instance of a sub-process", {
    resources: one(
      m.start("start"),
      m.sub(
        "sub",
        [
          m.start("s"),
          m.service("x", "x"),
          m.throwing("throw", m.compensation()),
          m.end("e"),
          ...m.flows("s > x > throw > e"),
          ...undo("x"),
        ],
        { loop: { collection: "=[1, 2]" } },
      ),
      m.end("end"),
      m.flows("start > sub > end"),
    ),
    steps: [create("p"), completeJob("x"), completeJob("x"), completeJob("undo-x"), completeJob("undo-x")],
  }),
  behaviour("cancel a multi-instance sub-process with subscriptions", {
    resources: around(m.sub("sub", inner, { loop: { collection: "=[1, 2]" } }), m.compensation()),
    steps: [create("p"), completeJob("x"), cancel()],
  }),
  behaviour("a completion condition ends instances with subscriptions", {
    resources: around(m.sub("sub", inner, { loop: { collection: "=[1, 2]", until: "=true" } }), m.compensation()),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("x"),
      completeJob("y"),
      completeJob("undo-x"),
      completeJob("undo-y"),
    ],
  }),
  behaviour("an interrupting event sub-process compensates the scope around it", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > b > end"),
      undo("a"),
      sideThrower(m.start("side-start", m.signal("alarm"))),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      broadcast("alarm"),
      completeJob("z"),
      completeJob("undo-z"),
      completeJob("undo-a"),
    ],
  }),
  behaviour("a non-interrupting event sub-process compensates the scope around it", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.end("end"),
      m.flows("start > a > b > end"),
      undo("a"),
      sideThrower(m.sideStart("side-start", m.signal("alarm"))),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      broadcast("alarm"),
      completeJob("z"),
      completeJob("undo-a"),
      completeJob("undo-z"),
      completeJob("b"),
    ],
  }),
  behaviour("an event sub-process that has ended is not compensated", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > a > throw > end"),
      m.eventSub("side", [
        m.sideStart("side-start", m.signal("alarm")),
        m.service("z", "z"),
        m.end("side-end"),
        ...m.flows("side-start > z > side-end"),
        ...undo("z"),
      ]),
    ),
    steps: [create("p"), broadcast("alarm"), completeJob("z"), completeJob("a")],
  }),
  behaviour("a compensation event sub-process", {
    resources: around(
      m.sub("sub", [
        ...inner,
        m.eventSub("side", [
          m.start("side-start", m.compensation()),
          m.service("z", "z"),
          m.end("side-end"),
          ...m.flows("side-start > z > side-end"),
        ]),
      ]),
      m.compensation(),
    ),
    steps: [
      create("p"),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
      completeJob("undo-x"),
      completeJob("undo-y"),
    ],
  }),
  behaviour("a compensation event sub-process on the process", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > a > end"),
      m.eventSub("side", [
        m.start("side-start", m.compensation()),
        m.service("z", "z"),
        m.end("side-end"),
        ...m.flows("side-start > z > side-end"),
      ]),
    ),
    steps: [],
  }),
];
