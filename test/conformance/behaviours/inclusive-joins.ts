import {
  advance,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  create,
  failJob,
  resolveIncident,
  setVariables,
  throwError,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const one = (...parts: readonly (m.Part | readonly m.Part[])[]) => ({ "p.bpmn": m.process("p", parts) });
const ends = m.end("end");

/** Two service tasks into a join, what follows is given. */
const pair = (...more: readonly (m.Part | readonly m.Part[])[]) =>
  one(
    m.start("start"),
    m.parallel("fork"),
    m.service("a", "a"),
    m.service("b", "b"),
    m.inclusive("join"),
    m.service("after", "after"),
    ends,
    m.flows("start > fork > a > join > after > end", "fork > b > join"),
    ...more,
  );

const boundaryInto = (definition: m.EventDefinition, interrupting: boolean) =>
  pair(m.boundary("edge", "b", { definition, interrupting }), m.flows("edge > join"));
const boundaryAway = (definition: m.EventDefinition, interrupting: boolean) =>
  pair(m.boundary("edge", "b", { definition, interrupting }), m.end("away"), m.flows("edge > away"));

const inSub = (loop?: m.Loop) =>
  one(
    m.start("start"),
    m.sub(
      "sub",
      [
        m.start("s"),
        m.parallel("fork"),
        m.service("a", "a"),
        m.service("b", "b"),
        m.inclusive("join"),
        m.end("e"),
        ...m.flows("s > fork > a > join > e", "fork > b > join"),
      ],
      loop === undefined ? {} : { loop },
    ),
    ends,
    m.flows("start > sub > end"),
  );

/** Inclusive gateways that join: when they wait, and what makes them go on. */
export const inclusiveJoins: readonly Behaviour[] = [
  behaviour("a join of two branches", {
    resources: pair(),
    steps: [create("p"), completeJob("b"), completeJob("a"), completeJob("after")],
  }),
  behaviour("cancel while a join waits", { resources: pair(), steps: [create("p"), completeJob("a"), cancel()] }),
  behaviour("an interrupting boundary event leads into the join", {
    resources: boundaryInto(m.signal("alarm"), true),
    steps: [create("p"), completeJob("a"), broadcast("alarm"), completeJob("after")],
  }),
  behaviour("an error at the boundary leads into the join", {
    resources: boundaryInto(m.error("E1"), true),
    steps: [create("p"), throwError("b", "E1"), completeJob("a"), completeJob("after")],
  }),
  behaviour("a non-interrupting boundary event leads into the join", {
    resources: boundaryInto(m.signal("alarm"), false),
    steps: [
      create("p"),
      broadcast("alarm"),
      completeJob("a"),
      completeJob("b"),
      completeJob("after"),
      completeJob("after"),
    ],
  }),
  behaviour("a non-interrupting boundary event leads into the join twice", {
    resources: boundaryInto(m.timer("cycle", "R2/PT1H"), false),
    steps: [
      create("p"),
      completeJob("a"),
      advance("PT1H"),
      advance("PT1H"),
      completeJob("b"),
      completeJob("after"),
      completeJob("after"),
    ],
  }),
  behaviour("an interrupting boundary event leads away while the join waits", {
    resources: boundaryAway(m.signal("alarm"), true),
    steps: [create("p"), completeJob("a"), broadcast("alarm"), completeJob("after")],
  }),
  behaviour("a non-interrupting boundary event leads away while the join waits", {
    resources: boundaryAway(m.signal("alarm"), false),
    steps: [create("p"), completeJob("a"), broadcast("alarm"), completeJob("b"), completeJob("after")],
  }),
  behaviour("a branch that ends elsewhere before the other comes", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.exclusive("leave", "leave-join"),
      m.inclusive("join"),
      m.end("away"),
      m.service("after", "after"),
      ends,
      m.flows("start > fork > a > join > after > end", "fork > b > leave > join"),
      m.when("leave", "away", "=x"),
    ),
    steps: [create("p", { x: true }), completeJob("b"), completeJob("a"), completeJob("after")],
  }),
  behaviour("a branch that ends elsewhere after the other waits", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.service("c", "c"),
      m.exclusive("leave", "leave-join"),
      m.inclusive("join"),
      m.end("away"),
      m.service("after", "after"),
      ends,
      m.flows("start > fork > a > join > after > end", "fork > b > leave > join", "fork > c > away"),
      m.when("leave", "away", "=x"),
    ),
    steps: [create("p", { x: true }), completeJob("a"), completeJob("b"), completeJob("c"), cancel()],
  }),
  behaviour("the last task before the join ends elsewhere by an error", {
    resources: pair(m.boundary("edge", "b", { definition: m.error() }), m.end("away"), m.flows("edge > away")),
    steps: [create("p"), completeJob("a"), throwError("b", "E1"), cancel()],
  }),
  behaviour("a loop back before the join", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.exclusive("merge"),
      m.service("b", "b"),
      m.exclusive("again", "again-join"),
      m.inclusive("join"),
      m.service("after", "after"),
      ends,
      m.flows("start > fork > a > join > after > end", "fork > merge > b > again > join"),
      m.when("again", "merge", "=more"),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("b", { more: true }),
      completeJob("b", { more: false }),
      completeJob("after"),
    ],
  }),
  behaviour("a loop from behind the join back into a branch", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.exclusive("merge"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.inclusive("join"),
      m.service("after", "after"),
      m.exclusive("again", "again-end"),
      ends,
      m.flows("start > fork > merge > a > join > after > again > end", "fork > b > join"),
      m.when("again", "merge", "=more"),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("b"),
      completeJob("after", { more: true }),
      completeJob("a"),
      completeJob("after", { more: false }),
    ],
  }),
  behaviour("two tokens on one flow", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.service("c", "c"),
      m.exclusive("merge"),
      m.inclusive("join"),
      m.service("after", "after"),
      ends,
      m.flows("start > fork > a > merge > join > after > end", "fork > b > merge", "fork > c > join"),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("b"),
      completeJob("c"),
      completeJob("after"),
      completeJob("after"),
    ],
  }),
  behaviour("a join before a join", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.service("c", "c"),
      m.inclusive("first"),
      m.inclusive("second"),
      m.service("after", "after"),
      ends,
      m.flows("start > fork > a > first > second > after > end", "fork > b > first", "fork > c > second"),
    ),
    steps: [create("p"), completeJob("c"), completeJob("a"), completeJob("b"), completeJob("after")],
  }),
  behaviour("a join that is a fork too", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.inclusive("join", "join-other"),
      m.service("x", "x"),
      m.service("y", "y"),
      m.service("other", "other"),
      ends,
      m.flows("start > fork > a > join", "fork > b > join", "join > other > end", "x > end", "y > end"),
      m.when("join", "x", "=take > 0"),
      m.when("join", "y", "=take > 1"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("b", { take: 2 }), completeJob("x"), completeJob("y")],
  }),
  behaviour("a join that is a fork too and finds no flow", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.inclusive("join"),
      m.service("x", "x"),
      m.service("y", "y"),
      ends,
      m.flows("start > fork > a > join", "fork > b > join", "x > end", "y > end"),
      m.when("join", "x", "=take > 0"),
      m.when("join", "y", "=take > 1"),
    ),
    steps: [
      create("p", { take: 0 }),
      completeJob("a"),
      completeJob("b"),
      setVariables("p", { take: 1 }),
      resolveIncident(),
      completeJob("x"),
    ],
  }),
  behaviour("cancel at the incident of a join", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.inclusive("join"),
      m.service("x", "x"),
      m.service("y", "y"),
      ends,
      m.flows("start > fork > a > join", "fork > b > join", "x > end", "y > end"),
      m.when("join", "x", "=take > 0"),
      m.when("join", "y", "=take > 1"),
    ),
    steps: [create("p", { take: 0 }), completeJob("a"), completeJob("b"), cancel()],
  }),
  behaviour("a join in a sub-process", {
    resources: inSub(),
    steps: [create("p"), completeJob("a"), completeJob("b")],
  }),
  behaviour("a join in each of several instances", {
    resources: inSub({ collection: "=[1, 2]" }),
    steps: [create("p"), completeJob("a"), completeJob("a"), completeJob("b"), completeJob("b")],
  }),
  behaviour("a join in one instance after the other", {
    resources: inSub({ collection: "=[1, 2]", sequential: true }),
    steps: [create("p"), completeJob("a"), completeJob("b"), completeJob("b"), completeJob("a")],
  }),
  behaviour("a sub-process into a join", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.sub("sub", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")]),
      m.inclusive("join"),
      ends,
      m.flows("start > fork > a > join > end", "fork > sub > join"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("x")],
  }),
  behaviour("a multi-instance task into a join", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", { type: "b", loop: { collection: "=[1, 2]" } }),
      m.inclusive("join"),
      ends,
      m.flows("start > fork > a > join > end", "fork > b > join"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("b"), completeJob("b")],
  }),
  behaviour("an incident in a branch holds the join", {
    resources: pair(),
    steps: [create("p"), completeJob("a"), failJob("b", 0), completeJob("b"), completeJob("after")],
  }),
  behaviour("an event-based gateway into a join", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.eventGateway("wait"),
      m.catching("sig", m.signal("alarm")),
      m.catching("time", m.timer("duration", "PT1H")),
      m.inclusive("join"),
      ends,
      m.flows("start > fork > a > join > end", "fork > wait > sig > join", "wait > time > join"),
    ),
    steps: [create("p"), completeJob("a"), advance("PT1H")],
  }),
  behaviour("a join of one flow passes at once", {
    resources: one(m.start("start"), m.inclusive("join"), ends, m.flows("start > join > end")),
    steps: [create("p")],
  }),
  behaviour("a join behind an exclusive gateway", {
    resources: one(
      m.start("start"),
      m.exclusive("choose", "choose-b"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.inclusive("join"),
      ends,
      m.flows("start > choose > b > join > end", "a > join"),
      m.when("choose", "a", "=x"),
    ),
    steps: [create("p", { x: true }), completeJob("a"), create("p", { x: false }), completeJob("b")],
  }),
  behaviour("an interrupting event sub-process while a join waits", {
    resources: pair(
      m.eventSub("side", [
        m.start("side-start", m.signal("alarm")),
        m.service("handle", "handle"),
        m.end("side-end"),
        ...m.flows("side-start > handle > side-end"),
      ]),
    ),
    steps: [create("p"), completeJob("a"), broadcast("alarm"), completeJob("handle")],
  }),
  behaviour("a non-interrupting event sub-process while a join waits", {
    resources: pair(
      m.eventSub("side", [
        m.sideStart("side-start", m.signal("alarm")),
        m.service("handle", "handle"),
        m.end("side-end"),
        ...m.flows("side-start > handle > side-end"),
      ]),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      broadcast("alarm"),
      completeJob("b"),
      completeJob("after"),
      completeJob("handle"),
    ],
  }),
  behaviour("a terminate end event as the last token of its scope while a join waits", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.exclusive("choose", "choose-kill"),
      m.parallel("join"),
      m.end("kill", m.terminate()),
      m.end("end"),
      m.flows("start > fork > a > join > end", "fork > b > choose > kill"),
      m.when("choose", "join", "=x"),
    ),
    steps: [create("p", { x: false }), completeJob("a"), completeJob("b")],
  }),
  behaviour("a terminate end event while a join waits", {
    resources: pair(
      m.boundary("edge", "b", { definition: m.signal("alarm"), interrupting: false }),
      m.end("kill", m.terminate()),
      m.flows("edge > kill"),
    ),
    steps: [create("p"), completeJob("a"), broadcast("alarm")],
  }),
];
