import {
  activate,
  advance,
  assign,
  behaviour,
  cancel,
  claim,
  command,
  completeUserTask,
  create,
  deploy,
  resolveIncident,
  setVariables,
  updateUserTask,
  type Behaviour,
} from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import type { JsonObject } from "../../../src/engine/core/record.ts";
import * as m from "../model/bpmn.ts";

const around = (options: m.UserTaskOptions = {}): Record<string, string> => ({
  "p.bpmn": m.process("p", [m.start("start"), m.user("u", options), m.end("end"), m.flows("start > u > end")]),
});
const form = (text: string) =>
  JSON.stringify({ id: "form-1", type: "default", schemaVersion: 18, components: [{ type: "text", text }] });
const unknown = (intent: string, value: JsonObject = {}) =>
  command(`${intent} an unknown user task`, () => ({
    valueType: "USER_TASK",
    intent,
    key: NO_KEY,
    value: { userTaskKey: NO_KEY, ...value },
  }));
const over = (intent: string, value: JsonObject = {}) =>
  command(`${intent} a user task that is over`, (known) => {
    const key = known.anyUserTask("u");
    return { valueType: "USER_TASK", intent, key, value: { userTaskKey: key, ...value } };
  });

/** User tasks of Camunda's kind. */
export const userTasks: readonly Behaviour[] = [
  behaviour("created and completed", {
    resources: around(),
    steps: [create("p", { a: 1 }), completeUserTask("u", { b: 2 })],
  }),
  behaviour("all attributes", {
    resources: around({
      assignee: "=who",
      groups: '=["g1", "g2"]',
      users: "ann, bob",
      due: "=due",
      followUp: "2026-01-06T08:00:00+01:00",
      priority: "=70 + 5",
      headers: { one: "1" },
      name: "Look at it",
      externalReference: "https://example.org/form",
    }),
    steps: [create("p", { who: "ann", due: "2026-01-07T08:00:00Z" }), completeUserTask("u")],
  }),
  behaviour("static assignee and groups", {
    resources: around({ assignee: "ann", groups: "g1, g2,g3", priority: "80" }),
    steps: [create("p")],
  }),
  behaviour("an empty assignee and null attributes", {
    resources: around({ assignee: "=who", groups: "=groups", due: "=due" }),
    steps: [create("p", { who: null, groups: null, due: null })],
  }),
  behaviour("candidate groups that are no list of texts", {
    resources: around({ groups: "=groups" }),
    steps: [
      create("p", { groups: [1, 2] }),
      create("p", { groups: "g1,g2" }),
      setVariables("p", { groups: ["x"] }),
      resolveIncident(),
    ],
  }),
  behaviour("an assignee that is no text", {
    resources: around({ assignee: "=who" }),
    steps: [create("p", { who: 5 }), setVariables("p", { who: "ann" }), resolveIncident()],
  }),
  behaviour("an empty assignee text", { resources: around({ assignee: "=who" }), steps: [create("p", { who: "" })] }),
  behaviour("a due date that is no date", {
    resources: around({ due: "=due" }),
    steps: [
      create("p", { due: "tomorrow" }),
      create("p", { due: 5 }),
      setVariables("p", { due: "2026-01-07T08:00:00Z" }),
      resolveIncident(),
    ],
  }),
  behaviour("a due date as FEEL value", {
    resources: around({ due: '=now() + duration("P7D")', followUp: '=date and time("2026-01-06T08:00:00")' }),
    steps: [create("p")],
  }),
  behaviour("a priority out of range", {
    resources: around({ priority: "=prio" }),
    steps: [
      create("p", { prio: 101 }),
      create("p", { prio: "high" }),
      create("p", { prio: 50.5 }),
      create("p", { prio: null }),
    ],
  }),
  behaviour("assign, claim and give back", {
    resources: around(),
    steps: [
      create("p"),
      assign("u", "ann"),
      claim("u", "bob"),
      claim("u", "ann"),
      assign("u", "bob", "override"),
      assign("u", "", "unassign"),
      claim("u", "bob"),
      completeUserTask("u"),
    ],
  }),
  behaviour("update attributes", {
    resources: around({ groups: '=["g1"]', users: '=["ann"]', due: "2026-01-07T08:00:00Z" }),
    steps: [
      create("p"),
      updateUserTask("u", { candidateGroupsList: ["g2", "g3"], priority: 10 }),
      updateUserTask("u", { candidateUsersList: [], dueDate: "" }),
      updateUserTask("u", { followUpDate: "2026-01-09T08:00:00Z" }),
      updateUserTask("u", {}),
      updateUserTask("u", { priority: 300 }),
      updateUserTask("u", { assignee: "x" }),
      updateUserTask("u", { dueDate: "never" }),
    ],
  }),
  behaviour("variables of the result", {
    resources: around({ inputs: { local: "=a" }, outputs: { out: "=decision" } }),
    steps: [create("p", { a: 1 }), completeUserTask("u", { decision: "yes", noise: 1 })],
  }),
  behaviour("cancel with an open user task", {
    resources: around({ assignee: "ann" }),
    steps: [create("p"), cancel()],
  }),
  behaviour("unknown user tasks", {
    resources: {},
    steps: [
      unknown("COMPLETE"),
      unknown("ASSIGN", { assignee: "x" }),
      unknown("CLAIM", { assignee: "x" }),
      unknown("UPDATE", { priority: 1, changedAttributes: ["priority"] }),
    ],
  }),
  behaviour("user tasks that are over", {
    resources: around(),
    steps: [
      create("p"),
      completeUserTask("u"),
      over("COMPLETE"),
      over("ASSIGN", { assignee: "x" }),
      over("CLAIM", { assignee: "x" }),
      over("UPDATE"),
    ],
  }),
  behaviour("claim without an assignee", { resources: around(), steps: [create("p"), claim("u", "")] }),
  behaviour("a linked form", {
    resources: { ...around({ form: "form-1" }), "form-1.form": form("one") },
    steps: [create("p"), deploy({ "form-1.form": form("two") }), create("p")],
  }),
  behaviour("a form bound to the deployment", {
    resources: { ...around({ form: "form-1", formBinding: "deployment" }), "form-1.form": form("one") },
    steps: [deploy({ "form-1.form": form("two") }), create("p")],
  }),
  behaviour("a form that is not there", {
    resources: around({ form: "form-1" }),
    steps: [create("p"), deploy({ "form-1.form": form("one") }), resolveIncident()],
  }),
  behaviour("two user tasks at once", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        m.user("u1"),
        m.user("u2"),
        m.parallel("join"),
        m.end("end"),
        m.flows("start > fork > u1 > join > end", "fork > u2 > join"),
      ]),
    },
    steps: [create("p"), completeUserTask("u1", { one: 1 }), completeUserTask("u2", { two: 2 })],
  }),
  behaviour("a user task in a sub-process of a call", {
    resources: {
      "parent.bpmn": m.process("parent", [
        m.start("start"),
        m.call("call", "p"),
        m.end("end"),
        m.flows("start > call > end"),
      ]),
      ...around({ assignee: "ann" }),
    },
    steps: [create("parent", { a: 1 }), completeUserTask("u", { b: 1 })],
  }),
  behaviour("time passes over a due date", {
    resources: around({ due: "2026-01-06T08:00:00Z" }),
    steps: [create("p"), advance("P3D"), completeUserTask("u")],
  }),
  behaviour("a user task as job with attributes", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.userJob("u", {
          attributes: ['<zeebe:assignmentDefinition assignee="ann" candidateGroups="g1,g2"/>'],
          headers: { h: "1" },
        }),
        m.end("end"),
        m.flows("start > u > end"),
      ]),
    },
    steps: [create("p"), activate("io.camunda.zeebe:userTask")],
  }),
];
