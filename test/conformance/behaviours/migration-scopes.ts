import {
  behaviour,
  completeJob,
  completeLastJob,
  completeUserTask,
  create,
  failJob,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { migrate, modify } from "../repair-steps.ts";
import { pair, task, single, inSub, loopTask, joined, usual } from "./migration-models.ts";

const loops: readonly Behaviour[] = [
  behaviour("a parallel loop", {
    resources: pair(loopTask("a"), loopTask("b")),
    steps: [create("p"), migrate("q", { a: "b" }), completeJob("a"), completeJob("a")],
  }),
  behaviour("a sequential loop", {
    resources: pair(loopTask("a", { sequential: true }), loopTask("b", { sequential: true, element: "thing" })),
    steps: [create("p"), migrate("q", { a: "b" }), completeJob("a"), completeJob("b")],
  }),
  behaviour("a loop that changes its kind", {
    resources: pair(loopTask("a", { sequential: true }), loopTask("b")),
    steps: [create("p"), migrate("q", { a: "b" }), migrate("q", { a: "b" })],
  }),
  behaviour("a loop to a task without", {
    resources: pair(loopTask("a"), task("b")),
    steps: [create("p"), migrate("q", { a: "b" })],
  }),
  behaviour("a task to a loop", {
    resources: pair(task("a"), loopTask("b")),
    steps: [create("p"), migrate("q", { a: "b" })],
  }),
  behaviour("a loop of sub-processes", {
    resources: pair(
      inSub("sub", "a", { loop: { collection: "=[1,2]", element: "item" } }),
      inSub("tub", "b", { loop: { collection: "=[1,2,3]", element: "item" } }),
    ),
    steps: [create("p"), migrate("q", { sub: "tub", a: "b" }), completeJob("a"), completeJob("a")],
  }),
  behaviour("a loop whose output has another name", {
    resources: pair(loopTask("a"), loopTask("b", { outputCollection: "other", outputElement: "=item * 2" })),
    steps: [create("p"), completeJob("a"), migrate("q", { a: "b" }), completeJob("a")],
  }),
];

const joins: readonly Behaviour[] = [
  behaviour("a parallel join that waits", {
    resources: pair(joined("j", usual()), joined("k", usual("f", "k"))),
    steps: [
      create("p"),
      completeJob("a"),
      migrate("q", { b: "b", j: "k", "a-j": "a-k" }),
      completeJob("b"),
      completeJob("c"),
    ],
  }),
  behaviour("a parallel join that waits without a mapping", {
    resources: pair(joined("j", usual()), joined("k", usual("f", "k"))),
    steps: [
      create("p"),
      completeJob("a"),
      migrate("q", { b: "b" }),
      migrate("q", { b: "b", j: "k" }),
      migrate("q", { b: "b", j: "c", "a-j": "a-k" }),
      migrate("q", { b: "b", j: "k", "a-j": "b-k" }),
      completeJob("b"),
    ],
  }),
  behaviour("a join with more flows", {
    resources: pair(joined("j", usual()), [...joined("j", usual()), m.service("d", "d"), m.flows("f > d > j")]),
    steps: [
      create("p"),
      completeJob("a"),
      migrate("q", { b: "b", j: "j", "a-j": "a-j" }),
      completeJob("b"),
      modify({ activate: ["d"] }),
      completeJob("d"),
    ],
  }),
  behaviour("a join with fewer flows", {
    resources: pair([...joined("j", usual()), m.service("d", "d"), m.flows("f > d > j")], joined("j", usual())),
    steps: [create("p"), completeJob("a"), migrate("q", { b: "b", d: "b", j: "j", "a-j": "a-j" })],
  }),
  behaviour("a join in a sub-process", {
    resources: pair(
      single(
        m.sub("sub", [
          m.start("s"),
          m.parallel("f"),
          m.service("a", "a"),
          m.service("b", "b"),
          m.parallel("j"),
          m.end("e"),
          ...m.flows("s > f > a > j > e", "f > b > j"),
        ]),
      ),
      single(
        m.sub("sub", [
          m.start("s"),
          m.parallel("f"),
          m.service("a", "a"),
          m.service("b", "b"),
          m.parallel("k"),
          m.end("e"),
          ...m.flows("s > f > a > k > e", "f > b > k"),
        ]),
      ),
    ),
    steps: [
      create("p"),
      completeJob("b"),
      migrate("q", { sub: "sub", a: "a", j: "k", "b-j": "b-k" }),
      completeJob("a"),
    ],
  }),
  behaviour("an inclusive join that waits", {
    resources: pair(
      joined("j", ["start > f", "a > j > c > end", "b > j"], (id) => m.inclusive(id)).concat([
        m.when("f", "a", "=true"),
        m.when("f", "b", "=true"),
      ]),
      joined("k", ["start > f", "a > k > c > end", "b > k"], (id) => m.inclusive(id)).concat([
        m.when("f", "a", "=true"),
        m.when("f", "b", "=true"),
      ]),
    ),
    steps: [
      create("p"),
      completeJob("a"),
      migrate("q", { b: "b", j: "k", "a-j": "a-k" }),
      completeJob("b"),
      completeJob("c"),
    ],
  }),
  behaviour("a join that has had a token twice", {
    resources: pair(joined("j", usual()), joined("k", usual("f", "k"))),
    steps: [
      create("p"),
      modify({ activate: ["a"] }),
      completeJob("a"),
      completeJob("a"),
      migrate("q", { b: "b", j: "k", "a-j": "a-k" }),
      completeJob("b"),
      completeLastJob("c"),
    ],
  }),
];

const conversion: readonly Behaviour[] = [
  behaviour("a job-based user task to a Camunda user task", {
    resources: pair(
      single(
        m.userJob("u", {
          attributes: [
            '<zeebe:assignmentDefinition assignee="me" candidateGroups="=[&quot;g&quot;]" candidateUsers="a,b"/>',
            '<zeebe:taskSchedule dueDate="2026-02-01T00:00:00Z" followUpDate="2026-01-20T00:00:00Z"/>',
          ],
          headers: { own: "1" },
        }),
      ),
      single(m.user("w", { assignee: "you", priority: "80", groups: "h", due: "2026-03-01T00:00:00Z" })),
    ),
    steps: [create("p"), migrate("q", { u: "w" }), completeUserTask("w")],
  }),
  behaviour("a plain job-based user task to a Camunda user task", {
    resources: pair(single(m.userJob("u")), single(m.user("u"))),
    steps: [create("p", { v: 1 }), migrate("q", { u: "u" }), completeUserTask("u", { w: 1 })],
  }),
  behaviour("a Camunda user task to a job-based one", {
    resources: pair(single(m.user("u")), single(m.userJob("u"))),
    steps: [create("p"), migrate("q", { u: "u" })],
  }),
  behaviour("a job-based user task that has failed to a Camunda user task", {
    resources: pair(single(m.userJob("u")), single(m.user("u"))),
    steps: [create("p"), failJob("io.camunda.zeebe:userTask", 0), migrate("q", { u: "u" })],
  }),
  behaviour("a job-based user task without a job to a Camunda user task", {
    resources: pair(single(m.userJob("u", { inputs: { x: "=assert(v, v > 1)" } })), single(m.user("u"))),
    steps: [create("p"), migrate("q", { u: "u" })],
  }),
];

/** Migration of process instances: loops, joins that wait, older user tasks. */
export const migrationScopes: readonly Behaviour[] = [...loops, ...joins, ...conversion];
