import { behaviour, cancel, completeJob, create, resolveIncident, setVariables, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { one, undo, simple, two } from "./compensation-models.ts";
import { compensationHandlers } from "./compensation-handlers.ts";
import { compensationActivities } from "./compensation-activities.ts";
import { compensationScopes } from "./compensation-scopes.ts";
import { compensationRefusals } from "./compensation-refusals.ts";

const basics: readonly Behaviour[] = [
  behaviour("a throw event compensates a completed task", {
    resources: simple(),
    steps: [create("p"), completeJob("a"), completeJob("undo-a"), completeJob("after")],
  }),
  behaviour("an end event compensates a completed task", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.end("end", m.compensation()),
      m.flows("start > a > end"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("undo-a")],
  }),
  behaviour("nothing to compensate", {
    resources: one(
      m.start("start"),
      m.throwing("throw", m.compensation()),
      m.end("end", m.compensation()),
      m.flows("start > throw > end"),
    ),
    steps: [create("p")],
  }),
  behaviour("a task that is still active is not compensated", {
    resources: one(
      m.start("start"),
      m.parallel("fork"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > fork > a > end", "fork > b > throw > end"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("b"), completeJob("a")],
  }),
  behaviour("subscriptions go with the instance that completes", {
    resources: one(m.start("start"), m.service("a", "a"), m.end("end"), m.flows("start > a > end"), undo("a")),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("subscriptions go with the instance that is cancelled", {
    resources: two(m.compensation()),
    steps: [create("p"), completeJob("a"), cancel()],
  }),
  behaviour("all handlers run at once", {
    resources: two(m.compensation()),
    steps: [create("p"), completeJob("a"), completeJob("b"), completeJob("undo-b"), completeJob("undo-a")],
  }),
  behaviour("only the named activity is compensated", {
    resources: two(m.compensation("a")),
    steps: [create("p"), completeJob("a"), completeJob("b"), completeJob("undo-a")],
  }),
  behaviour("an end event compensates the named activity", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.end("end", m.compensation("b")),
      m.flows("start > a > b > end"),
      undo("a"),
      undo("b"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("b"), completeJob("undo-b")],
  }),
  behaviour("the named activity has not been completed", {
    resources: one(
      m.start("start"),
      m.throwing("throw", m.compensation("a")),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > throw > a > end"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("a second throw event finds nothing left", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.throwing("first", m.compensation()),
      m.throwing("second", m.compensation()),
      m.end("end"),
      m.flows("start > a > first > second > end"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("undo-a")],
  }),
  behaviour("two throw events at the same time", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.parallel("fork"),
      m.throwing("first", m.compensation()),
      m.throwing("second", m.compensation()),
      m.end("end"),
      m.flows("start > a > fork > first > end", "fork > second > end"),
      undo("a"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("undo-a")],
  }),
  behaviour("a task that was completed twice is compensated twice", {
    resources: one(
      m.start("start"),
      m.exclusive("merge"),
      m.service("a", "a"),
      m.exclusive("again", "again-throw"),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > merge > a > again > throw > end"),
      m.when("again", "merge", "=more"),
      undo("a"),
    ),
    steps: [
      create("p"),
      completeJob("a", { more: true }),
      completeJob("a", { more: false }),
      completeJob("undo-a"),
      completeJob("undo-a"),
    ],
  }),
  behaviour("compensation, then the task again, then compensation again", {
    resources: one(
      m.start("start"),
      m.exclusive("merge"),
      m.service("a", "a"),
      m.throwing("throw", m.compensation()),
      m.exclusive("again", "again-end"),
      m.end("end"),
      m.flows("start > merge > a > throw > again > end"),
      m.when("again", "merge", "=more"),
      undo("a"),
    ),
    steps: [
      create("p"),
      completeJob("a", { more: true }),
      completeJob("undo-a"),
      completeJob("a", { more: false }),
      completeJob("undo-a"),
    ],
  }),
  behaviour("a handler takes and gives variables by mappings", {
    resources: simple({ inputs: { mine: "=x" }, outputs: { y: "=mine + got" } }),
    steps: [create("p", { x: 1 }), completeJob("a", { x: 2 }), completeJob("undo-a", { got: 5 }), completeJob("after")],
  }),
  behaviour("a handler's result without mappings", {
    resources: simple(),
    steps: [create("p"), completeJob("a"), completeJob("undo-a", { undone: true }), completeJob("after")],
  }),
  behaviour("a throw event with mappings", {
    resources: simple({}, { inputs: { i: "=x" }, outputs: { o: "=x" } }),
    steps: [create("p", { x: 1 }), completeJob("a"), completeJob("undo-a"), completeJob("after")],
  }),
  behaviour("an end event with mappings", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.end("end", m.compensation(), { inputs: { i: "=x" }, outputs: { o: "=x" } }),
      m.flows("start > a > end"),
      undo("a"),
    ),
    steps: [create("p", { x: 1 }), completeJob("a"), completeJob("undo-a")],
  }),
  behaviour("a throw event whose output mapping would fail", {
    resources: simple({}, { outputs: { o: "=assert(x, x != null)" } }),
    steps: [
      create("p"),
      completeJob("a"),
      completeJob("undo-a"),
      setVariables("p", { x: 1 }),
      resolveIncident(),
      completeJob("after"),
    ],
  }),
];

/** Compensation: who is compensated, by what, when, and what becomes of the subscriptions. */
export const compensation: readonly Behaviour[] = [
  ...basics,
  ...compensationHandlers,
  ...compensationActivities,
  ...compensationScopes,
  ...compensationRefusals,
];
