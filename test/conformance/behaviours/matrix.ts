import {
  behaviour,
  broadcast,
  cancel,
  completeJob,
  completeUserTask,
  create,
  publish,
  resolveIncident,
  setVariables,
  type Behaviour,
  type Step,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

/** An element as it stands in every surrounding, and what completes it. */
interface Subject {
  readonly name: string;
  readonly build: (options: m.NodeOptions) => m.Part;
  readonly finish: readonly Step[];
  /** Events have neither boundary events nor, mostly, input mappings. */
  readonly isActivity: boolean;
  readonly resources?: Readonly<Record<string, string>>;
}

/** Where an element stands. */
interface Surrounding {
  readonly name: string;
  readonly resources: (parts: readonly m.Part[]) => Readonly<Record<string, string>>;
  /** What leads to the element once the instance is there. */
  readonly enter: readonly Step[];
  /** How often the element runs. */
  readonly times: number;
  /** The process instance whose variables it sees. */
  readonly root: "p" | "c";
}

const line = (id: string) => m.flows(`s > ${id} > e`);
const activity = (name: string, build: Subject["build"], finish: readonly Step[]): Subject => ({
  name,
  build,
  finish,
  isActivity: true,
});

const SUBJECTS: readonly Subject[] = [
  activity("a service task", (options) => m.service("act", { type: "act", ...options }), [
    completeJob("act", { r: 1 }),
  ]),
  activity("a user task", (options) => m.user("act", options), [completeUserTask("act", { r: 1 })]),
  activity("a receive task", (options) => m.receive("act", "go", { key: "=k", ...options }), [publish("go", "1")]),
  activity("a send task", (options) => m.send("act", { type: "act", ...options }), [completeJob("act")]),
  activity("a business rule task", (options) => m.ruleJob("act", { type: "act", ...options }), [completeJob("act")]),
  activity("a script task", (options) => m.script("act", { expression: "=1", result: "r", ...options }), []),
  activity("an undefined task", (options) => m.task("act", options), []),
  {
    ...activity("a call activity", (options) => m.call("act", "called", options), [completeJob("inside")]),
    resources: {
      "called.bpmn": m.process("called", [
        m.start("s"),
        m.service("inside", "inside"),
        m.end("e"),
        m.flows("s > inside > e"),
      ]),
    },
  },
  activity(
    "a sub-process",
    (options) =>
      m.sub(
        "act",
        [m.start("s1"), m.service("inside", "inside"), m.end("e1"), ...m.flows("s1 > inside > e1")],
        options,
      ),
    [completeJob("inside")],
  ),
  activity(
    "an ad-hoc sub-process",
    (options) => m.adHoc("act", [m.service("inside", "inside")], { active: '=["inside"]', ...options }),
    [completeJob("inside")],
  ),
  activity(
    "a parallel multi-instance task",
    (options) => m.service("act", { type: "act", ...options, loop: { collection: "=[1, 2]", element: "i" } }),
    [completeJob("act"), completeJob("act")],
  ),
  activity(
    "a sequential multi-instance task",
    (options) =>
      m.service("act", { type: "act", ...options, loop: { collection: "=[1, 2]", element: "i", sequential: true } }),
    [completeJob("act"), completeJob("act")],
  ),
  {
    name: "a signal catch event",
    build: (options) => m.catching("act", m.signal("go"), options),
    finish: [broadcast("go", { r: 1 })],
    isActivity: false,
  },
  {
    name: "a message throw event",
    build: (options) => m.throwing("act", m.message("go"), { type: "act", ...options }),
    finish: [completeJob("act")],
    isActivity: false,
  },
];

/** The whole can be interrupted by a signal. */
const stoppable = (parts: readonly (m.Part | readonly m.Part[])[]): string =>
  m.process("p", [
    ...parts,
    m.eventSub("stop", [m.start("stopped", m.signal("stop")), m.end("stop-end"), ...m.flows("stopped > stop-end")]),
  ]);
const inside = (part: m.Part) => [m.start("start"), part, m.end("end"), m.flows("start > around > end")];
const body = (parts: readonly m.Part[]) => [m.start("s"), m.end("e"), ...parts, ...line("act")];

const SURROUNDINGS: readonly Surrounding[] = [
  {
    name: "in a process",
    resources: (parts) => ({ "p.bpmn": stoppable(body(parts)) }),
    enter: [],
    times: 1,
    root: "p",
  },
  {
    name: "in a sub-process",
    resources: (parts) => ({ "p.bpmn": stoppable(inside(m.sub("around", body(parts)))) }),
    enter: [],
    times: 1,
    root: "p",
  },
  {
    name: "in an event sub-process",
    resources: (parts) => ({
      "p.bpmn": stoppable([
        m.start("start"),
        m.service("wait", "wait"),
        m.end("end"),
        m.flows("start > wait > end"),
        m.eventSub("around", [m.sideStart("s", m.signal("begin")), m.end("e"), ...parts, ...line("act")]),
      ]),
    }),
    enter: [broadcast("begin")],
    times: 1,
    root: "p",
  },
  {
    name: "in a called process",
    resources: (parts) => ({
      "p.bpmn": stoppable(inside(m.call("around", "c"))),
      "c.bpmn": m.process("c", body(parts)),
    }),
    enter: [],
    times: 1,
    root: "c",
  },
  {
    name: "in parallel instances",
    resources: (parts) => ({
      "p.bpmn": stoppable(inside(m.sub("around", body(parts), { loop: { collection: "=[1, 2]" } }))),
    }),
    enter: [],
    times: 2,
    root: "p",
  },
  {
    name: "in one instance after the other",
    resources: (parts) => ({
      "p.bpmn": stoppable(inside(m.sub("around", body(parts), { loop: { collection: "=[1, 2]", sequential: true } }))),
    }),
    enter: [],
    times: 2,
    root: "p",
  },
  {
    name: "in an ad-hoc sub-process",
    resources: (parts) => ({ "p.bpmn": stoppable(inside(m.adHoc("around", parts, { active: '=["act"]' }))) }),
    enter: [],
    times: 1,
    root: "p",
  },
];

const VARIABLES = { k: "1" };
const FAILING = { inputs: { i: "=assert(x, x != null)" }, outputs: { o: "=i" } };

const repeated = (steps: readonly Step[], times: number): readonly Step[] =>
  Array.from({ length: times }, () => steps).flat();

/** Every way in and out of an element in a surrounding. */
function waysOf(subject: Subject, surrounding: Surrounding): readonly Behaviour[] {
  const { build, finish, isActivity } = subject;
  const { enter, times, root } = surrounding;
  const name = `${subject.name} ${surrounding.name}`;
  const begin = [create("p", VARIABLES), ...enter];
  const resources = (...parts: readonly m.Part[]) => ({ ...surrounding.resources(parts), ...subject.resources });
  const edge = m.boundary("edge", "act", { definition: m.signal("edge") });
  return [
    behaviour(`${name} completes`, {
      resources: resources(build({ outputs: { o: "=r" } })),
      steps: [...begin, ...repeated(finish, times)],
    }),
    behaviour(`${name} is cancelled and interrupted from outside`, {
      resources: resources(build({})),
      steps: [...begin, cancel("p"), ...begin, broadcast("stop")],
    }),
    behaviour(`${name} fails at its mappings`, {
      resources: resources(build(FAILING)),
      steps: [
        ...begin,
        setVariables(root, { x: 1 }),
        ...repeated([resolveIncident(), ...finish], times),
        ...begin,
        cancel("p"),
        ...begin,
        broadcast("stop"),
      ],
    }),
    ...(isActivity
      ? [
          behaviour(`${name} is interrupted at its boundary`, {
            resources: resources(build({}), edge, m.task("next"), ...m.flows("edge > next")),
            steps: [...begin, ...repeated([broadcast("edge", { v: 1 })], times)],
          }),
        ]
      : []),
  ];
}

/** Every kind of element in every surrounding, in every way in and out. */
export const matrix: readonly Behaviour[] = SUBJECTS.flatMap((subject) =>
  SURROUNDINGS.flatMap((surrounding) => waysOf(subject, surrounding)),
);
