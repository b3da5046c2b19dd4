import {
  activate,
  advance,
  assign,
  behaviour,
  cancel,
  claim,
  command,
  completeJob,
  completeUserTask,
  create,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  updateJob,
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

/** Task listeners that fail, that something interrupts, and commands that come while they are open. */
export const taskListenerTroubles: readonly Behaviour[] = [
  behaviour("canceling", {
    resources: task(["canceling:c1", "canceling:c2"]),
    steps: [create("p"), cancel(), completeJob("c1"), completeJob("c2")],
  }),
  behaviour("canceling by a boundary event", {
    resources: around(
      extended(m.user("u"), taskListeners("canceling:c1")),
      m.boundary("b", "u", { definition: m.error("E") }),
      m.boundary("m", "u", { definition: m.signal("sig") }),
      m.end("e1"),
      m.end("e2"),
      m.flows("b > e1", "m > e2"),
    ),
    steps: [
      create("p"),
      command("broadcast sig", () => ({
        valueType: "SIGNAL",
        intent: "BROADCAST",
        value: { signalName: "sig", variables: { v: 1 } },
      })),
      activate("c1"),
      completeJob("c1"),
    ],
  }),
  behaviour("canceling while another listener is open", {
    resources: task(["creating:c1", "canceling:x1"]),
    steps: [create("p"), cancel(), completeJob("x1")],
  }),
  behaviour("canceling while a completing listener is open", {
    resources: task(["completing:c1", "canceling:x1"]),
    steps: [create("p"), completeUserTask("u"), cancel(), completeJob("c1"), completeJob("x1")],
  }),
  behaviour("cancelled while a listener is open", {
    resources: task(["creating:c1"]),
    steps: [create("p"), cancel()],
  }),
  behaviour("cancelled while an assigning listener is open", {
    resources: task(["assigning:a1"]),
    steps: [create("p"), assign("u", "ann"), cancel()],
  }),
  behaviour("all listeners and a cancellation", {
    resources: task(all),
    steps: [
      create("p"),
      completeJob("creating1"),
      completeJob("creating2"),
      cancel(),
      completeJob("canceling1"),
      completeJob("canceling2"),
    ],
  }),
  behaviour("commands while a listener is open", {
    resources: task(["completing:c1"]),
    steps: [
      create("p"),
      completeUserTask("u"),
      completeUserTask("u"),
      assign("u", "ann"),
      claim("u", "ann"),
      updateUserTask("u", { priority: 1 }),
      setVariables("u", { v: 1 }),
      completeJob("c1"),
    ],
  }),
  behaviour("commands while a creating listener is open", {
    resources: task(["creating:c1"]),
    steps: [
      create("p"),
      completeUserTask("u"),
      assign("u", "ann"),
      claim("u", "ann"),
      updateUserTask("u", { priority: 1 }),
      setVariables("u", { v: 1 }, true),
      completeJob("c1"),
    ],
  }),
  behaviour("commands while assigning, updating and canceling listeners are open", {
    resources: task(["assigning:a1", "updating:u1", "canceling:x1"]),
    steps: [
      create("p"),
      assign("u", "ann"),
      completeUserTask("u"),
      completeJob("a1"),
      updateUserTask("u", { priority: 1 }),
      claim("u", "ann"),
      setVariables("u", { v: 1 }, true),
      completeJob("u1"),
      setVariables("u", { v: 2 }, true),
      setVariables("u", { v: 3 }, true),
      completeUserTask("u"),
      completeJob("u1"),
      cancel(),
      completeUserTask("u"),
      updateUserTask("u", { priority: 2 }),
      setVariables("u", { v: 4 }, true),
    ],
  }),
  behaviour("a listener fails until no retry is left", {
    resources: task(["completing:c1"]),
    steps: [
      create("p"),
      completeUserTask("u"),
      failJob("c1", 1, { errorMessage: "once", variables: { f: 1 } }),
      failJob("c1", 0, { errorMessage: "twice" }),
      resolveIncident(),
      updateJob("c1", { retries: 1 }),
      resolveIncident(),
      completeJob("c1"),
    ],
  }),
  behaviour("a creating listener without retries", {
    resources: task(["creating:c1"]),
    steps: [create("p"), failJob("c1", 0), updateJob("c1", { retries: 1 }), resolveIncident(), completeJob("c1")],
  }),
  behaviour("a canceling listener without retries", {
    resources: task(["canceling:c1"]),
    steps: [
      create("p"),
      cancel(),
      failJob("c1", 0),
      updateJob("c1", { retries: 1 }),
      resolveIncident(),
      completeJob("c1"),
    ],
  }),
  behaviour("cancelled while a listener has an incident", {
    resources: task(["completing:c1"]),
    steps: [create("p"), completeUserTask("u"), failJob("c1", 0), cancel()],
  }),
  behaviour("a listener throws an error", {
    resources: task(["creating:c1"]),
    steps: [create("p"), throwError("c1", "E"), completeJob("c1")],
  }),
  behaviour("a listener's type that fails on creation", {
    resources: task([{ event: "creating", type: "=t", retries: "=n" }]),
    steps: [
      create("p"),
      setVariables("p", { t: "c1", n: 2 }),
      resolveIncident(),
      completeJob("c1"),
      completeUserTask("u"),
    ],
  }),
  behaviour("a listener's type that fails on completion", {
    resources: task(["completing:c0", { event: "completing", type: "=t" }]),
    steps: [
      create("p"),
      completeUserTask("u", { r: 1 }),
      completeJob("c0"),
      setVariables("p", { t: "c1" }),
      resolveIncident(),
      completeJob("c1"),
    ],
  }),
  behaviour("a listener's type that fails on assignment", {
    resources: task([{ event: "assigning", type: "=t" }]),
    steps: [create("p"), assign("u", "ann"), setVariables("p", { t: "a1" }), resolveIncident(), completeJob("a1")],
  }),
  behaviour("a listener's type that fails on update and cancellation", {
    resources: task([
      { event: "updating", type: "=t" },
      { event: "canceling", type: "=t" },
    ]),
    steps: [
      create("p"),
      updateUserTask("u", { priority: 1 }),
      setVariables("p", { t: "x" }),
      resolveIncident(),
      completeJob("x"),
      setVariables("p", { t: null }),
      cancel(),
      setVariables("p", { t: "x" }),
      resolveIncident(),
      completeJob("x"),
    ],
  }),
  behaviour("a listener's type that fails when variables are set", {
    resources: task([{ event: "updating", type: "=t" }]),
    steps: [
      create("p"),
      setVariables("u", { v: 1 }, true),
      setVariables("p", { t: "x" }),
      resolveIncident(),
      completeJob("x"),
    ],
  }),
  behaviour("execution listeners around task listeners", {
    resources: around(
      extended(
        m.user("u", {
          assignee: "ann",
          listeners: [
            { event: "start", type: "s" },
            { event: "end", type: "e" },
          ],
        }),
        taskListeners("creating:c", "assigning:a", "completing:co"),
      ),
    ),
    steps: [
      create("p"),
      completeJob("s"),
      completeJob("c"),
      completeJob("a"),
      completeUserTask("u", { r: 1 }),
      completeJob("co"),
      completeJob("e"),
    ],
  }),
  behaviour("user tasks in a multi-instance body", {
    resources: task(["creating:c1", "completing:c2", "canceling:c3"], {
      loop: { collection: "=[1, 2]", element: "i" },
    }),
    steps: [
      create("p"),
      completeJob("c1"),
      completeJob("c1"),
      completeUserTask("u"),
      completeJob("c2"),
      cancel(),
      completeJob("c3"),
    ],
  }),
  behaviour("canceling of several user tasks", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.parallel("fork"),
        extended(m.user("u1"), taskListeners("canceling:c1")),
        extended(m.user("u2"), taskListeners("canceling:c2")),
        m.service("s", "s"),
        m.end("e1"),
        m.end("e2"),
        m.end("e3"),
        m.flows("start > fork > u1 > e1", "fork > u2 > e2", "fork > s > e3"),
      ]),
    },
    steps: [create("p"), cancel(), completeJob("c1"), completeJob("c2")],
  }),
  behaviour("canceling twice", {
    resources: task(["canceling:c1"]),
    steps: [create("p"), cancel(), cancel(), completeJob("c1")],
  }),
  behaviour("canceling in a sub-process that an event interrupts", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("start"),
        m.sub("sub", [
          m.start("s"),
          extended(m.user("u"), taskListeners("canceling:c1")),
          m.end("e"),
          ...m.flows("s > u > e"),
        ]),
        m.boundary("b", "sub", { definition: m.message("go", "=key") }),
        m.end("end"),
        m.end("e2"),
        m.flows("start > sub > end", "b > e2"),
      ]),
    },
    steps: [
      create("p", { key: "k" }),
      command("publish go", () => ({
        valueType: "MESSAGE",
        intent: "PUBLISH",
        value: {
          name: "go",
          correlationKey: "k",
          timeToLive: 0,
          messageId: "",
          variables: { v: 1 },
          tenantId: "<default>",
        },
      })),
      completeJob("c1"),
    ],
  }),
  behaviour("canceling in a called process", {
    resources: {
      ...task(["canceling:c1"]),
      "q.bpmn": m.process("q", [m.start("s"), m.call("call", "p"), m.end("e"), m.flows("s > call > e")]),
    },
    steps: [create("q"), cancel("q"), completeJob("c1")],
  }),
  behaviour("broken expressions of a task listener", {
    resources: task([{ event: "creating", type: "=1 +", retries: "many" }]),
    steps: [create("p"), resolveIncident(), cancel()],
  }),
  behaviour("retries of a task listener that are a word", {
    resources: task([{ event: "completing", type: "x", retries: "many" }]),
    steps: [create("p"), completeUserTask("u"), cancel()],
  }),
  behaviour("commands while a claim is open", {
    resources: task(["assigning:a1"]),
    steps: [
      create("p"),
      claim("u", "ann"),
      claim("u", ""),
      claim("u", "bob"),
      completeUserTask("u"),
      setVariables("u", { v: 1 }, true),
      completeJob("a1"),
    ],
  }),
  behaviour("a boundary event interrupts an open listener", {
    resources: around(
      extended(m.user("u"), taskListeners("completing:c1", "canceling:x1")),
      m.boundary("b", "u", { definition: m.message("go", "=key") }),
      m.boundary("t", "u", { definition: m.timer("duration", "PT1H"), interrupting: false }),
      m.end("e1"),
      m.end("e2"),
      m.flows("b > e1", "t > e2"),
    ),
    steps: [
      create("p", { key: "k" }),
      completeUserTask("u"),
      advance("PT2H"),
      publish("go", "k", { variables: { v: 1 } }),
      completeJob("x1"),
    ],
  }),
  behaviour("a broken listener's incident and a cancellation", {
    resources: task([
      { event: "completing", type: "=t" },
      { event: "canceling", type: "x" },
    ]),
    steps: [create("p"), completeUserTask("u"), cancel(), completeJob("x")],
  }),
  behaviour("time passes while a listener is open", {
    resources: task(["completing:c1"], { due: "2026-01-06T08:00:00Z" }),
    steps: [
      create("p"),
      completeUserTask("u"),
      activate("c1", { timeout: 1000 }),
      advance("PT5S"),
      activate("c1"),
      completeJob("c1"),
    ],
  }),
];
