import {
  behaviour,
  broadcast,
  cancel,
  completeJob,
  completeUserTask,
  create,
  publish,
  throwError,
  type Behaviour,
  type Step,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

/** An activity that can be a loop, and what completes one of its instances. */
interface Looping {
  readonly name: string;
  readonly build: (options: m.NodeOptions) => m.Part;
  readonly finish: readonly Step[];
}

const inside = [m.start("s1"), m.service("in", "in"), m.end("e1"), ...m.flows("s1 > in > e1")];

const ACTIVITIES: readonly Looping[] = [
  {
    name: "service tasks",
    build: (o) => m.service("act", { type: "act", ...o }),
    finish: [completeJob("act", { r: 1 })],
  },
  { name: "user tasks", build: (o) => m.user("act", o), finish: [completeUserTask("act", { r: 1 })] },
  { name: "user task jobs", build: (o) => m.userJob("act", o), finish: [completeJob("io.camunda.zeebe:userTask")] },
  {
    name: "receive tasks",
    build: (o) => m.receive("act", "go", { key: "=k + string(i)", ...o }),
    finish: [publish("go", "k1"), publish("go", "k2"), publish("go", "k3")],
  },
  { name: "send tasks", build: (o) => m.send("act", { type: "act", ...o }), finish: [completeJob("act", { r: 1 })] },
  { name: "rule jobs", build: (o) => m.ruleJob("act", { type: "act", ...o }), finish: [completeJob("act", { r: 1 })] },
  { name: "script tasks", build: (o) => m.script("act", { expression: "=i + 1", result: "r", ...o }), finish: [] },
  { name: "manual tasks", build: (o) => m.manual("act", o), finish: [] },
  { name: "undefined tasks", build: (o) => m.task("act", o), finish: [] },
  { name: "sub-processes", build: (o) => m.sub("act", inside, o), finish: [completeJob("in", { r: 1 })] },
  { name: "call activities", build: (o) => m.call("act", "c", o), finish: [completeJob("in", { r: 1 })] },
  {
    name: "ad-hoc sub-processes",
    build: (o) => m.adHoc("act", [m.service("in", "in")], { active: '=["in"]', ...o }),
    finish: [completeJob("in", { r: 1 })],
  },
];

const resources = (act: m.Part, ...more: readonly (m.Part | readonly m.Part[])[]) => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    act,
    m.service("after", "after"),
    m.end("end"),
    m.flows("start > act > after > end"),
    ...more,
  ]),
  "c.bpmn": m.process("c", inside),
});

const begin = create("p", { k: "k", list: [1, 2, 3] });

function loopsOf({ name, build, finish }: Looping, sequential: boolean): readonly Behaviour[] {
  const how = sequential ? "one after the other" : "at once";
  const each = { collection: "=list", element: "i", sequential };
  const collecting = { ...each, outputCollection: "all", outputElement: "=r" };
  const steps = (times: number) => Array.from({ length: times }, () => finish).flat();
  return [
    behaviour(`${name} ${how} with results`, {
      resources: resources(build({ loop: collecting })),
      steps: [begin, ...steps(3), completeJob("after")],
    }),
    behaviour(`${name} ${how} until a condition`, {
      resources: resources(build({ loop: { ...each, until: "=numberOfCompletedInstances = 2" } })),
      steps: [begin, ...steps(2), completeJob("after")],
    }),
    behaviour(`${name} ${how} with boundary events`, {
      resources: resources(
        build({ loop: each }),
        m.boundary("note", "act", { definition: m.signal("note"), interrupting: false }),
        m.boundary("stop", "act", { definition: m.signal("stop") }),
        m.boundary("wrong", "act", { definition: m.error("E1") }),
        m.service("caught", "caught"),
        m.flows("note > caught", "stop > caught", "wrong > caught"),
      ),
      steps: [
        begin,
        broadcast("note"),
        broadcast("stop"),
        begin,
        throwError("act", "E1"),
        throwError("in", "E1"),
        cancel(),
      ],
    }),
  ];
}

/** Every kind of activity as a multi-instance loop. */
export const loops: readonly Behaviour[] = [
  ...ACTIVITIES.flatMap((looping) => [...loopsOf(looping, false), ...loopsOf(looping, true)]),
  behaviour("a straight loop through an ad-hoc sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.exclusive("merge"),
        m.task("t"),
        m.adHoc("ad", [m.task("x")], { active: '=["x"]' }),
        m.flows("start > merge > t > ad > merge"),
      ]),
    },
    steps: [],
  }),
  behaviour("a straight loop inside of an ad-hoc sub-process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.adHoc("ad", [m.exclusive("merge"), m.task("t"), ...m.flows("merge > t > merge")]),
        m.flows("start > ad"),
      ]),
    },
    steps: [],
  }),
];
