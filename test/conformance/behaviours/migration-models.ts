import * as m from "../model/bpmn.ts";

export type Parts = readonly (m.Part | readonly m.Part[])[];

/** The process p and the process q that its instances migrate to. */
export const pair = (from: Parts, to: Parts) => ({ "p.bpmn": m.process("p", from), "q.bpmn": m.process("q", to) });
export const task = (id: string, options: m.JobOptions = {}): Parts => [
  m.start("start"),
  m.service(id, { type: id, ...options }),
  m.service("next", "next"),
  m.end("end"),
  m.flows(`start > ${id} > next > end`),
];
/** One part between start and end. */
export const single = (part: m.Part): Parts => [
  m.start("start"),
  part,
  m.end("end"),
  m.flows(`start > ${String(part.attributes["id"])} > end`),
];
export const inSub = (id: string, inner: string, options: m.NodeOptions = {}): Parts => [
  m.start("start"),
  m.sub(id, [m.start("s"), m.service(inner, inner), m.end("e"), ...m.flows(`s > ${inner} > e`)], options),
  m.end("end"),
  m.flows(`start > ${id} > end`),
];
export const child = (id = "child", inner = "c") =>
  m.process(id, [m.start("cs"), m.service(inner, inner), m.end("ce"), m.flows(`cs > ${inner} > ce`)]);

export const loopTask = (id: string, loop: m.Loop = {}): Parts =>
  single(
    m.service(id, {
      type: id,
      loop: { collection: "=[1,2]", element: "item", outputCollection: "out", outputElement: "=item", ...loop },
    }),
  );

export const joined = (join: string, flows: readonly string[], kind: (id: string) => m.Part = m.parallel): Parts => [
  m.start("start"),
  kind("f"),
  m.service("a", "a"),
  m.service("b", "b"),
  kind(join),
  m.service("c", "c"),
  m.end("end"),
  m.flows(...flows),
];
export const usual = (fork = "f", join = "j") => [`start > ${fork} > a > ${join} > c > end`, `${fork} > b > ${join}`];

export const line = (part: m.Part, ...more: Parts): Parts => [
  m.start("start"),
  part,
  m.service("next", "next"),
  m.end("end"),
  m.flows(`start > ${String(part.attributes["id"])} > next > end`),
  ...more,
];
export const MESSAGE = m.message("go", "=key");
export const TIMER = m.timer("duration", "PT1H");
export const SIGNAL = m.signal("ring");
/** A task with boundary events that lead to jobs of their own. */
export const withBoundaries = (
  task: string,
  ...events: readonly (readonly [string, m.EventDefinition, boolean?])[]
): Parts =>
  line(
    m.service(task, "a"),
    ...events.map(([id, definition, interrupting = true]) => m.boundary(id, task, { definition, interrupting })),
    ...events.map(([id]) => m.service(`${id}-do`, `${id}-do`)),
    m.flows(...events.map(([id]) => `${id} > ${id}-do > end`)),
  );
export const withSides = (...events: readonly (readonly [string, m.EventDefinition, boolean?])[]): Parts =>
  line(
    m.service("a", "a"),
    ...events.map(([id, definition, interrupting = true]) =>
      m.eventSub(`side-${id}`, [
        interrupting ? m.start(id, definition) : m.sideStart(id, definition),
        m.service(`${id}-do`, `${id}-do`),
        m.end(`${id}-end`),
        ...m.flows(`${id} > ${id}-do > ${id}-end`),
      ]),
    ),
  );
