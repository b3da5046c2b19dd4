import * as m from "../model/bpmn.ts";
import { guarded } from "./guards.ts";
import { inRow, MOST_DEPTH, single, type Piece, type Sketch } from "./sketch.ts";
import { caught, compensable, evaluated, service, thrown, userTask } from "./tasks.ts";

type Draw = (sketch: Sketch, depth: number) => Piece;

/** One to three pieces in a row. */
const sequence: Draw = (sketch, depth) =>
  inRow(Array.from({ length: 1 + sketch.dice.below(3) }, () => piece(sketch, depth)));

const piece: Draw = (sketch, depth) => {
  const isNested = depth < MOST_DEPTH && sketch.dice.chance(50 - depth * 8);
  const isDrawn = (draw: Draw) => (draw !== called || !sketch.isCalled) && (draw !== adHoc || sketch.isWide);
  const kinds = isNested ? NESTED.filter(([, draw]) => isDrawn(draw)) : SIMPLE;
  return sketch.dice.weighted<Draw>(kinds)(sketch, depth + (isNested ? 1 : 0));
};

/** Branches between a fork and a join of the same kind. */
function branches(sketch: Sketch, depth: number): { fork: string; merge: string; ways: Piece[]; parts: m.Part[] } {
  const [fork, merge] = [sketch.id("fork"), sketch.id("merge")];
  const ways = Array.from({ length: 2 + sketch.dice.below(2) }, () => sequence(sketch, depth));
  const parts = [...ways.flatMap((way) => way.parts), ...ways.flatMap(({ last }) => m.flows(`${last} > ${merge}`))];
  return { fork, merge, ways, parts };
}

const parallel: Draw = (sketch, depth) => {
  const { fork, merge, ways, parts } = branches(sketch, depth);
  return {
    parts: [
      m.parallel(fork),
      m.parallel(merge),
      ...parts,
      ...ways.flatMap(({ first }) => m.flows(`${fork} > ${first}`)),
    ],
    first: fork,
    last: merge,
  };
};

const conditional =
  (kind: typeof m.exclusive): Draw =>
  (sketch, depth) => {
    const { fork, merge, ways, parts } = branches(sketch, depth);
    const [fallback, ...others] = ways;
    const target = fallback?.first ?? "";
    const condition = () =>
      sketch.dice.weighted([
        [5, "=x > 1"],
        [5, "=x < 3"],
        [4, "=true"],
        [4, "=y = 1"],
        [3, '=contains(k, "1")'],
        [1, "=y"],
      ]);
    const hasDefault = sketch.dice.chance(85);
    return {
      parts: [
        kind(fork, hasDefault ? `${fork}-${target}` : undefined),
        kind(merge),
        ...parts,
        ...(hasDefault ? m.flows(`${fork} > ${target}`) : [m.when(fork, target, condition())]),
        ...others.map(({ first }) => m.when(fork, first, condition())),
      ],
      first: fork,
      last: merge,
    };
  };

const eventBased: Draw = (sketch) => {
  const [gateway, merge] = [sketch.id("wait"), sketch.id("merge")];
  const [a, b] = [sketch.id("catch"), sketch.id("catch")];
  const parts = [
    m.eventGateway(gateway),
    m.catching(a, m.message("go", "=k"), sketch.dice.chance(30) ? { outputs: { y: "=x" } } : {}),
    m.catching(b, sketch.dice.pick([m.timer("duration", "PT1H"), m.signal("alarm")])),
    m.exclusive(merge),
    ...m.flows(`${gateway} > ${a} > ${merge}`, `${gateway} > ${b} > ${merge}`),
  ];
  return { parts, first: gateway, last: merge };
};

/** A way back: a task is done again until its result lets it go on. */
const again: Draw = (sketch) => {
  const [enter, leave] = [sketch.id("enter"), sketch.id("leave")];
  const inner = service(sketch);
  return {
    parts: [
      m.exclusive(enter),
      m.exclusive(leave),
      ...inner.parts,
      ...m.flows(`${enter} > ${inner.first}`, `${inner.last} > ${leave}`),
      m.when(leave, enter, "=r = 1"),
      m.task(`${leave}-on`),
      m.when(leave, `${leave}-on`, "=r != 1"),
    ],
    first: enter,
    last: `${leave}-on`,
  };
};

const subProcess: Draw = (sketch, depth) => {
  const id = sketch.id("sub");
  const many = sketch.dice.chance(30) ? { loop: sketch.loop() } : {};
  return guarded(sketch, single(m.sub(id, body(sketch, depth), { ...sketch.options(), ...many })), "scope");
};

/** Two tasks that are begun by a list, or by command: their ids are that of the sub-process with x and y. */
const adHoc: Draw = (sketch) => {
  const { dice } = sketch;
  const id = sketch.id("free");
  const inside = ["x", "y"].map((name) => m.service(`${id}-${name}`, `${id}-${name}`));
  const active = dice.pick([`=["${id}-x"]`, `=["${id}-x", "${id}-y"]`, undefined]);
  const part = m.adHoc(id, inside, {
    ...sketch.options(),
    ...(active === undefined ? {} : { active }),
    ...(dice.chance(30) ? { until: dice.pick(["=r = 1", "=x > 2"]) } : {}),
  });
  return guarded(sketch, single(part), "scope");
};

/** Calls one of at most two processes, which call nothing themselves. */
const called: Draw = (sketch) => {
  const { dice } = sketch;
  const processId = dice.pick(["one", "two"]);
  if (!sketch.called.has(processId)) {
    sketch.called.set(processId, []);
    sketch.isCalled = true;
    sketch.called.set(processId, body(sketch, MOST_DEPTH - 1));
    sketch.isCalled = false;
  }
  const many = dice.chance(25) ? { loop: sketch.loop() } : {};
  const part = m.call(sketch.id("call"), processId, {
    ...sketch.options(),
    ...many,
    ...(dice.chance(25) ? { parent: false } : {}),
    ...(dice.chance(40) ? { child: false } : {}),
  });
  return guarded(sketch, single(part), "call");
};

const SIMPLE: readonly (readonly [number, Draw])[] = [
  [6, service],
  [3, userTask],
  [3, evaluated],
  [3, caught],
  [3, thrown],
  [1, compensable],
];

const NESTED: readonly (readonly [number, Draw])[] = [
  [3, conditional(m.exclusive)],
  [3, parallel],
  [3, conditional(m.inclusive)],
  [5, subProcess],
  [2, eventBased],
  [3, called],
  [1, again],
  [2, adHoc],
];

/** A container's content: start, pieces, end, sometimes event sub-processes. */
export function body(sketch: Sketch, depth: number): m.Part[] {
  const [start, end] = [sketch.id("start"), sketch.id("end")];
  const inner = sequence(sketch, depth);
  const side = sketch.dice.chance(30) ? [eventSubProcess(sketch)] : [];
  const ending = sketch.dice.weighted<() => m.EventDefinition | undefined>([
    [6, () => undefined],
    [1, () => m.terminate()],
    [2, () => (depth > 0 ? m.error(sketch.dice.pick(["E1", "E2"])) : m.escalation("S1"))],
    [1, () => m.escalation("S2")],
    [1, () => m.signal("alarm")],
    [1, () => m.compensation()],
  ])();
  return [
    m.start(start),
    m.end(end, ending),
    ...inner.parts,
    ...m.flows(`${start} > ${inner.first}`, `${inner.last} > ${end}`),
    ...side,
  ];
}

function eventSubProcess(sketch: Sketch): m.Part {
  const { dice } = sketch;
  const [start, end] = [sketch.id("start"), sketch.id("end")];
  const inner = dice.chance(60) ? service(sketch) : single(m.task(sketch.id("task")));
  const isInterrupting = dice.chance(50);
  const definition = dice.weighted<() => m.EventDefinition>([
    [5, () => (isInterrupting ? sketch.definition() : sketch.repeated())],
    [isInterrupting ? 3 : 0, () => m.error(dice.pick([undefined, "E1"]))],
    [2, () => m.escalation(dice.pick([undefined, "S1"]))],
  ])();
  const mapped = dice.chance(20) ? { outputs: { y: "=x" } } : {};
  const begin = isInterrupting ? m.start(start, definition, mapped) : m.sideStart(start, definition, mapped);
  return m.eventSub(sketch.id("side"), [
    begin,
    ...inner.parts,
    m.end(end),
    ...m.flows(`${start} > ${inner.first}`, `${inner.last} > ${end}`),
  ]);
}
