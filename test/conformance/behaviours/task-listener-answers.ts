import {
  activate,
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
import type { JsonObject } from "../../../src/engine/core/record.ts";

const task = (listeners: readonly ListenerText[], options: m.UserTaskOptions = {}) =>
  around(extended(m.user("u", options), taskListeners(...listeners)));
const result = (parts: JsonObject): JsonObject => ({ result: { type: "USER_TASK", ...parts } });
const correct = (type: string, corrections: JsonObject) =>
  completeJob(type, {}, result({ corrections, correctedAttributes: Object.keys(corrections) }));
const deny = (type: string, deniedReason?: string) =>
  completeJob(type, {}, result({ denied: true, ...(deniedReason === undefined ? {} : { deniedReason }) }));
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

/** What task listeners deny and correct. */
export const taskListenerAnswers: readonly Behaviour[] = [
  behaviour("denied variables of a task", {
    resources: task(["updating:u1"]),
    steps: [create("p"), setVariables("u", { v: 1 }, true), deny("u1", "no"), setVariables("u", { v: 2 }), deny("u1")],
  }),
  behaviour("denied assignment", {
    resources: task(["assigning:a1", "assigning:a2"], { assignee: "ann" }),
    steps: [
      create("p"),
      completeJob("a1"),
      completeJob("a2"),
      assign("u", "bob"),
      deny("a1", "not him"),
      assign("u", "bob"),
      completeJob("a1"),
      deny("a2"),
    ],
  }),
  behaviour("denied claim", {
    resources: task(["assigning:a1"]),
    steps: [create("p"), claim("u", "bob"), deny("a1", "not him"), claim("u", "ann"), completeJob("a1")],
  }),
  behaviour("denied assignment from the model", {
    resources: task(["assigning:a1"], { assignee: "ann" }),
    steps: [create("p"), deny("a1", "not her"), completeUserTask("u")],
  }),
  behaviour("denied update", {
    resources: task(["updating:u1"]),
    steps: [
      create("p"),
      updateUserTask("u", { priority: 10 }),
      deny("u1", "no"),
      updateUserTask("u", { priority: 10 }),
      completeJob("u1"),
    ],
  }),
  behaviour("denied completion", {
    resources: task(["completing:c1", "completing:c2"]),
    steps: [
      create("p"),
      completeUserTask("u", { r: 1 }),
      deny("c1", "not yet"),
      completeUserTask("u", { r: 2 }),
      completeJob("c1"),
      deny("c2"),
      completeUserTask("u", { r: 3 }),
      completeJob("c1"),
      completeJob("c2"),
    ],
  }),
  behaviour("denied creation", {
    resources: task(["creating:c1"]),
    steps: [create("p"), deny("c1", "no"), completeJob("c1")],
  }),
  behaviour("denied cancellation", {
    resources: task(["canceling:c1"]),
    steps: [create("p"), cancel(), deny("c1", "no"), completeJob("c1")],
  }),
  behaviour("denied with corrections", {
    resources: task(["completing:c1"]),
    steps: [
      create("p"),
      completeUserTask("u"),
      completeJob("c1", {}, result({ denied: true, corrections: { priority: 1 }, correctedAttributes: ["priority"] })),
      completeJob("c1"),
    ],
  }),
  behaviour("corrections on creation", {
    resources: task(["creating:c1", "creating:c2"], rich),
    steps: [
      create("p"),
      correct("c1", { assignee: "carl", priority: 1 }),
      activate("c2"),
      correct("c2", {
        candidateGroupsList: ["x"],
        candidateUsersList: [],
        dueDate: "",
        followUpDate: "2026-02-01T00:00:00Z",
      }),
      completeUserTask("u"),
    ],
  }),
  behaviour("an assignee corrected on creation, with assigning listeners", {
    resources: task(["creating:c1", "assigning:a1"], { assignee: "ann" }),
    steps: [create("p"), correct("c1", { assignee: "carl" }), activate("a1"), completeJob("a1")],
  }),
  behaviour("an assignee taken away on creation", {
    resources: task(["creating:c1", "assigning:a1"], { assignee: "ann" }),
    steps: [create("p"), correct("c1", { assignee: "" }), completeUserTask("u")],
  }),
  behaviour("an assignee given on creation", {
    resources: task(["creating:c1", "assigning:a1"]),
    steps: [create("p"), correct("c1", { assignee: "carl" }), completeJob("a1"), completeUserTask("u")],
  }),
  behaviour("corrections on assignment", {
    resources: task(["assigning:a1", "assigning:a2"]),
    steps: [
      create("p"),
      assign("u", "ann"),
      correct("a1", { assignee: "bob", priority: 3 }),
      correct("a2", { priority: 4 }),
    ],
  }),
  behaviour("an assignee corrected back", {
    resources: task(["assigning:a1", "assigning:a2"], { assignee: "ann" }),
    steps: [
      create("p"),
      completeJob("a1"),
      completeJob("a2"),
      assign("u", "bob"),
      correct("a1", { assignee: "ann" }),
      completeJob("a2"),
    ],
  }),
  behaviour("corrections on update", {
    resources: task(["updating:u1"], rich),
    steps: [
      create("p"),
      updateUserTask("u", { priority: 3 }),
      correct("u1", { priority: 70, assignee: "zoe", dueDate: "2027-01-01T00:00:00Z" }),
      updateUserTask("u", { priority: 3 }),
      correct("u1", { candidateUsersList: ["x", "y"] }),
    ],
  }),
  behaviour("corrections on completion", {
    resources: task(["completing:c1", "completing:c2"], rich),
    steps: [
      create("p"),
      completeUserTask("u", { r: 1 }),
      correct("c1", { assignee: "zoe", candidateGroupsList: [] }),
      completeJob("c2"),
    ],
  }),
  behaviour("corrections on cancellation", {
    resources: task(["canceling:c1", "canceling:c2"], rich),
    steps: [create("p"), cancel(), correct("c1", { assignee: "zoe" }), activate("c2"), completeJob("c2")],
  }),
  behaviour("corrections that change nothing", {
    resources: task(["completing:c1"], rich),
    steps: [create("p"), completeUserTask("u"), correct("c1", { assignee: "ann", priority: 70 })],
  }),
  behaviour("corrections that are then denied", {
    resources: task(["completing:c1", "completing:c2"], rich),
    steps: [
      create("p"),
      completeUserTask("u"),
      correct("c1", { assignee: "zoe" }),
      deny("c2", "no"),
      completeUserTask("u"),
      completeJob("c1"),
      completeJob("c2"),
    ],
  }),
  behaviour("a correction of something that cannot be corrected", {
    resources: task(["completing:c1"]),
    steps: [
      create("p"),
      completeUserTask("u"),
      completeJob(
        "c1",
        {},
        result({ corrections: { priority: 1 }, correctedAttributes: ["priority", "elementId", "owner"] }),
      ),
      completeJob("c1"),
    ],
  }),
  behaviour("corrections of an execution listener and of a job", {
    resources: around(m.service("a", "a")),
    steps: [
      create("p"),
      completeJob(
        "a",
        {},
        result({ denied: true, deniedReason: "no", corrections: { priority: 1 }, correctedAttributes: ["priority"] }),
      ),
    ],
  }),
  behaviour("corrections on creation with an assignee from the model", {
    resources: task(["creating:c1", "creating:c2", "assigning:a1"], rich),
    steps: [
      create("p"),
      correct("c1", { priority: 1 }),
      activate("c2"),
      correct("c2", {
        candidateGroupsList: ["x"],
        candidateUsersList: [],
        dueDate: "",
        followUpDate: "2026-02-01T00:00:00Z",
      }),
      completeJob("a1"),
      completeUserTask("u"),
    ],
  }),
  behaviour("a result with several faults", {
    resources: task(["creating:c1", "completing:c2"], { assignee: "ann" }),
    steps: [
      create("p"),
      completeJob(
        "c1",
        { v: 1 },
        result({ denied: true, corrections: { assignee: "x" }, correctedAttributes: ["assignee", "owner"] }),
      ),
      completeJob(
        "c1",
        {},
        result({ denied: true, corrections: { assignee: "x" }, correctedAttributes: ["assignee", "owner"] }),
      ),
      completeJob("c1", {}, result({ corrections: { assignee: "x" }, correctedAttributes: ["assignee", "owner"] })),
      completeJob("c1", {}, result({ corrections: { priority: 1 } })),
      completeUserTask("u"),
      completeJob("c2", {}, result({ denied: true, corrections: { assignee: "x" }, correctedAttributes: ["owner"] })),
      completeJob("c2", {}, result({ deniedReason: "only a reason" })),
    ],
  }),
];
