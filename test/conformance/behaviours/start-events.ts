import {
  advance,
  behaviour,
  broadcast,
  cancel,
  command,
  completeJob,
  correlate,
  create,
  deploy,
  publish,
  type Behaviour,
  type Step,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const started = (definition: m.EventDefinition, type = "a", options: m.JobOptions = {}): Record<string, string> => ({
  "p.bpmn": m.process("p", [m.start("s", definition, options), m.service("a", type), m.end("e"), m.flows("s > a > e")]),
});
const go = m.message("go");
const remove = (processId: string): Step =>
  command(`delete ${processId}`, (known) => ({
    valueType: "RESOURCE_DELETION",
    intent: "DELETE",
    value: { resourceKey: known.definition(processId) },
  }));
const cycle = (text: string, ...steps: readonly Step[]): Behaviour =>
  behaviour(`cycle ${text}`, { resources: started(m.timer("cycle", text)), steps });
const date = (text: string, ...steps: readonly Step[]): Behaviour =>
  behaviour(`date ${text}`, { resources: started(m.timer("date", text)), steps });
const duration = (text: string, ...steps: readonly Step[]): Behaviour =>
  behaviour(`duration ${text}`, { resources: started(m.timer("duration", text)), steps });

/** Message, timer and signal start events: versions, uniqueness, deletion. */
export const startEvents: readonly Behaviour[] = [
  behaviour("a message starts an instance with its variables", {
    resources: started(go, "a", { outputs: { o: "=v" } }),
    steps: [publish("go", "k", { variables: { v: 1 } }), completeJob("a")],
  }),
  behaviour("one instance for each correlation key", {
    resources: started(go),
    steps: [publish("go", "k"), publish("go", "k"), publish("go", "other"), completeJob("a"), publish("go", "k")],
  }),
  behaviour("messages without a correlation key start as many as they are", {
    resources: started(go),
    steps: [publish("go", ""), publish("go", ""), publish("go", "", { ttl: 60_000 })],
  }),
  behaviour("a buffered message starts the next instance when the first ends", {
    resources: started(go),
    steps: [
      publish("go", "k", { ttl: 600_000, variables: { n: 1 } }),
      publish("go", "k", { ttl: 600_000, variables: { n: 2 } }),
      publish("go", "k", { ttl: 600_000, variables: { n: 3 } }),
      completeJob("a"),
      cancel(),
      completeJob("a"),
    ],
  }),
  behaviour("a buffered message that expires starts nothing", {
    resources: started(go),
    steps: [publish("go", "k"), publish("go", "k", { ttl: 60_000 }), advance("PT5M"), completeJob("a")],
  }),
  behaviour("a message that was there before the process", {
    resources: {},
    steps: [publish("go", "k", { ttl: 600_000 }), deploy(started(go))],
  }),
  behaviour("a buffered message and a new version", {
    resources: started(go),
    steps: [
      publish("go", "k", { ttl: 600_000 }),
      publish("go", "k", { ttl: 600_000 }),
      deploy(started(go, "b")),
      completeJob("a"),
    ],
  }),
  behaviour("a new version takes the messages", {
    resources: started(go),
    steps: [deploy(started(go, "b")), publish("go", "k"), publish("go", "k"), completeJob("b")],
  }),
  behaviour("a new version with another message", {
    resources: started(go),
    steps: [deploy(started(m.message("come"))), publish("go", "k"), publish("come", "k")],
  }),
  behaviour("a new version without a message", {
    resources: started(go),
    steps: [
      deploy({ "p.bpmn": m.process("p", [m.start("s"), m.end("e"), m.flows("s > e")]) }),
      publish("go", "k"),
      create("p"),
    ],
  }),
  behaviour("the lock holds across versions", {
    resources: started(go),
    steps: [publish("go", "k"), deploy(started(go, "b")), publish("go", "k"), completeJob("a"), publish("go", "k")],
  }),
  behaviour("two processes with one message", {
    resources: {
      "p.bpmn": m.process("p", [m.start("s", go), m.service("a", "a"), m.end("e"), m.flows("s > a > e")]),
      "q.bpmn": m.process("q", [m.start("s", go), m.service("b", "b"), m.end("e"), m.flows("s > b > e")]),
    },
    steps: [publish("go", "k"), publish("go", "k"), completeJob("b"), publish("go", "k")],
  }),
  behaviour("two messages start one process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s1", go),
        m.start("s2", m.message("come")),
        m.start("s3"),
        m.service("a", "a"),
        m.end("e"),
        m.flows("s1 > a > e", "s2 > a", "s3 > a"),
      ]),
    },
    steps: [publish("go", "k"), publish("come", "k"), publish("come", "j"), create("p")],
  }),
  behaviour("two messages of one name start one process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s1", go),
        m.start("s2", {
          ...go,
          text: go.text.replaceAll("message-go", "message-go-2"),
          root: { id: "message-go-2", text: '<bpmn:message id="message-go-2" name="go"/>' },
        }),
        m.end("e"),
        m.flows("s1 > e", "s2 > e"),
      ]),
    },
    steps: [],
  }),
  behaviour("a correlated message starts an instance", {
    resources: started(go),
    steps: [correlate("go", "k", { v: 1 }), correlate("go", "k"), completeJob("a"), correlate("go", "k")],
  }),
  behaviour("a message by its id starts once", {
    resources: started(go),
    steps: [
      publish("go", "k", { id: "1", ttl: 60_000 }),
      publish("go", "k", { id: "1", ttl: 60_000 }),
      completeJob("a"),
    ],
  }),
  behaviour("a message whose name is an expression", {
    resources: started(m.message('="g" + "o"')),
    steps: [publish("go", "k", { variables: { v: 1 } })],
  }),
  behaviour("a message starts only the newest after a deletion", {
    resources: started(go),
    steps: [deploy(started(go, "b")), remove("p"), publish("go", "k"), remove("p")],
  }),
  behaviour("a message start with an event sub-process and output mappings", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s", go, { outputs: { key: "=v" } }),
        m.service("a", "a"),
        m.end("e"),
        m.flows("s > a > e"),
        m.eventSub("es", [m.start("x", m.message("stop", "=key")), m.end("y"), ...m.flows("x > y")]),
      ]),
    },
    steps: [publish("go", "k", { variables: { v: "kk" } }), publish("stop", "kk")],
  }),
  behaviour("a failing output mapping of a message start", {
    resources: started(go, "a", { outputs: { o: "=assert(v, v != null)" } }),
    steps: [publish("go", "k"), cancel(), publish("go", "k", { variables: { v: 1 } })],
  }),
  behaviour("a signal starts an instance of each process and version", {
    resources: {
      ...started(m.signal("sig")),
      "q.bpmn": m.process("q", [m.start("s", m.signal("sig")), m.end("e"), m.flows("s > e")]),
    },
    steps: [
      broadcast("sig", { v: 1 }),
      deploy(started(m.signal("sig"), "b")),
      broadcast("sig"),
      remove("q"),
      broadcast("sig"),
    ],
  }),
  behaviour("a signal whose name is an expression", {
    resources: started(m.signal('="s" + "ig"')),
    steps: [broadcast("sig", { v: 1 })],
  }),
  behaviour("a new version with another signal", {
    resources: started(m.signal("sig")),
    steps: [deploy(started(m.signal("sog"))), broadcast("sig"), broadcast("sog")],
  }),
  behaviour("a signal and a message and a timer start one process", {
    resources: {
      "p.bpmn": m.process("p", [
        m.start("s1", m.signal("sig")),
        m.start("s2", go),
        m.start("s3", m.timer("duration", "PT1H")),
        m.end("e"),
        m.flows("s1 > e", "s2 > e", "s3 > e"),
      ]),
    },
    steps: [broadcast("sig"), publish("go", "k"), advance("PT2H"), create("p"), remove("p"), broadcast("sig")],
  }),
  date("2026-01-05T10:00:00Z", advance("PT1H"), advance("PT2H"), advance("PT2H")),
  date("2026-01-05T07:00:00Z", advance("PT1M"), advance("PT1H")),
  date('=date and time("2026-01-05T10:00:00Z")', advance("PT3H")),
  date('="2026-01-05T12:00:00+01:00"', advance("PT4H")),
  date('=now() + duration("PT1H")', advance("PT2H")),
  duration("PT1H", advance("PT2H"), advance("PT2H")),
  duration("PT0S", advance("PT1S")),
  behaviour("a negative duration", {
    resources: started(m.timer("duration", "-PT1H")),
    steps: [advance("PT1S")],
  }),
  duration("P1D", advance("PT23H"), advance("PT2H")),
  duration('=duration("PT30M")', advance("PT1H")),
  cycle("R3/PT1H", advance("PT1H"), advance("PT1H"), advance("PT1H"), advance("PT1H")),
  cycle("R/PT1H", advance("PT2H30M"), advance("PT1H")),
  cycle("R2/2026-01-05T12:00:00Z/PT1H", advance("PT3H"), advance("PT2H"), advance("PT2H")),
  cycle("R1/PT1H", advance("PT3H")),
  cycle("R0/PT1H", advance("PT3H")),
  cycle("R-1/PT1H", advance("PT90M"), advance("PT1H")),
  cycle('=cycle(2, duration("PT1H"))', advance("PT2H"), advance("PT2H")),
  cycle("0 0 12 * * *", advance("PT3H"), advance("P1D")),
  cycle("*/30 * * * * *", advance("PT20S"), advance("PT20S")),
  cycle("0 0 9-17 * * MON-FRI", advance("PT2H"), advance("PT1H")),
  cycle("@daily", advance("P1D")),
  cycle("@hourly", advance("PT30M"), advance("PT1H")),
  cycle("0 0 8 1 * *", advance("P27D")),
  cycle("0 30 9 * * 1#2", advance("P8D")),
  cycle("0 0 0 L * *", advance("P27D")),
  behaviour("a new version replaces the timers", {
    resources: started(m.timer("cycle", "R/PT1H")),
    steps: [advance("PT1H"), deploy(started(m.timer("cycle", "R/PT2H"), "b")), advance("PT1H"), advance("PT2H")],
  }),
  behaviour("a new version without timer", {
    resources: started(m.timer("cycle", "R/PT1H")),
    steps: [deploy({ "p.bpmn": m.process("p", [m.start("s"), m.end("e"), m.flows("s > e")]) }), advance("PT2H")],
  }),
  behaviour("the same version again keeps the timers", {
    resources: started(m.timer("cycle", "R/PT1H")),
    steps: [deploy(started(m.timer("cycle", "R/PT1H"))), advance("PT1H")],
  }),
  behaviour("a deleted version gives its timers to the one before", {
    resources: started(m.timer("cycle", "R/PT1H")),
    steps: [
      deploy(started(m.timer("cycle", "R/PT2H"), "b")),
      advance("PT2H"),
      remove("p"),
      advance("PT2H"),
      remove("p"),
      advance("PT2H"),
    ],
  }),
  behaviour("timers of several processes at once", {
    resources: {
      ...started(m.timer("duration", "PT1H")),
      "q.bpmn": m.process("q", [m.start("s", m.timer("duration", "PT1H")), m.end("e"), m.flows("s > e")]),
      "r.bpmn": m.process("r", [m.start("s", m.timer("duration", "PT30M")), m.end("e"), m.flows("s > e")]),
    },
    steps: [advance("PT2H")],
  }),
  behaviour("a timer start with output mappings", {
    resources: started(m.timer("duration", "PT1H"), "a", { outputs: { o: "=1 + 1" } }),
    steps: [advance("PT2H"), completeJob("a")],
  }),
];
