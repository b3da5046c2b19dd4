import * as m from "../model/bpmn.ts";

export const line = {
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", "a"),
    m.service("b", "b"),
    m.end("end"),
    m.flows("start > a > b > end"),
  ]),
};
export const nested = (options: m.NodeOptions = {}) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", "a"),
    m.sub(
      "outer",
      [
        m.start("os"),
        m.service("x", "x"),
        m.sub("inner", [m.start("is"), m.service("y", "y"), m.end("ie"), ...m.flows("is > y > ie")]),
        m.end("oe"),
        ...m.flows("os > x > inner > oe"),
      ],
      options,
    ),
    m.end("end"),
    m.flows("start > a > outer > end"),
  ]),
});
/** Two instances of a sub-process at once. */
export const twice = {
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.parallel("fork"),
    m.task("one"),
    m.task("two"),
    m.sub("sub", [m.start("s"), m.service("x", "x"), m.service("z", "z"), m.end("e"), ...m.flows("s > x > z > e")]),
    m.end("end"),
    m.flows("start > fork > one > sub > end", "fork > two > sub"),
  ]),
};
export const loop = (options: m.Loop = {}) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.service("a", "a"),
    m.sub("sub", [m.start("s"), m.service("x", "x"), m.service("z", "z"), m.end("e"), ...m.flows("s > x > z > e")], {
      loop: { collection: "=items", element: "item", outputCollection: "out", outputElement: "=item", ...options },
    }),
    m.end("end"),
    m.flows("start > a > sub > end"),
  ]),
});
export const one = (...parts: (m.Part | readonly m.Part[])[]) => ({ "p.bpmn": m.process("p", parts) });
export const sidePart = (definition: m.EventDefinition, interrupting = true) =>
  m.eventSub("side", [
    interrupting ? m.start("ss", definition) : m.sideStart("ss", definition),
    m.service("v", "v"),
    m.end("se"),
    ...m.flows("ss > v > se"),
  ]);
export const withSide = (definition: m.EventDefinition, interrupting = true) =>
  one(
    m.start("start"),
    m.service("a", "a"),
    m.service("b", "b"),
    m.end("end"),
    m.flows("start > a > b > end"),
    sidePart(definition, interrupting),
  );
export const caller = {
  "p.bpmn": m.process("p", [
    m.start("start"),
    m.call("call", "child"),
    m.service("after", "after"),
    m.end("end"),
    m.flows("start > call > after > end"),
  ]),
  "child.bpmn": m.process("child", [
    m.start("cs"),
    m.service("c", "c"),
    m.service("d", "d"),
    m.end("ce"),
    m.flows("cs > c > d > ce"),
  ]),
};
