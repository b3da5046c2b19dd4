import { behaviour, create, deploy, type Behaviour } from "../behaviour.ts";
import { around } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import { executable, raw } from "../model/raw.ts";

const one = (name: string, part: m.Part, ...more: readonly (m.Part | readonly m.Part[])[]): Behaviour =>
  behaviour(name, { resources: around(part, ...more), steps: [create("p")] });
const models = (name: string, resources: Readonly<Record<string, string>>): Behaviour =>
  behaviour(name, { resources, steps: [create("p")] });
const plain = m.process("p", [m.start("s"), m.end("e"), m.flows("s > e")]);
const beside = (start: m.Part): m.Part =>
  m.eventSub("es", [start, m.end("es-e"), ...m.flows(`${String(start.attributes["id"])} > es-e`)]);
const CONDITIONAL =
  "<bpmn:conditionalEventDefinition><bpmn:condition>x</bpmn:condition></bpmn:conditionalEventDefinition>";
const ending = (name: string, part: m.Part): Behaviour =>
  behaviour(name, {
    resources: { "p.bpmn": m.process("p", [m.start("s"), part, m.flows(`s > ${String(part.attributes["id"])}`)]) },
    steps: [create("p")],
  });
const starting = (name: string, ...parts: readonly (m.Part | readonly m.Part[])[]): Behaviour =>
  behaviour(name, { resources: { "p.bpmn": m.process("p", [...parts, m.end("e")]) }, steps: [create("p")] });

/** Refusals of starts, ends, scopes, flows and files. */
export const refusalsOfScopes: readonly Behaviour[] = [
  ending("end event of a timer", m.end("e", m.timer("duration", "PT1H"))),
  ending("end event of a link", m.end("e", m.link("l"))),
  ending("end event of an error without one", m.end("e", m.error())),
  ending("end event of an error without code", m.end("e", m.error(""))),
  ending("end event of an escalation without one", m.end("e", m.escalation())),
  ending("end event of a signal without one", m.end("e", { text: "<bpmn:signalEventDefinition/>" })),
  ending("end event of a message without job", m.end("e", m.message("go"))),
  models("end event with an outgoing flow", {
    "p.bpmn": m.process("p", [m.start("s"), m.end("e"), m.task("t"), m.flows("s > e > t")]),
  }),
  models(
    "end event with two definitions",
    raw(
      executable(
        '<bpmn:endEvent id="e"><bpmn:terminateEventDefinition/><bpmn:signalEventDefinition signalRef="sig"/></bpmn:endEvent>',
      ),
      '<bpmn:signal id="sig" name="s"/>',
    ),
  ),
  models("start event with an incoming flow", {
    "p.bpmn": m.process("p", [m.start("s"), m.task("t"), m.flows("s > t > s")]),
  }),
  models(
    "start event with two definitions",
    raw(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition><bpmn:signalEventDefinition signalRef="sig"/></bpmn:startEvent></bpmn:process>',
      '<bpmn:signal id="sig" name="s"/>',
    ),
  ),
  starting("start event of an error", m.start("s", m.error("E")), m.flows("s > e")),
  starting("start event of an escalation", m.start("s", m.escalation("E")), m.flows("s > e")),
  starting("start event of a link", m.start("s", m.link("l")), m.flows("s > e")),
  starting("start event of a message without name", m.start("s", m.message("")), m.flows("s > e")),
  starting(
    "start event of a message without message",
    m.start("s", { text: "<bpmn:messageEventDefinition/>" }),
    m.flows("s > e"),
  ),
  starting("start event of a message with an expression of variables", m.start("s", m.message("=x")), m.flows("s > e")),
  starting("start event of a message with an expression of no text", m.start("s", m.message("=1")), m.flows("s > e")),
  starting("start event of a signal with an expression of variables", m.start("s", m.signal("=x")), m.flows("s > e")),
  starting(
    "start event of a timer with an expression of variables",
    m.start("s", m.timer("duration", "=x")),
    m.flows("s > e"),
  ),
  starting("start event of a timer with a broken date", m.start("s", m.timer("date", "soon")), m.flows("s > e")),
  starting("start event of a timer with a broken cycle", m.start("s", m.timer("cycle", "R3/1H")), m.flows("s > e")),
  starting(
    "start event of a timer with a broken cron",
    m.start("s", m.timer("cycle", "0 0 25 * * *")),
    m.flows("s > e"),
  ),
  starting(
    "two start events for one message",
    m.start("s", m.message("go")),
    m.start("t", m.message("go")),
    m.flows("s > e", "t > e"),
  ),
  starting(
    "two start events for one signal",
    m.start("s", m.signal("go")),
    m.start("t", m.signal("go")),
    m.flows("s > e", "t > e"),
  ),
  starting(
    "two start events with timers",
    m.start("s", m.timer("duration", "PT1H")),
    m.start("t", m.timer("duration", "PT1H")),
    m.flows("s > e", "t > e"),
  ),
  one("sub-process without start event", m.sub("a", [m.end("x")])),
  one(
    "sub-process with two start events",
    m.sub("a", [m.start("x"), m.start("y"), m.end("z"), ...m.flows("x > z", "y > z")]),
  ),
  one(
    "sub-process with a message start event",
    m.sub("a", [m.start("x", m.message("go", "=k")), m.end("z"), ...m.flows("x > z")]),
  ),
  one("empty sub-process", m.sub("a", [])),
  one("event sub-process without definition", m.service("a", "a"), beside(m.start("x"))),
  one("event sub-process without start event", m.service("a", "a"), m.eventSub("es", [m.end("x")])),
  one("event sub-process of a link", m.service("a", "a"), beside(m.start("x", m.link("l")))),
  one(
    "event sub-process of an error that does not interrupt",
    m.service("a", "a"),
    beside(m.sideStart("x", m.error("E"))),
  ),
  one(
    "event sub-process of an interrupting cycle",
    m.service("a", "a"),
    beside(m.start("x", m.timer("cycle", "R3/PT1H"))),
  ),
  one("event sub-process of a message without key", m.service("a", "a"), beside(m.start("x", m.message("go")))),
  one(
    "event sub-process with a flow to it",
    m.service("a", "a"),
    beside(m.start("x", m.error("E"))),
    m.flows("a > es"),
  ),
  one(
    "two event sub-processes for one message",
    m.service("a", "a"),
    beside(m.start("x", m.message("go", "=k"))),
    m.eventSub("es2", [m.start("y", m.message("go", "=k")), m.end("z"), ...m.flows("y > z")]),
  ),
  one(
    "two event sub-processes for one error",
    m.service("a", "a"),
    beside(m.start("x", m.error("E"))),
    m.eventSub("es2", [m.start("y", m.error("E")), m.end("z"), ...m.flows("y > z")]),
  ),
  models("inclusive gateway with an unconditional flow", {
    "p.bpmn": m.process("p", [m.start("s"), m.inclusive("g"), m.end("e"), m.end("f"), m.flows("s > g > e", "g > f")]),
  }),
  models("exclusive gateway with a default that is conditional", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.exclusive("g", "g-e"),
      m.end("e"),
      m.end("f"),
      m.flows("s > g"),
      m.when("g", "e", "=x"),
      m.when("g", "f", "=y"),
    ]),
  }),
  models("exclusive gateway with a static condition", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.exclusive("g"),
      m.end("e"),
      m.end("f"),
      m.flows("s > g"),
      m.when("g", "e", "true"),
      m.when("g", "f", "=y"),
    ]),
  }),
  models("exclusive gateway with an empty condition", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.exclusive("g"),
      m.end("e"),
      m.end("f"),
      m.flows("s > g"),
      m.when("g", "e", ""),
      m.when("g", "f", "=y"),
    ]),
  }),
  models("a condition behind a task", {
    "p.bpmn": m.process("p", [m.start("s"), m.task("t"), m.end("e"), m.flows("s > t"), m.when("t", "e", "=x")]),
  }),
  models("event-based gateway with one flow", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.eventGateway("g"),
      m.catching("c", m.timer("duration", "PT1H")),
      m.end("e"),
      m.flows("s > g > c > e"),
    ]),
  }),
  models("event-based gateway to a task", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.eventGateway("g"),
      m.task("c"),
      m.task("d"),
      m.end("e"),
      m.flows("s > g > c > e", "g > d > e"),
    ]),
  }),
  models("event-based gateway to a receive task", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.eventGateway("g"),
      m.receive("c", "go", { key: "=k" }),
      m.catching("d", m.timer("duration", "PT1H")),
      m.end("e"),
      m.flows("s > g > c > e", "g > d > e"),
    ]),
  }),
  models("event-based gateway with one message twice", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.eventGateway("g"),
      m.catching("c", m.message("go", "=k")),
      m.catching("d", m.message("go", "=k")),
      m.end("e"),
      m.flows("s > g > c > e", "g > d > e"),
    ]),
  }),
  models("event-based gateway with a further flow to its event", {
    "p.bpmn": m.process("p", [
      m.start("s"),
      m.parallel("f"),
      m.eventGateway("g"),
      m.catching("c", m.timer("duration", "PT1H")),
      m.catching("d", m.timer("duration", "PT2H")),
      m.end("e"),
      m.flows("s > f > g > c > e", "g > d > e", "f > c"),
    ]),
  }),
  ...["transaction", "complexGateway"].map((tag) =>
    models(`unsupported: ${tag}`, raw(executable(`<bpmn:${tag} id="x"/>`))),
  ),
  ...["<bpmn:cancelEventDefinition/>", CONDITIONAL].flatMap((definition, index) => [
    models(
      `unsupported catch event ${index + 1}`,
      raw(executable(`<bpmn:intermediateCatchEvent id="x">${definition}</bpmn:intermediateCatchEvent>`)),
    ),
    models(
      `unsupported end event ${index + 1}`,
      raw(executable(`<bpmn:endEvent id="x">${definition}</bpmn:endEvent>`)),
    ),
    models(
      `unsupported start event ${index + 1}`,
      raw(
        `<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="x">${definition}</bpmn:startEvent></bpmn:process>`,
      ),
    ),
  ]),
  models(
    "what only documents: data, annotations, groups, lanes",
    raw(
      '<bpmn:process id="p" isExecutable="true"><bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet><bpmn:startEvent id="s"/><bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/><bpmn:dataStoreReference id="ds"/><bpmn:textAnnotation id="ta"><bpmn:text>x</bpmn:text></bpmn:textAnnotation><bpmn:group id="gr"/></bpmn:process>',
    ),
  ),
  models(
    "a collaboration",
    raw(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/></bpmn:process>',
      '<bpmn:collaboration id="c"><bpmn:participant id="pa" processRef="p"/><bpmn:messageFlow id="mf" sourceRef="s" targetRef="s"/></bpmn:collaboration>',
    ),
  ),
  models("a process without id", raw('<bpmn:process isExecutable="true"><bpmn:startEvent id="s"/></bpmn:process>')),
  models(
    "two processes, one not executable",
    raw(
      '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/></bpmn:process><bpmn:process id="q" isExecutable="false"><bpmn:endEvent id="e2"/></bpmn:process>',
    ),
  ),
  models(
    "two processes, both wrong",
    raw(
      '<bpmn:process id="p" isExecutable="true"/><bpmn:process id="q" isExecutable="true"><bpmn:serviceTask id="t"/></bpmn:process>',
    ),
  ),
  models("no process at all", raw("")),
  models("a flow to nowhere", raw(executable('<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="nowhere"/>'))),
  models("a flow without target", raw(executable('<bpmn:sequenceFlow id="f" sourceRef="s"/>'))),
  models("a reference to no message", raw(executable('<bpmn:receiveTask id="r" messageRef="none"/>'))),
  models(
    "an unknown element of Zeebe",
    raw(
      executable(
        '<bpmn:task id="t"><bpmn:extensionElements><zeebe:wonder x="1"/></bpmn:extensionElements></bpmn:task>',
      ),
    ),
  ),
  models("an unknown attribute", raw(executable('<bpmn:task id="t" colour="red"/>'))),
  models("the same id twice", raw(executable('<bpmn:task id="t"/><bpmn:task id="t"/>'))),
  models(
    "a foreign namespace",
    raw(
      executable(
        '<bpmn:task id="t"><bpmn:extensionElements><x:y xmlns:x="urn:x" z="1"/></bpmn:extensionElements></bpmn:task>',
      ),
    ),
  ),
  models("an unknown element of BPMN", raw(executable('<bpmn:wonder id="t"/>'))),
  models("an empty version tag", {
    "p.bpmn": m.process("p", [m.start("s"), m.end("e"), m.flows("s > e")], { versionTag: "" }),
  }),
  models("two version tags", {
    "p.bpmn": m.process("p", [m.start("s"), m.end("e"), m.flows("s > e")], {
      extensions: ['<zeebe:versionTag value="a"/>', '<zeebe:versionTag value="b"/>'],
    }),
  }),
  behaviour("files that nobody reads", {
    resources: {},
    steps: ["a.txt", "a", "a.bpmn.png", "a.json", ".bpmn", "A.BPMN", "a.BPMN"].map((name) => deploy({ [name]: plain })),
  }),
  behaviour("empty files", {
    resources: {},
    steps: ["a.bpmn", "a.dmn", "a.form", "a.rpa", "a.txt"].map((name) => deploy({ [name]: "" })),
  }),
  behaviour("files that are no XML or JSON", {
    resources: {},
    steps: ["a.bpmn", "a.dmn", "a.form", "a.rpa"].map((name) => deploy({ [name]: "hello" })),
  }),
  behaviour("JSON of another kind", {
    resources: {},
    steps: ["[]", "1", "null", '"x"', "{}", '{"id": 1}', '{"id": ""}', '{"id": null}'].flatMap((text) => [
      deploy({ "a.form": text }),
      deploy({ "a.rpa": text }),
    ]),
  }),
  behaviour("forms", {
    resources: {},
    steps: [
      { id: "f", versionTag: "" },
      { id: "f", versionTag: 1 },
      { id: " " },
      { id: "f", components: "none" },
      { id: "g", versionTag: "v1" },
    ].map((form) => deploy({ "a.form": JSON.stringify(form) })),
  }),
  behaviour("the same form id twice", {
    resources: {},
    steps: [deploy({ "a.form": '{"id": "f"}', "b.form": '{"id": "f", "x": 1}' })],
  }),
  behaviour("the same resource id twice", {
    resources: {},
    steps: [deploy({ "a.rpa": '{"id": "f"}', "b.rpa": '{"id": "f", "x": 1}' })],
  }),
  behaviour("everything wrong at once", {
    resources: {},
    steps: [
      deploy({ "a.bpmn": "x", "b.dmn": "x", "c.form": "x", "d.txt": "x", "e.bpmn": m.process("p", [m.end("e")]) }),
    ],
  }),
  behaviour("XML that is no BPMN", {
    resources: {},
    steps: [
      deploy({ "a.bpmn": "<a/>" }),
      deploy({ "a.bpmn": '<?xml version="1.0"?><definitions/>' }),
      deploy({ "a.dmn": "<a/>" }),
    ],
  }),
  behaviour("a good form and a bad process", {
    resources: {},
    steps: [deploy({ "a.form": '{"id": "f"}', "r.rpa": '{"id": "r"}', "p.bpmn": m.process("p", [m.end("e")]) })],
  }),
];
