import { behaviour, completeJob, create, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { one, undo, inner, around } from "./compensation-models.ts";

const refusedThrow = (definition: m.EventDefinition, ...more: readonly (readonly m.Part[])[]) =>
  one(m.start("start"), m.throwing("throw", definition), m.end("end"), m.flows("start > throw > end"), ...more);

const withEdge = (...more: readonly (m.Part | readonly m.Part[])[]) =>
  one(
    m.start("start"),
    m.service("a", "a"),
    m.end("end"),
    m.flows("start > a > end"),
    m.boundary("edge", "a", { definition: m.compensation() }),
    ...more,
  );

/** What is refused about compensation. */
export const compensationRefusals: readonly Behaviour[] = [
  behaviour("refused: a boundary event without an association", { resources: withEdge(), steps: [] }),
  behaviour("refused: a boundary event with an outgoing flow", {
    resources: withEdge(
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
      m.flows("edge > end"),
    ),
    steps: [],
  }),
  behaviour("refused: a handler with flows", {
    resources: withEdge(
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
      m.flows("a > undo > end"),
    ),
    steps: [],
  }),
  behaviour("refused: a handler with a boundary event", {
    resources: withEdge(
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
      m.boundary("edge2", "undo", { definition: m.signal("alarm") }),
      m.flows("edge2 > end"),
    ),
    steps: [],
  }),
  behaviour("refused: a handler that is not for compensation", {
    resources: withEdge(m.service("undo", "undo"), m.association("edge", "undo")),
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("refused: an activity that does not exist", { resources: refusedThrow(m.compensation("none")), steps: [] }),
  behaviour("refused: an activity without a handler", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.throwing("throw", m.compensation("a")),
      m.end("end"),
      m.flows("start > a > throw > end"),
    ),
    steps: [],
  }),
  behaviour("refused: an activity of another scope", {
    resources: around(m.sub("sub", inner), m.compensation("x")),
    steps: [],
  }),
  behaviour("refused: a throw event that does not wait", {
    resources: refusedThrow(m.compensation(undefined, false)),
    steps: [],
  }),
  behaviour("refused: an end event that does not wait", {
    resources: one(m.start("start"), m.end("end", m.compensation(undefined, false)), m.flows("start > end")),
    steps: [],
  }),
  behaviour("a throw event that says that it waits", {
    resources: refusedThrow(m.compensation(undefined, true)),
    steps: [create("p")],
  }),
  behaviour("refused: a compensation catch event", {
    resources: one(m.start("start"), m.catching("c", m.compensation()), m.end("end"), m.flows("start > c > end")),
    steps: [],
  }),
  behaviour("refused: a compensation start event", {
    resources: one(m.start("start", m.compensation()), m.end("end"), m.flows("start > end")),
    steps: [],
  }),
  behaviour("two compensation boundary events on one activity", {
    resources: withEdge(
      m.service("undo", { type: "undo", forCompensation: true }),
      m.association("edge", "undo"),
      undo("a"),
    ),
    steps: [],
  }),
];
