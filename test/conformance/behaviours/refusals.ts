import { behaviour, create, type Behaviour } from "../behaviour.ts";
import { around, extended } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import { executable, raw } from "../model/raw.ts";

const one = (name: string, part: m.Part, ...more: readonly (m.Part | readonly m.Part[])[]): Behaviour =>
  behaviour(name, { resources: around(part, ...more), steps: [create("p")] });
const models = (name: string, resources: Readonly<Record<string, string>>): Behaviour =>
  behaviour(name, { resources, steps: [create("p")] });
const on = (definition: m.EventDefinition, interrupting = true): readonly m.Part[] => [
  m.boundary("b", "a", { definition, interrupting }),
  m.end("e2"),
  ...m.flows("b > e2"),
];

/** Models and files that a deployment refuses, and what it takes although it looks wrong. */
export const refusals: readonly Behaviour[] = [
  one("call activity without a called element", { ...m.call("a", "q"), extensions: [] }),
  one("call activity without a process id", m.call("a", "")),
  one("call activity with an unknown binding", m.call("a", "q", { binding: "newest" })),
  one("call activity bound to a version tag without a tag", m.call("a", "q", { binding: "versionTag" })),
  one("call activity bound to the deployment that is alone", m.call("a", "q", { binding: "deployment" })),
  one("call activity with a version tag and no binding", m.call("a", "q", { versionTag: "v1" })),
  one("call activity with a broken expression", m.call("a", "=q +")),
  one("script task without result variable", m.script("a", { expression: "=1", result: "" })),
  one("script task without expression", m.script("a", { expression: "", result: "r" })),
  one("script task with static text", m.script("a", { expression: "1", result: "r" })),
  one(
    "script task with a script and a job",
    extended(m.script("a", { expression: "=1", result: "r" }), '<zeebe:taskDefinition type="x"/>'),
  ),
  one("script task with neither script nor job", { ...m.scriptJob("a", {}), extensions: [] }),
  one("business rule task without decision id", m.rule("a", { decision: "", result: "r" })),
  one("business rule task without result variable", m.rule("a", { decision: "d", result: "" })),
  one("business rule task with neither decision nor job", { ...m.ruleJob("a", {}), extensions: [] }),
  one(
    "business rule task bound to a tag without a tag",
    m.rule("a", { decision: "d", result: "r", binding: "versionTag" }),
  ),
  one(
    "business rule task bound to a deployment without it",
    m.rule("a", { decision: "d", result: "r", binding: "deployment" }),
  ),
  one("send task without job type", { ...m.send("a", "x"), extensions: [] }),
  one("receive task without message", { ...m.receive("a", "go", { key: "=k" }), attributes: { id: "a" } }),
  one(
    "user task with two form definitions",
    extended(m.user("a"), '<zeebe:formDefinition formId="f"/>', '<zeebe:formDefinition formId="g"/>'),
  ),
  one("user task with form id and key", extended(m.user("a"), '<zeebe:formDefinition formId="f" formKey="k"/>')),
  one("user task with an empty form id", extended(m.user("a"), '<zeebe:formDefinition formId=""/>')),
  one("user task with an empty form definition", extended(m.user("a"), "<zeebe:formDefinition/>")),
  one(
    "user task that is a job with an external reference",
    extended(m.userJob("a"), '<zeebe:formDefinition externalReference="x"/>'),
  ),
  one("Camunda user task with a form key", extended(m.user("a"), '<zeebe:formDefinition formKey="k"/>')),
  one("user task with an empty form key", extended(m.userJob("a"), '<zeebe:formDefinition formKey=""/>')),
  one(
    "user task bound to a tag without a tag",
    extended(m.user("a"), '<zeebe:formDefinition formId="f" bindingType="versionTag"/>'),
  ),
  one("user task bound to a deployment without the form", m.user("a", { form: "f", formBinding: "deployment" })),
  one("user task with static dates that are none", m.user("a", { due: "tomorrow", followUp: "2026-01-01" })),
  one("user task with empty candidates", m.user("a", { groups: "a,,b", users: "," })),
  one("user task with a priority that is a word", m.user("a", { priority: "high" })),
  one("user task with a priority out of range", m.user("a", { priority: "101" })),
  one("user task that is a job with a priority", extended(m.userJob("a"), '<zeebe:priorityDefinition priority="5"/>')),
  one(
    "user task that is a job with a broken assignee",
    extended(m.userJob("a"), '<zeebe:assignmentDefinition assignee="=a +"/>'),
  ),
  one("multi-instance without collection", m.service("a", { type: "a", loop: {} })),
  one("multi-instance with a static collection", m.service("a", { type: "a", loop: { collection: "items" } })),
  one(
    "multi-instance with an output collection only",
    m.service("a", { type: "a", loop: { collection: "=c", outputCollection: "o" } }),
  ),
  one(
    "multi-instance with an output element only",
    m.service("a", { type: "a", loop: { collection: "=c", outputElement: "=o" } }),
  ),
  one(
    "multi-instance with a static output element",
    m.service("a", { type: "a", loop: { collection: "=c", outputCollection: "o", outputElement: "x" } }),
  ),
  one(
    "multi-instance with a static completion condition",
    m.service("a", { type: "a", loop: { collection: "=c", until: "true" } }),
  ),
  models(
    "multi-instance without Zeebe's extension",
    raw(executable('<bpmn:task id="a"><bpmn:multiInstanceLoopCharacteristics/></bpmn:task>')),
  ),
  models("standard loop", raw(executable('<bpmn:task id="a"><bpmn:standardLoopCharacteristics/></bpmn:task>'))),
  one("mappings without source or target", m.service("a", { type: "a", inputs: { "": "=1" }, outputs: { x: "" } })),
  one("mappings to what is no path", m.service("a", { type: "a", inputs: { "a b": "=1", "1x": "=1", "a..b": "=2" } })),
  one("a static mapping", m.service("a", { type: "a", inputs: { x: "text" } })),
  one("two task definitions", extended(m.service("a", "a"), '<zeebe:taskDefinition type="b"/>')),
  one(
    "two mappings elements",
    extended(
      m.service("a", { type: "a", inputs: { x: "=1" } }),
      '<zeebe:ioMapping><zeebe:input source="=2" target="y"/></zeebe:ioMapping>',
    ),
  ),
  one("a broken job type and retries", m.service("a", { type: "=a +", retries: "=x +" })),
  one(
    "headers without key or value",
    extended(
      m.service("a", "a"),
      '<zeebe:taskHeaders><zeebe:header key="" value="x"/><zeebe:header value="y"/><zeebe:header key="k"/></zeebe:taskHeaders>',
    ),
  ),
  one(
    "boundary event of a gateway",
    m.service("a", "a"),
    m.parallel("g"),
    m.boundary("b", "g", { definition: m.error("E") }),
    m.end("e2"),
    m.flows("b > e2"),
  ),
  one(
    "boundary event with an incoming flow",
    m.service("a", "a"),
    m.boundary("b", "a", { definition: m.error("E") }),
    m.task("t"),
    m.end("e2"),
    m.flows("t > b > e2"),
  ),
  one("boundary event without outgoing flow", m.service("a", "a"), m.boundary("b", "a", { definition: m.error("E") })),
  one("boundary event of a link", m.service("a", "a"), ...on(m.link("l"))),
  one("boundary event that terminates", m.service("a", "a"), ...on(m.terminate())),
  one("error boundary event that does not interrupt", m.service("a", "a"), ...on(m.error("E"), false)),
  one("error boundary event with an expression", m.service("a", "a"), ...on(m.error("=code"))),
  one("escalation boundary event with an expression", m.service("a", "a"), ...on(m.escalation("=code"))),
  one("signal boundary event without signal", m.service("a", "a"), ...on({ text: "<bpmn:signalEventDefinition/>" })),
  one("signal boundary event with an empty name", m.service("a", "a"), ...on(m.signal(""))),
  one("message boundary event without message", m.service("a", "a"), ...on({ text: "<bpmn:messageEventDefinition/>" })),
  one(
    "two boundary events for one message",
    m.service("a", "a"),
    ...on(m.message("go", "=k")),
    m.boundary("c", "a", { definition: m.message("go", "=j") }),
    m.end("e3"),
    m.flows("c > e3"),
  ),
  one(
    "two boundary events for one signal",
    m.service("a", "a"),
    ...on(m.signal("s")),
    m.boundary("c", "a", { definition: m.signal("s") }),
    m.end("e3"),
    m.flows("c > e3"),
  ),
  one(
    "two boundary events for all errors",
    m.service("a", "a"),
    ...on(m.error()),
    m.boundary("c", "a", { definition: m.error() }),
    m.end("e3"),
    m.flows("c > e3"),
  ),
  one(
    "two boundary events for all escalations",
    m.service("a", "a"),
    ...on(m.escalation()),
    m.boundary("c", "a", { definition: m.escalation() }),
    m.end("e3"),
    m.flows("c > e3"),
  ),
  one(
    "two boundary events for one escalation",
    m.service("a", "a"),
    ...on(m.escalation("E")),
    m.boundary("c", "a", { definition: m.escalation("E") }),
    m.end("e3"),
    m.flows("c > e3"),
  ),
  one(
    "two boundary events with the same timer",
    m.service("a", "a"),
    ...on(m.timer("duration", "PT1H")),
    m.boundary("c", "a", { definition: m.timer("duration", "PT1H") }),
    m.end("e3"),
    m.flows("c > e3"),
  ),
  one("boundary cycle that is none", m.service("a", "a"), ...on(m.timer("cycle", "every day"), false)),
  one("boundary cycle without end", m.service("a", "a"), ...on(m.timer("cycle", "R/PT1H"), false)),
  models(
    "timer with two definitions",
    raw(
      executable(
        '<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDate>2026-01-01T00:00:00Z</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
      ),
    ),
  ),
  models(
    "timer with an empty definition",
    raw(
      executable(
        '<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDuration></bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
      ),
    ),
  ),
  models(
    "event with two definitions",
    raw(
      executable(
        '<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent>',
      ),
      '<bpmn:signal id="sig" name="s"/>',
    ),
  ),
  one("catch event without definition", m.catching("a")),
  one("catch event of an error", m.catching("a", m.error("E"))),
  one("catch event of an escalation", m.catching("a", m.escalation("E"))),
  one("catch event that terminates", m.catching("a", m.terminate())),
  one("catch event of a signal without one", m.catching("a", { text: "<bpmn:signalEventDefinition/>" })),
  one("throw event of a message without job", m.throwing("a", m.message("go"))),
  one(
    "throw event of a message without message",
    m.throwing("a", { text: "<bpmn:messageEventDefinition/>" }, { type: "x" }),
  ),
  one("throw event of a timer", m.throwing("a", m.timer("duration", "PT1H"))),
  one("throw event of an error", m.throwing("a", m.error("E"))),
  one("throw event that terminates", m.throwing("a", m.terminate())),
  one("throw event of an escalation without code", m.throwing("a", m.escalation())),
  one("throw event of a signal without one", m.throwing("a", { text: "<bpmn:signalEventDefinition/>" })),
];
