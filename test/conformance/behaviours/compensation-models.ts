import * as m from "../model/bpmn.ts";

/** A file with one process of the given parts. */
export const one = (...parts: readonly (m.Part | readonly m.Part[])[]) => ({ "p.bpmn": m.process("p", parts) });

/** A handler for an activity: the boundary event, its association and the handling task. */
const undoBy = (activity: string, handler: m.Part): m.Part[] => {
  const edge = `undo-of-${activity}`;
  return [
    m.boundary(edge, activity, { definition: m.compensation() }),
    handler,
    m.association(edge, String(handler.attributes["id"])),
  ];
};
/** A service task as handler of an activity. */
export const undo = (activity: string, options: m.JobOptions = {}): m.Part[] =>
  undoBy(activity, m.service(`undo-${activity}`, { type: `undo-${activity}`, ...options, forCompensation: true }));

/** Task "a" with a handler, then what throws, then "after". */
export const simple = (options: m.JobOptions = {}, thrower: m.NodeOptions = {}) =>
  one(
    m.start("start"),
    m.service("a", "a"),
    m.throwing("throw", m.compensation(), thrower),
    m.service("after", "after"),
    m.end("end"),
    m.flows("start > a > throw > after > end"),
    undo("a", options),
  );

/** Two tasks with a handler each, then what throws. */
export const two = (definition: m.EventDefinition) =>
  one(
    m.start("start"),
    m.service("a", "a"),
    m.service("b", "b"),
    m.throwing("throw", definition),
    m.end("end"),
    m.flows("start > a > b > throw > end"),
    undo("a"),
    undo("b"),
  );

/** Task "a" with the given handler, then a throw event for all. */
export const handledBy = (handler: m.Part) =>
  one(
    m.start("start"),
    m.service("a", "a"),
    m.throwing("throw", m.compensation()),
    m.end("end"),
    m.flows("start > a > throw > end"),
    undoBy("a", handler),
  );

/** The given activity "act" with a handler, then a throw event for all. */
export const compensable = (activity: m.Part) =>
  one(
    m.start("start"),
    activity,
    m.throwing("throw", m.compensation()),
    m.end("end"),
    m.flows("start > act > throw > end"),
    undo("act"),
  );

/** The inside of a sub-process: two tasks with a handler each. */
export const inner = [
  m.start("s"),
  m.service("x", "x"),
  m.service("y", "y"),
  m.end("e"),
  ...m.flows("s > x > y > e"),
  ...undo("x"),
  ...undo("y"),
];

/** A sub-process "sub", then what throws. */
export const around = (sub: m.Part, definition: m.EventDefinition, ...more: readonly (readonly m.Part[])[]) =>
  one(
    m.start("start"),
    sub,
    m.throwing("throw", definition),
    m.end("end"),
    m.flows("start > sub > throw > end"),
    ...more,
  );
