import {
  activate,
  advance,
  assign,
  behaviour,
  cancel,
  claim,
  completeJob,
  completeUserTask,
  create,
  setVariables,
  updateUserTask,
  type Behaviour,
} from "../behaviour.ts";
import { around, extended } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import { taskListeners, type ListenerText } from "../model/listeners.ts";

const task = (listeners: readonly ListenerText[], options: m.UserTaskOptions = {}) =>
  around(extended(m.user("u", options), taskListeners(...listeners)));
const EVENTS = ["creating", "assigning", "updating", "completing", "canceling"] as const;
const all = EVENTS.flatMap((event) => [`${event}:${event}1`, `${event}:${event}2`]);
const rich: m.UserTaskOptions = {
  assignee: "ann",
  groups: '=["g1"]',
  users: '=["bob"]',
  due: "2026-01-07T08:00:00Z",
  followUp: "2026-01-06T08:00:00Z",
  priority: "70",
  headers: { one: "1" },
  externalReference: "https://example.org/form",
};

/** Task listeners: jobs that stand before each transition of a user task. */
export const taskListenersOfTasks: readonly Behaviour[] = [
  behaviour("creating", {
    resources: task(["creating:c1", "creating:c2"]),
    steps: [create("p"), completeJob("c1"), completeJob("c2"), completeUserTask("u")],
  }),
  behaviour("creating and assigning with an assignee from the model", {
    resources: task(["creating:c1", "assigning:a1"], { assignee: "=who" }),
    steps: [create("p", { who: "ann" }), completeJob("c1"), completeJob("a1"), completeUserTask("u")],
  }),
  behaviour("the headers of a listener's job", {
    resources: task(["creating:c1", "assigning:a1", "updating:u1", "completing:co1"], rich),
    steps: [
      create("p"),
      activate("c1"),
      completeJob("c1"),
      activate("a1"),
      completeJob("a1"),
      updateUserTask("u", { priority: 10, dueDate: "" }),
      activate("u1"),
      completeJob("u1"),
      completeUserTask("u", { r: 1 }),
      activate("co1"),
      completeJob("co1"),
    ],
  }),
  behaviour("assigning on a command", {
    resources: task(["assigning:a1", "assigning:a2"]),
    steps: [create("p"), assign("u", "ann"), completeJob("a1"), completeJob("a2"), completeUserTask("u")],
  }),
  behaviour("assigning on a claim", {
    resources: task(["assigning:a1"]),
    steps: [create("p"), claim("u", "ann"), completeJob("a1"), claim("u", "bob"), claim("u", "ann"), completeJob("a1")],
  }),
  behaviour("assigning when the assignment is taken back", {
    resources: task(["assigning:a1"], { assignee: "ann" }),
    steps: [create("p"), completeJob("a1"), assign("u", "", "unassign"), activate("a1"), completeJob("a1")],
  }),
  behaviour("updating on a command", {
    resources: task(["updating:u1", "updating:u2"], rich),
    steps: [
      create("p"),
      updateUserTask("u", { priority: 10, candidateGroupsList: ["g2"] }),
      completeJob("u1"),
      completeJob("u2"),
      updateUserTask("u", {}),
      completeJob("u1"),
      completeJob("u2"),
    ],
  }),
  behaviour("updating by variables of the task", {
    resources: task(["updating:u1", "updating:u2"]),
    steps: [
      create("p"),
      setVariables("u", { v: 1 }, true),
      activate("u1"),
      completeJob("u1"),
      completeJob("u2"),
      setVariables("u", { v: 2 }),
      completeJob("u1"),
      completeJob("u2"),
      setVariables("p", { v: 3 }),
    ],
  }),
  behaviour("variables of a task without updating listeners", {
    resources: around(m.user("u")),
    steps: [create("p"), setVariables("u", { v: 1 }, true), setVariables("u", { w: 1 }), completeUserTask("u")],
  }),
  behaviour("completing", {
    resources: task(["completing:c1", "completing:c2"], { outputs: { o: "=r" } }),
    steps: [create("p"), completeUserTask("u", { r: 1 }), activate("c1"), completeJob("c1"), completeJob("c2")],
  }),
  behaviour("variables of a listener's job", {
    resources: task(["creating:c1", "completing:c2"]),
    steps: [create("p"), completeJob("c1", { c: 1 }), completeUserTask("u", { r: 1 }), completeJob("c2", { d: 1 })],
  }),
  behaviour("all listeners", {
    resources: task(all, { assignee: "ann" }),
    steps: [
      create("p"),
      completeJob("creating1"),
      completeJob("creating2"),
      completeJob("assigning1"),
      completeJob("assigning2"),
      updateUserTask("u", { priority: 5 }),
      completeJob("updating1"),
      completeJob("updating2"),
      completeUserTask("u"),
      completeJob("completing1"),
      completeJob("completing2"),
    ],
  }),
  behaviour("a listener's type uses the task's variables", {
    resources: task([{ event: "completing", type: "=r" }], { inputs: { l: "=1" } }),
    steps: [create("p"), completeUserTask("u", { r: "c1" }), activate("c1"), completeJob("c1")],
  }),
  behaviour("the same task listener twice", {
    resources: task(["creating:x", "creating:x"]),
    steps: [create("p"), completeJob("x"), completeJob("x")],
  }),
  behaviour("task listeners by their older words", {
    resources: task(["create:c", "assignment:a", "update:u1", "complete:co", "cancel:x"]),
    steps: [
      create("p"),
      completeJob("c"),
      assign("u", "ann"),
      completeJob("a"),
      updateUserTask("u", { priority: 1 }),
      completeJob("u1"),
      completeUserTask("u"),
      completeJob("co"),
      create("p"),
      completeJob("c"),
      cancel(),
      completeJob("x"),
    ],
  }),
  behaviour("variables that a listener fetches", {
    resources: task(["completing:c1"], { inputs: { l: "=1" } }),
    steps: [
      create("p", { a: 1, b: 2 }),
      completeUserTask("u", { r: 1, a: 5 }),
      activate("c1", { fetch: ["r", "b"], timeout: 1000 }),
      advance("PT5S"),
      activate("c1"),
    ],
  }),
  behaviour("a listener with a form", {
    resources: {
      ...task(["creating:c1"], { form: "form-1" }),
      "form-1.form": JSON.stringify({ id: "form-1", type: "default", components: [] }),
    },
    steps: [create("p"), activate("c1"), completeJob("c1")],
  }),
  behaviour("setting variables in a scope above a task", {
    resources: task(["updating:u1"], { inputs: { l: "=1" } }),
    steps: [
      create("p", { a: 1 }),
      setVariables("p", { a: 2 }),
      setVariables("u", {}),
      setVariables("u", { l: 2, a: 3 }),
      completeJob("u1"),
    ],
  }),
];
