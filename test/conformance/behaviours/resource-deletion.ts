import {
  advance,
  behaviour,
  broadcast,
  cancel,
  command,
  completeJob,
  create,
  deploy,
  evaluate,
  publish,
  resolveIncident,
  type Behaviour,
  type Step,
} from "../behaviour.ts";
import { NO_KEY, type Known } from "../known.ts";
import * as m from "../model/bpmn.ts";
import { decisions as drd, table } from "../model/dmn.ts";

const remove = (what: string, resourceKey: (known: Known) => number): Step =>
  command(`delete ${what}`, (known) => ({
    valueType: "RESOURCE_DELETION",
    intent: "DELETE",
    value: { resourceKey: resourceKey(known) },
  }));
/** Keys of all entities of a kind, oldest first. */
const keysOf = ({ records }: Known, valueType: string): number[] => [
  ...new Set(
    records
      .filter((record) => record.valueType === valueType && record.intent === "CREATED")
      .map((record) => record.key),
  ),
];
const removeNewest = (valueType: string): Step =>
  remove(`the newest ${valueType}`, (known) => keysOf(known, valueType).at(-1) ?? NO_KEY);
const removeOldest = (valueType: string): Step =>
  remove(`the oldest ${valueType}`, (known) => keysOf(known, valueType)[0] ?? NO_KEY);

const model = (name: string, starts: m.Part = m.start("start"), id = "p") =>
  m.process(id, [starts, m.service("a", "a"), m.end("end"), m.flows("start > a > end")], { name });
const byMessage = (name: string) => model(name, m.start("start", m.message("go")));
const bySignal = (name: string) => model(name, m.start("start", m.signal("go")));
const byTimer = (name: string) => model(name, m.start("start", m.timer("cycle", "R3/PT1H")));
const byMany = (name: string) =>
  m.process(
    "p",
    [
      m.start("s1", m.signal("go")),
      m.start("s2", m.message("go")),
      m.start("s3", m.timer("duration", "PT1H")),
      m.start("s4", m.message("stop")),
      m.end("end"),
      m.flows("s1 > end", "s2 > end", "s3 > end", "s4 > end"),
    ],
    { name },
  );
const form = (text: string) => JSON.stringify({ id: "f", type: "default", components: [{ type: "text", text }] });
const menu = (answer: string) =>
  drd(
    "menu",
    table("dish", { inputs: ["n"], outputs: ["dish"], rules: [["-", answer]] }),
    table("drink", { inputs: ["dish"], outputs: ["drink"], rules: [["-", "1"]], requires: ["dish"] }),
  );
const user = m.process("p", [m.start("start"), m.user("u", { form: "f" }), m.end("end"), m.flows("start > u > end")]);
const caller = m.process("q", [m.start("start"), m.call("c", "p"), m.end("end"), m.flows("start > c > end")]);
const deciding = m.process("p", [
  m.start("start"),
  m.rule("r", { decision: "dish", result: "menu" }),
  m.end("end"),
  m.flows("start > r > end"),
]);

/** Deletion of deployed resources. */
export const resourceDeletion: readonly Behaviour[] = [
  behaviour("the only version of a process", {
    resources: { "p.bpmn": model("one") },
    steps: [removeNewest("PROCESS"), create("p"), deploy({ "p.bpmn": model("one") }), create("p")],
  }),
  behaviour("the newest of several versions", {
    resources: { "p.bpmn": model("one") },
    steps: [
      deploy({ "p.bpmn": model("two") }),
      removeNewest("PROCESS"),
      create("p"),
      create("p", {}, { version: 2 }),
      deploy({ "p.bpmn": model("three") }),
      create("p"),
    ],
  }),
  behaviour("the oldest of several versions", {
    resources: { "p.bpmn": model("one") },
    steps: [
      deploy({ "p.bpmn": model("two") }),
      removeOldest("PROCESS"),
      create("p"),
      create("p", {}, { version: 1 }),
      deploy({ "p.bpmn": model("one") }),
      removeNewest("PROCESS"),
      removeNewest("PROCESS"),
      create("p"),
    ],
  }),
  behaviour("a version in the middle", {
    resources: { "p.bpmn": model("one") },
    steps: [
      deploy({ "p.bpmn": model("two") }),
      deploy({ "p.bpmn": model("three") }),
      remove("version 2", (known) => keysOf(known, "PROCESS")[1] ?? NO_KEY),
      removeNewest("PROCESS"),
      create("p"),
    ],
  }),
  behaviour("a process of which an instance runs", {
    resources: { "p.bpmn": model("one") },
    steps: [create("p"), create("p"), removeNewest("PROCESS"), create("p"), completeJob("a"), cancel()],
  }),
  behaviour("a new version while an instance of the deleted one runs", {
    resources: { "p.bpmn": model("one") },
    steps: [
      create("p"),
      removeNewest("PROCESS"),
      deploy({ "p.bpmn": model("one") }),
      create("p"),
      removeNewest("PROCESS"),
      completeJob("a"),
      completeJob("a"),
      create("p"),
    ],
  }),
  behaviour("a process that a message starts", {
    resources: { "p.bpmn": byMessage("one") },
    steps: [
      deploy({ "p.bpmn": byMessage("two") }),
      removeNewest("PROCESS"),
      publish("go", ""),
      removeOldest("PROCESS"),
      publish("go", ""),
      completeJob("a"),
    ],
  }),
  behaviour("the older version of a process that a message starts", {
    resources: { "p.bpmn": byMessage("one") },
    steps: [deploy({ "p.bpmn": byMessage("two") }), removeOldest("PROCESS"), publish("go", "")],
  }),
  behaviour("a process that a signal starts", {
    resources: { "p.bpmn": bySignal("one") },
    steps: [
      deploy({ "p.bpmn": bySignal("two") }),
      removeNewest("PROCESS"),
      broadcast("go"),
      removeOldest("PROCESS"),
      broadcast("go"),
    ],
  }),
  behaviour("a process that a timer starts", {
    resources: { "p.bpmn": byTimer("one") },
    steps: [
      deploy({ "p.bpmn": byTimer("two") }),
      advance("PT1H1S"),
      removeNewest("PROCESS"),
      advance("PT1H1S"),
      removeOldest("PROCESS"),
      advance("PT1H1S"),
    ],
  }),
  behaviour("a process that a timer starts, before it is due", {
    resources: { "p.bpmn": byTimer("one") },
    steps: [
      deploy({ "p.bpmn": byTimer("two") }),
      advance("PT10M"),
      removeNewest("PROCESS"),
      removeOldest("PROCESS"),
      advance("PT1H1S"),
    ],
  }),
  behaviour("a process that many events start", {
    resources: { "p.bpmn": byMany("one") },
    steps: [deploy({ "p.bpmn": byMany("two") }), removeNewest("PROCESS"), publish("go", ""), removeOldest("PROCESS")],
  }),
  behaviour("a process that only a message starts", {
    resources: { "p.bpmn": byMessage("one") },
    steps: [removeNewest("PROCESS"), publish("go", "")],
  }),
  behaviour("a process whose older version was started otherwise", {
    resources: { "p.bpmn": model("one") },
    steps: [deploy({ "p.bpmn": bySignal("two") }), removeNewest("PROCESS"), broadcast("go"), create("p")],
  }),
  behaviour("a process that a call activity calls", {
    resources: { "p.bpmn": model("one"), "q.bpmn": caller },
    steps: [
      create("q"),
      remove("p", (known) => known.definition("p")),
      create("q"),
      deploy({ "p.bpmn": model("one") }),
      resolveIncident(),
      completeJob("a"),
    ],
  }),
  behaviour("a deleted process is unknown by its key", {
    resources: { "p.bpmn": model("one") },
    steps: [
      removeNewest("PROCESS"),
      command("create by key", (known) => ({
        valueType: "PROCESS_INSTANCE_CREATION",
        intent: "CREATE",
        value: { processDefinitionKey: known.definition("p"), tenantId: "<default>" },
      })),
      removeNewest("PROCESS"),
    ],
  }),
  behaviour("a key that nothing has", { resources: {}, steps: [remove("nothing", () => NO_KEY)] }),
  behaviour("the key of a decision", {
    resources: { "menu.dmn": menu('"stew"') },
    steps: [removeNewest("DECISION")],
  }),
  behaviour("the only version of decisions", {
    resources: { "menu.dmn": menu('"stew"') },
    steps: [
      removeNewest("DECISION_REQUIREMENTS"),
      evaluate("dish", { n: 1 }),
      removeNewest("DECISION_REQUIREMENTS"),
      deploy({ "menu.dmn": menu('"stew"') }),
      evaluate("drink", { n: 1 }),
    ],
  }),
  behaviour("the newest of several versions of decisions", {
    resources: { "menu.dmn": menu('"stew"') },
    steps: [
      deploy({ "menu.dmn": menu('"soup"') }),
      removeNewest("DECISION_REQUIREMENTS"),
      evaluate("dish", { n: 1 }),
      deploy({ "menu.dmn": menu('"cake"') }),
      evaluate("dish", { n: 1 }),
    ],
  }),
  behaviour("the oldest of several versions of decisions", {
    resources: { "menu.dmn": menu('"stew"') },
    steps: [
      deploy({ "menu.dmn": menu('"soup"') }),
      removeOldest("DECISION_REQUIREMENTS"),
      evaluate("dish", { n: 1 }),
      deploy({ "menu.dmn": menu('"soup"') }),
    ],
  }),
  behaviour("decisions that a business rule task needs", {
    resources: { "p.bpmn": deciding, "menu.dmn": menu('"stew"') },
    steps: [
      removeNewest("DECISION_REQUIREMENTS"),
      create("p", { n: 1 }),
      deploy({ "menu.dmn": menu('"stew"') }),
      resolveIncident(),
    ],
  }),
  behaviour("a form", {
    resources: { "f.form": form("one") },
    steps: [
      deploy({ "f.form": form("two") }),
      removeNewest("FORM"),
      removeNewest("FORM"),
      deploy({ "f.form": form("one") }),
      removeOldest("FORM"),
      deploy({ "f.form": form("three") }),
      deploy({ "f.form": form("four") }),
    ],
  }),
  behaviour("the newest of several versions of a form", {
    resources: { "f.form": form("one") },
    steps: [deploy({ "f.form": form("two") }), removeNewest("FORM"), deploy({ "f.form": form("three") })],
  }),
  behaviour("the only version of another resource", {
    resources: { "a.rpa": JSON.stringify({ id: "a", name: "A" }) },
    steps: [
      removeNewest("RESOURCE"),
      deploy({ "a.rpa": JSON.stringify({ id: "a", name: "A" }) }),
      deploy({ "a.rpa": JSON.stringify({ id: "a", name: "B" }) }),
    ],
  }),
  behaviour("a form that a user task needs", {
    resources: { "p.bpmn": user, "f.form": form("one") },
    steps: [create("p"), removeNewest("FORM"), create("p"), deploy({ "f.form": form("one") }), resolveIncident()],
  }),
  behaviour("another resource", {
    resources: { "a.rpa": JSON.stringify({ id: "a", name: "A", versionTag: "v1" }) },
    steps: [
      deploy({ "a.rpa": JSON.stringify({ id: "a", name: "A", versionTag: "v1" }) }),
      deploy({ "a.rpa": JSON.stringify({ id: "a", name: "B" }) }),
      deploy({ "b.rpa": JSON.stringify({ id: "a", name: "B" }) }),
      removeNewest("RESOURCE"),
      deploy({ "b.rpa": JSON.stringify({ id: "a", name: "C" }) }),
      removeOldest("RESOURCE"),
      removeOldest("RESOURCE"),
    ],
  }),
  behaviour("other resources that are refused", {
    resources: {},
    steps: [
      deploy({ "a.rpa": "{" }),
      deploy({ "a.rpa": JSON.stringify({ name: "A" }) }),
      deploy({ "a.rpa": JSON.stringify({ id: "" }) }),
      deploy({ "a.rpa": JSON.stringify({ id: 5 }) }),
      deploy({ "a.rpa": JSON.stringify({ id: "a", versionTag: 5 }) }),
      deploy({ "a.rpa": "[]" }),
      deploy({ "a.txt": "hello" }),
    ],
  }),
];
