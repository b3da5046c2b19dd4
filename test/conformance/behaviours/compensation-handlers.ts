import {
  behaviour,
  cancel,
  completeJob,
  completeUserTask,
  create,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { one, undo, simple, handledBy } from "./compensation-models.ts";

/** What can be a handler, and what can happen to it. */
export const compensationHandlers: readonly Behaviour[] = [
  behaviour("a user task as handler", {
    resources: handledBy(m.user("undo", { forCompensation: true })),
    steps: [create("p"), completeJob("a"), completeUserTask("undo", { v: 1 })],
  }),
  behaviour("a user task job as handler", {
    resources: handledBy(m.userJob("undo", { forCompensation: true })),
    steps: [create("p"), completeJob("a"), completeJob("io.camunda.zeebe:userTask")],
  }),
  behaviour("a script task as handler", {
    resources: handledBy(m.script("undo", { expression: "=x + 1", result: "x", forCompensation: true })),
    steps: [create("p", { x: 1 }), completeJob("a")],
  }),
  behaviour("a script job as handler", {
    resources: handledBy(m.scriptJob("undo", { type: "undo", forCompensation: true })),
    steps: [create("p"), completeJob("a"), completeJob("undo")],
  }),
  behaviour("a send task as handler", {
    resources: handledBy(m.send("undo", { type: "undo", forCompensation: true })),
    steps: [create("p"), completeJob("a"), completeJob("undo")],
  }),
  behaviour("a manual task as handler", {
    resources: handledBy(m.manual("undo", { forCompensation: true })),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("an undefined task as handler", {
    resources: handledBy(m.task("undo", { forCompensation: true })),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("a sub-process as handler", {
    resources: handledBy(
      m.sub("undo", [m.start("s"), m.service("x", "x"), m.end("e"), ...m.flows("s > x > e")], {
        forCompensation: true,
      }),
    ),
    steps: [create("p"), completeJob("a"), completeJob("x")],
  }),
  behaviour("a call activity as handler", {
    resources: {
      ...handledBy(m.call("undo", "c", { forCompensation: true })),
      "c.bpmn": m.process("c", [m.start("s"), m.service("x", "x"), m.end("e"), m.flows("s > x > e")]),
    },
    steps: [create("p"), completeJob("a"), completeJob("x")],
  }),
  behaviour("a business rule task as handler", {
    resources: handledBy(m.ruleJob("undo", { type: "undo", forCompensation: true })),
    steps: [create("p"), completeJob("a"), completeJob("undo")],
  }),
  behaviour("a receive task as handler", {
    resources: handledBy(m.receive("undo", "go", { key: "=k", forCompensation: true })),
    steps: [create("p", { k: "1" }), completeJob("a"), publish("go", "1")],
  }),
  behaviour("a parallel multi-instance handler", {
    resources: handledBy(
      m.service("undo", { type: "undo", loop: { collection: "=[1, 2]", element: "i" }, forCompensation: true }),
    ),
    steps: [create("p"), completeJob("a"), completeJob("undo"), completeJob("undo")],
  }),
  behaviour("a sequential multi-instance handler", {
    resources: handledBy(
      m.service("undo", {
        type: "undo",
        loop: { collection: "=[1, 2]", element: "i", sequential: true },
        forCompensation: true,
      }),
    ),
    steps: [create("p"), completeJob("a"), completeJob("undo"), completeJob("undo")],
  }),
  behaviour("one handler for two activities", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.service("b", "b"),
      m.throwing("throw", m.compensation()),
      m.end("end"),
      m.flows("start > a > b > throw > end"),
      undo("a"),
      m.boundary("edge", "b", { definition: m.compensation() }),
      m.association("edge", "undo-a"),
    ),
    steps: [create("p"), completeJob("a"), completeJob("b"), completeJob("undo-a"), completeJob("undo-a")],
  }),
  behaviour("a job of a handler without retries", {
    resources: simple(),
    steps: [
      create("p"),
      completeJob("a"),
      failJob("undo-a", 0),
      updateJob("undo-a", { retries: 1 }),
      resolveIncident(),
      completeJob("undo-a"),
      completeJob("after"),
    ],
  }),
  behaviour("a failing input mapping of a handler", {
    resources: simple({ inputs: { v: "=assert(x, x != null)" } }),
    steps: [create("p"), completeJob("a"), setVariables("p", { x: 1 }), resolveIncident(), completeJob("undo-a")],
  }),
  behaviour("a failing output mapping of a handler", {
    resources: simple({ outputs: { v: "=assert(x, x != null)" } }),
    steps: [create("p"), completeJob("a"), completeJob("undo-a"), setVariables("p", { x: 1 }), resolveIncident()],
  }),
  behaviour("cancel at the incident of a handler", {
    resources: simple({ inputs: { v: "=assert(x, x != null)" } }),
    steps: [create("p"), completeJob("a"), cancel()],
  }),
  behaviour("cancel while a handler runs", { resources: simple(), steps: [create("p"), completeJob("a"), cancel()] }),
  behaviour("an error from a handler that nobody catches", {
    resources: simple(),
    steps: [create("p"), completeJob("a"), throwError("undo-a", "E1")],
  }),
  behaviour("an error from a handler that the scope catches", {
    resources: one(
      m.start("start"),
      m.sub("sub", [
        m.start("s"),
        m.service("a", "a"),
        m.throwing("throw", m.compensation()),
        m.end("e"),
        ...m.flows("s > a > throw > e"),
        ...undo("a"),
      ]),
      m.boundary("edge", "sub", { definition: m.error("E1") }),
      m.end("caught"),
      m.end("end"),
      m.flows("start > sub > end", "edge > caught"),
    ),
    steps: [create("p"), completeJob("a"), throwError("undo-a", "E1")],
  }),
];
