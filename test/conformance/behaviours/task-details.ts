import {
  assign,
  behaviour,
  cancel,
  claim,
  command,
  completeJob,
  completeUserTask,
  create,
  deploy,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  updateUserTask,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const around = (part: m.Part, ...more: (readonly m.Part[])[]): Record<string, string> => ({
  "p.bpmn": m.process("p", [
    m.start("start"),
    part,
    m.end("end"),
    m.flows(`start > ${String(part.attributes["id"])} > end`),
    ...more,
  ]),
});
const form = (id: string, versionTag?: string) => JSON.stringify({ id, versionTag, type: "default", components: [] });
const child = (...parts: (m.Part | readonly m.Part[])[]) => m.process("child", [m.start("cs"), ...parts, m.end("ce")]);
const jobChild = child(m.service("x", "x"), m.flows("cs > x > ce"));
const over = { collection: "=items", element: "item", outputCollection: "results", outputElement: "=result" };

/** What user tasks, calls and loops do at their edges. */
export const taskDetails: readonly Behaviour[] = [
  behaviour("a user task with a boundary message", {
    resources: around(m.user("u", { assignee: "ann" }), [
      m.boundary("b", "u", { definition: m.message("stop", "=key") }),
      m.end("stopped"),
      ...m.flows("b > stopped"),
    ]),
    steps: [create("p", { key: "k" }), publish("stop", "k", { variables: { why: "late" } })],
  }),
  behaviour("a form by expression", {
    resources: { ...around(m.user("u", { form: "=which" })), "f.form": form("f") },
    steps: [create("p", { which: "f" }), create("p", { which: "g" }), create("p", { which: 1 })],
  }),
  behaviour("a form and an external reference by expression", {
    resources: around(m.user("u", { externalReference: '="https://example.org/" + id' })),
    steps: [create("p", { id: "7" }), create("p")],
  }),
  behaviour("assign the same assignee again", {
    resources: around(m.user("u", { assignee: "ann" })),
    steps: [create("p"), assign("u", "ann"), claim("u", "ann"), assign("u", "")],
  }),
  behaviour("actions of one's own", {
    resources: around(m.user("u")),
    steps: [
      create("p"),
      assign("u", "ann", ""),
      assign("u", "bob", "hand over"),
      completeUserTask("u", {}, { action: "approve" }),
    ],
  }),
  behaviour("update with values that are there already", {
    resources: around(m.user("u", { groups: "g1", priority: "30" })),
    steps: [
      create("p"),
      updateUserTask("u", { priority: 30, candidateGroupsList: ["g1"] }),
      updateUserTask("u", { dueDate: "2026-02-01T00:00:00Z", priority: 31 }),
    ],
  }),
  behaviour("static users with blanks and empty texts", {
    resources: around(m.user("u", { users: " ann ,bob,, ", groups: "one group" })),
    steps: [create("p")],
  }),
  behaviour("dates of every form", {
    resources: around(m.user("u", { due: "=due", followUp: "=follow" })),
    steps: [
      create("p", { due: "2026-02-01T10:30:15Z", follow: "2026-02-01T10:30:00+02:00[Europe/Helsinki]" }),
      create("p", { due: "", follow: null }),
      create("p", { due: "2026-02-01" }),
      create("p", { due: "2026-02-01T10:30:00" }),
      create("p", { due: "2026-02-01T10:30:00.250Z" }),
    ],
  }),
  behaviour("a user task completed with variables that are mapped", {
    resources: around(m.user("u", { inputs: { title: '="x"' }, outputs: { "o.answer": "=answer", kept: "=title" } })),
    steps: [create("p"), completeUserTask("u", { answer: 42, noise: true })],
  }),
  behaviour("a failing output mapping of a user task", {
    resources: around(m.user("u", { outputs: { out: "=assert(answer, answer != null)" } })),
    steps: [create("p"), completeUserTask("u"), setVariables("u", { answer: 1 }), resolveIncident()],
  }),
  behaviour("a call with tags", {
    resources: { "child.bpmn": jobChild, ...around(m.call("call", "child")) },
    steps: [create("p", {}, { tags: ["a", "b"] }), completeJob("x")],
  }),
  behaviour("a call of a process that calls itself", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.exclusive("g", "g-last"),
        m.call("again", "p", { inputs: { n: "=n - 1" } }),
        m.end("end"),
        m.end("last"),
        m.flows("start > g > last", "again > end"),
        m.when("g", "again", "=n > 0"),
      ]),
    },
    steps: [create("p", { n: 2 })],
  }),
  behaviour("a call in a loop collects results", {
    resources: { "child.bpmn": jobChild, ...around(m.call("call", "child", { loop: over })) },
    steps: [create("p", { items: [1, 2] }), completeJob("x", { result: "a" }), completeJob("x", { result: "b" })],
  }),
  behaviour("an incident in the child and its cancellation", {
    resources: {
      "child.bpmn": child(m.service("x", { type: "=kind" }), m.flows("cs > x > ce")),
      ...around(m.call("call", "child")),
    },
    steps: [create("p"), cancel("p")],
  }),
  behaviour("an error out of a child in a loop", {
    resources: {
      "child.bpmn": jobChild,
      ...around(m.call("call", "child", { loop: over }), [
        m.boundary("b", "call", { definition: m.error("E") }),
        m.end("failed"),
        ...m.flows("b > failed"),
      ]),
    },
    steps: [create("p", { items: [1, 2] }), throwError("x", "E")],
  }),
  behaviour("the newest version is called after a deployment in between", {
    resources: { "child.bpmn": jobChild, ...around(m.call("call", "child", { loop: { ...over, sequential: true } })) },
    steps: [
      create("p", { items: [1, 2] }),
      deploy({ "child.bpmn": child(m.service("y", "y"), m.flows("cs > y > ce")) }),
      completeJob("x"),
      completeJob("y"),
    ],
  }),
  behaviour("a loop whose collection shrinks", {
    resources: around(m.service("a", { type: "a", loop: { ...over, sequential: true } })),
    steps: [create("p", { items: [1, 2, 3] }), setVariables("p", { items: [1] }), completeJob("a", { result: 1 })],
  }),
  behaviour("a loop whose collection grows", {
    resources: around(m.service("a", { type: "a", loop: { ...over, sequential: true } })),
    steps: [
      create("p", { items: [1] }),
      setVariables("p", { items: [1, 2] }),
      completeJob("a", { result: 1 }),
      completeJob("a", { result: 2 }),
    ],
  }),
  behaviour("an output collection that somebody overwrites", {
    resources: around(m.service("a", { type: "a", loop: over })),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a", { result: 1, results: "broken" }),
      completeJob("a", { result: 2 }),
    ],
  }),
  behaviour("an output collection that somebody shortens", {
    resources: around(m.service("a", { type: "a", loop: over })),
    steps: [
      create("p", { items: [1, 2] }),
      completeJob("a", { result: 1, results: [] }),
      setVariables("a", { results: [7] }, false),
      completeJob("a", { result: 2 }),
    ],
  }),
  behaviour("an output element of a path", {
    resources: around(m.service("a", { type: "a", loop: { ...over, outputElement: "=result.value" } })),
    steps: [create("p", { items: [1] }), completeJob("a", { result: { value: 5, other: 1 } })],
  }),
  behaviour("an output collection that exists outside", {
    resources: around(m.service("a", { type: "a", loop: over })),
    steps: [create("p", { items: [1], results: "old" }), completeJob("a", { result: 1 })],
  }),
  behaviour("a completion condition that is met by the first of a sequence of calls", {
    resources: {
      "child.bpmn": jobChild,
      ...around(m.call("call", "child", { loop: { ...over, sequential: true, until: "=result = 1" } })),
    },
    steps: [create("p", { items: [1, 2] }), completeJob("x", { result: 1 })],
  }),
  behaviour("a loop over rule tasks without a decision", {
    resources: around(m.rule("r", { decision: "nothing", result: "result", loop: over })),
    steps: [create("p", { items: [1, 2] }), cancel("p")],
  }),
  behaviour("a loop within a loop of user tasks is cancelled", {
    resources: around(
      m.sub(
        "sub",
        [
          m.start("s"),
          m.user("u", { loop: { collection: "=item", element: "inner" } }),
          m.end("e"),
          ...m.flows("s > u > e"),
        ],
        { loop: { collection: "=items", element: "item" } },
      ),
    ),
    steps: [create("p", { items: [[1, 2], [3]] }), completeUserTask("u"), cancel("p")],
  }),
  behaviour("a script task in a loop that fails once", {
    resources: around(m.script("s", { expression: "=assert(item, item > 1)", result: "result", loop: over })),
    steps: [create("p", { items: [2, 1] }), setVariables("p", { items: [2, 5] }), resolveIncident()],
  }),
  behaviour("commands on a user task with no key", {
    resources: around(m.user("u")),
    steps: [
      create("p"),
      command("complete without a key", () => ({
        valueType: "USER_TASK",
        intent: "COMPLETE",
        key: -1,
        value: { userTaskKey: -1 },
      })),
    ],
  }),
  behaviour("bindings to what the deployment lacks are refused", {
    resources: {},
    steps: [
      deploy({
        "p.bpmn": m.process("p", [
          m.start("start"),
          m.call("call", "child", { binding: "deployment" }),
          m.rule("r", { decision: "v", result: "r", binding: "deployment" }),
          m.user("u", { form: "f", formBinding: "deployment" }),
          m.sub("sub", [
            m.start("s"),
            m.call("inner", "other", { binding: "deployment" }),
            m.end("e"),
            ...m.flows("s > inner > e"),
          ]),
          m.end("end"),
          m.flows("start > call > r > u > sub > end"),
        ]),
      }),
      deploy({
        "p.bpmn": m.process("p", [
          m.start("start"),
          m.call("call", "=which", { binding: "deployment" }),
          m.call("self", "p", { binding: "deployment" }),
          m.end("end"),
          m.flows("start > call > self > end"),
        ]),
      }),
      deploy({
        "a.bpmn": m.process("a", [
          m.start("start"),
          m.call("call", "b", { binding: "deployment" }),
          m.end("end"),
          m.flows("start > call > end"),
        ]),
        "b.bpmn": m.process("b", [
          m.start("start"),
          m.call("call", "c", { binding: "deployment" }),
          m.end("end"),
          m.flows("start > call > end"),
        ]),
      }),
    ],
  }),
];
