import { behaviour, broadcast, completeJob, create, publish, throwError, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";

const one = (...parts: readonly (m.Part | readonly m.Part[])[]) => ({ "p.bpmn": m.process("p", parts) });
const node = (tag: string, id: string, children: readonly m.Part[] = []): m.Part => ({ ...m.sub(id, children), tag });
const escalation = (attributes: string): m.EventDefinition => ({
  text: '<bpmn:escalationEventDefinition id="definition" escalationRef="E"/>',
  root: { id: "E", text: `<bpmn:escalation id="E" ${attributes}/>` },
});
const signal = (attributes: string): m.EventDefinition => ({
  text: '<bpmn:signalEventDefinition id="definition" signalRef="S"/>',
  root: { id: "S", text: `<bpmn:signal id="S" ${attributes}/>` },
});
const conditional: m.EventDefinition = {
  text:
    '<bpmn:conditionalEventDefinition id="definition">' +
    '<bpmn:condition xsi:type="bpmn:tFormalExpression">=x</bpmn:condition></bpmn:conditionalEventDefinition>',
};
const definition = (name: string): m.EventDefinition => ({ text: `<bpmn:${name} id="definition"/>` });

const refused = (name: string, ...parts: readonly (m.Part | readonly m.Part[])[]): Behaviour =>
  behaviour(`refused: ${name}`, { resources: one(...parts), steps: [] });
const line = (element: m.Part): readonly (m.Part | readonly m.Part[])[] => [
  m.start("start"),
  element,
  m.flows("start > act"),
];
const edge = (on: m.Part, event: m.EventDefinition): readonly (m.Part | readonly m.Part[])[] => [
  ...line(on),
  m.boundary("edge", "act", { definition: event }),
];
const side = (event: m.EventDefinition) => m.eventSub("side", [m.start("s", event)]);

const refusals: readonly Behaviour[] = [
  refused("a conditional start event", m.start("start", conditional)),
  refused("a conditional catch event", ...line(m.catching("act", conditional))),
  refused("a conditional boundary event", ...edge(m.task("act"), conditional)),
  refused("a conditional event sub-process", m.start("start"), side(conditional)),
  refused("a conditional throw event", ...line(m.throwing("act", conditional))),
  refused("a transaction", ...line(node("bpmn:transaction", "act", [m.start("s")]))),
  refused("a complex gateway", ...line(node("bpmn:complexGateway", "act"))),
  refused("a cancel end event", ...line(m.end("act", definition("cancelEventDefinition")))),
  refused("a link at a boundary", ...edge(m.task("act"), m.link("hop"))),
  refused("a link end event", ...line(m.end("act", m.link("hop")))),
  refused("a thrown escalation without a reference", ...line(m.throwing("act", m.escalation()))),
  refused("an escalation end event without a reference", ...line(m.end("act", m.escalation()))),
  refused("a thrown escalation without a code", ...line(m.throwing("act", escalation("")))),
  refused("an escalation end event with an empty code", ...line(m.end("act", escalation('escalationCode=""')))),
  refused("a caught escalation with an expression", ...edge(m.sub("act", [m.start("s")]), m.escalation("=x"))),
  refused("an escalation event sub-process with an expression", m.start("start"), side(m.escalation("=x"))),
  refused("an escalation at a task", ...edge(m.service("act", "a"), m.escalation("E1"))),
  refused("a signal without a name", m.start("start", signal(""))),
  refused("a signal with an empty name", ...line(m.catching("act", signal('name=""')))),
  refused("a signal start event with a variable in its name", m.start("start", m.signal("=x"))),
  refused("a signal start event with a number as name", m.start("start", m.signal("=1"))),
  refused("a message start event with a variable in its name", m.start("start", m.message("=x"))),
  refused("a send task without a job type", ...line(m.send("act", {}))),
  refused("a message throw event without a job type", ...line(m.throwing("act", m.message("go")))),
  refused("a message end event without a job type", ...line(m.end("act", m.message("go")))),
  refused("two none start events of a sub-process", ...line(m.sub("act", [m.start("s1"), m.start("s2")]))),
  refused("a start event of two kinds", {
    ...m.start("start", m.signal("one")),
    content: [m.signal("one").text, m.timer("duration", "PT1H").text],
  }),
];

const accepted: readonly Behaviour[] = [
  behaviour("an escalation boundary event at a call activity and at an ad-hoc sub-process", {
    resources: {
      ...one(
        m.start("start"),
        m.call("call", "c"),
        m.boundary("e1", "call", { definition: m.escalation("E1"), interrupting: false }),
        m.adHoc("ad", [m.throwing("act", m.escalation("E1"))], { active: '=["act"]' }),
        m.boundary("e2", "ad", { definition: m.escalation("E1"), interrupting: false }),
        m.end("end"),
        m.flows("start > call > ad > end"),
      ),
      "c.bpmn": m.process("c", [m.start("s"), m.end("e", m.escalation("E1")), m.flows("s > e")]),
    },
    steps: [create("p")],
  }),
  behaviour("a caught escalation without a code catches all", {
    resources: one(
      m.start("start"),
      m.sub("sub", [m.start("s"), m.end("e", m.escalation("E9")), ...m.flows("s > e")]),
      m.boundary("edge", "sub", { definition: escalation("") }),
      m.end("end"),
      m.flows("start > sub > end"),
    ),
    steps: [create("p")],
  }),
  behaviour("a caught error whose error has no code", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.boundary("edge", "a", {
        definition: {
          text: '<bpmn:errorEventDefinition id="definition" errorRef="E"/>',
          root: { id: "E", text: '<bpmn:error id="E"/>' },
        },
      }),
      m.end("end"),
      m.flows("start > a > end"),
    ),
    steps: [create("p"), throwError("a", "E1"), create("p"), throwError("a", "")],
  }),
  behaviour("a message throw event with a job type needs no message", {
    resources: one(
      m.start("start"),
      m.throwing("act", definition("messageEventDefinition"), { type: "act" }),
      m.end("end", definition("messageEventDefinition"), { type: "last" }),
      m.flows("start > act > end"),
    ),
    steps: [create("p"), completeJob("act"), completeJob("last")],
  }),
  behaviour("start events of a signal and a message with constant expressions", {
    resources: one(
      m.start("by-signal", m.signal('="go" + "ing"')),
      m.start("by-message", m.message('="go" + "ne"')),
      m.service("a", "a"),
      m.flows("by-signal > a", "by-message > a"),
    ),
    steps: [broadcast("going"), publish("gone", "1"), completeJob("a"), completeJob("a")],
  }),
  behaviour("lanes, data, groups and annotations do not matter", {
    resources: {
      "p.bpmn": m
        .process("p", [m.start("start"), m.service("a", "a"), m.end("end"), m.flows("start > a > end")])
        .replace(/(<bpmn:process [^>]*>)/, '$1<bpmn:laneSet id="lanes"><bpmn:lane id="lane"/></bpmn:laneSet>')
        .replace(
          "</bpmn:process>",
          '<bpmn:dataObject id="data"/><bpmn:dataObjectReference id="ref" dataObjectRef="data"/>' +
            '<bpmn:dataStoreReference id="store"/><bpmn:group id="group"/>' +
            '<bpmn:textAnnotation id="note"><bpmn:text>look</bpmn:text></bpmn:textAnnotation>' +
            '<bpmn:association id="line" sourceRef="a" targetRef="note"/></bpmn:process>',
        ),
    },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("a standard loop is ignored", {
    resources: {
      "p.bpmn": m
        .process("p", [m.start("start"), m.service("a", "a"), m.end("end"), m.flows("start > a > end")])
        .replace("</bpmn:serviceTask>", '<bpmn:standardLoopCharacteristics id="loop"/></bpmn:serviceTask>'),
    },
    steps: [create("p"), completeJob("a")],
  }),
  behaviour("a termination start event is like any other", {
    resources: one(m.start("by-termination", m.terminate()), m.end("end"), m.flows("by-termination > end")),
    steps: [create("p")],
  }),
  behaviour("start events of errors and escalations start nothing", {
    resources: one(m.start("by-error", m.error("E1")), m.start("by-escalation", m.escalation("E1")), m.end("end")),
    steps: [create("p")],
  }),
  behaviour("a compensation start event is like any other", {
    resources: one(m.start("by-compensation", m.compensation()), m.end("end"), m.flows("by-compensation > end")),
    steps: [create("p")],
  }),
  behaviour("an event sub-process with a flow and a boundary event", {
    resources: one(
      m.start("start"),
      m.service("a", "a"),
      m.end("end"),
      m.flows("start > a > end"),
      m.eventSub("side", [
        m.sideStart("s", m.signal("alarm")),
        m.service("x", "x"),
        m.end("e"),
        ...m.flows("s > x > e"),
      ]),
      m.boundary("edge", "side", { definition: m.signal("edge") }),
      m.end("away"),
      m.flows("edge > away"),
    ),
    steps: [create("p"), broadcast("alarm"), broadcast("edge"), completeJob("x"), completeJob("a")],
  }),
];

/** What elements the real engine refuses, and what it takes although it means nothing. */
export const elementRefusals: readonly Behaviour[] = [...refusals, ...accepted];
