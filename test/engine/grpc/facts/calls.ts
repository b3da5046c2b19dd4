import * as m from "../../../conformance/model/bpmn.ts";
import { decisions, table } from "../../../conformance/model/dmn.ts";

/** What earlier calls have answered, to find keys in. */
export interface Known {
  /** A value in the first message of a named call's answer, by its path. */
  of(call: string, ...path: readonly (string | number)[]): string;
  /** Key of the job activated by a named call. */
  job(call: string): string;
}

/** One call of the table. */
export interface Call {
  readonly name: string;
  readonly rpc: string;
  readonly request: (known: Known) => object;
}

const call = (name: string, rpc: string, request: object | ((known: Known) => object)): Call => ({
  name,
  rpc,
  request: typeof request === "function" ? (known) => objectOf(request(known)) : () => request,
});

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** A key that nothing has. */
export const NOBODY = "2251799999999999";

const resource = (name: string, content: string) => ({ name, content: Buffer.from(content) });
const straight = (id: string, part: m.Part) => {
  const name = String(part.attributes["id"]);
  return m.process(id, [m.start("start"), part, m.end("end"), m.flows(`start > ${name} > end`)]);
};
const one = straight("one", m.service("a", "a"));
const instant = m.process("instant", [m.start("start"), m.end("end"), m.flows("start > end")]);
const waiting = straight("waiting", m.catching("m", m.message("news", "=id")));
const noted = m.process("noted", [m.start("start", m.signal("go")), m.end("end"), m.flows("start > end")]);
const discount = decisions(
  "rules",
  table("discount", {
    inputs: ["n"],
    outputs: ["percent"],
    rules: [
      ["> 10", "5"],
      ["<= 10", "0"],
    ],
  }),
  table("ambiguous", {
    inputs: ["n"],
    outputs: ["percent"],
    rules: [
      ["> 10", "5"],
      ["-", "0"],
    ],
  }),
);
const broken = m.process("broken", [m.start("start"), m.end("end")]).replace("</bpmn:process>", "");
const invalid = m.process("invalid", [m.start("start"), m.service("a", ""), m.end("end"), m.flows("start > a > end")]);

const deploying: Call[] = [
  call("deploy", "DeployResource", {
    resources: [resource("one.bpmn", one), resource("instant.bpmn", instant), resource("waiting.bpmn", waiting)],
  }),
  call("deploy a signal", "DeployResource", { resources: [resource("noted.bpmn", noted)] }),
  call("deploy a decision", "DeployResource", { resources: [resource("rules.dmn", discount)] }),
  call("deploy a form", "DeployResource", {
    resources: [resource("f.form", JSON.stringify({ id: "f", type: "default", components: [], schemaVersion: 16 }))],
  }),
  call("deploy the same again", "DeployResource", { resources: [resource("one.bpmn", one)] }),
  call("deploy nothing", "DeployResource", {}),
  call("deploy what is no model", "DeployResource", { resources: [resource("x.bpmn", "not xml")] }),
  call("deploy broken XML", "DeployResource", { resources: [resource("x.bpmn", broken)] }),
  call("deploy an invalid model", "DeployResource", { resources: [resource("x.bpmn", invalid)] }),
  call("deploy an unknown type", "DeployResource", { resources: [resource("x.txt", "text")] }),
  call("deploy for a tenant", "DeployResource", { resources: [resource("one.bpmn", one)], tenantId: "other" }),
  call("deploy for the default tenant", "DeployResource", {
    resources: [resource("one.bpmn", one)],
    tenantId: "<default>",
  }),
  call("deploy a process the old way", "DeployProcess", {
    processes: [{ name: "old.bpmn", definition: Buffer.from(straight("old", m.service("a", "old"))) }],
  }),
  call("deploy no process the old way", "DeployProcess", {}),
];

const creating: Call[] = [
  call("create", "CreateProcessInstance", { bpmnProcessId: "one", version: -1, variables: '{"n":1}' }),
  call("create a version", "CreateProcessInstance", { bpmnProcessId: "one", version: 1 }),
  call("create by key", "CreateProcessInstance", (known: Known) => ({
    processDefinitionKey: known.of("deploy", "deployments", 0, "process", "processDefinitionKey"),
  })),
  call("create without variables", "CreateProcessInstance", { bpmnProcessId: "one", version: -1, variables: "" }),
  call("create at an element", "CreateProcessInstance", {
    bpmnProcessId: "one",
    version: -1,
    startInstructions: [{ elementId: "a" }],
  }),
  call("create at an unknown element", "CreateProcessInstance", {
    bpmnProcessId: "one",
    version: -1,
    startInstructions: [{ elementId: "nowhere" }],
  }),
  call("create an unknown process", "CreateProcessInstance", { bpmnProcessId: "nobody", version: -1 }),
  call("create an unknown version", "CreateProcessInstance", { bpmnProcessId: "one", version: 99 }),
  call("create by an unknown key", "CreateProcessInstance", { processDefinitionKey: NOBODY }),
  call("create nothing", "CreateProcessInstance", {}),
  call("create by a negative key", "CreateProcessInstance", { processDefinitionKey: -1 }),
  call("create what only a signal starts", "CreateProcessInstance", { bpmnProcessId: "noted", version: -1 }),
  call("create with broken variables", "CreateProcessInstance", {
    bpmnProcessId: "one",
    version: -1,
    variables: "{n:1}",
  }),
  call("create with a list as variables", "CreateProcessInstance", {
    bpmnProcessId: "one",
    version: -1,
    variables: "[1]",
  }),
  call("create with a text as variables", "CreateProcessInstance", {
    bpmnProcessId: "one",
    version: -1,
    variables: '"x"',
  }),
  call("create for a tenant", "CreateProcessInstance", { bpmnProcessId: "one", version: -1, tenantId: "other" }),
  call("create with result", "CreateProcessInstanceWithResult", {
    request: { bpmnProcessId: "instant", version: -1, variables: '{"a":1,"b":{"c":[1,2]}}' },
  }),
  call("create with parts of the result", "CreateProcessInstanceWithResult", {
    request: { bpmnProcessId: "instant", version: -1, variables: '{"a":1,"b":2}' },
    fetchVariables: ["b"],
  }),
  call("create with result and wait in vain", "CreateProcessInstanceWithResult", {
    request: { bpmnProcessId: "one", version: -1 },
    requestTimeout: 300,
  }),
  call("create with result an unknown process", "CreateProcessInstanceWithResult", {
    request: { bpmnProcessId: "nobody", version: -1 },
  }),
  call("create with result without a request", "CreateProcessInstanceWithResult", {}),
  call("cancel an instance", "CancelProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create a version", "processInstanceKey"),
  })),
  call("cancel it again", "CancelProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create a version", "processInstanceKey"),
  })),
  call("cancel nothing", "CancelProcessInstance", {}),
];

const take = (name: string, more: object = {}) =>
  call(name, "ActivateJobs", {
    type: "a",
    worker: "w",
    timeout: 600_000,
    maxJobsToActivate: 1,
    requestTimeout: -1,
    ...more,
  });

const working: Call[] = [
  take("activate"),
  take("activate with some variables", { fetchVariable: ["nothing"] }),
  take("activate a third"),
  take("activate where there is none", { type: "nothing" }),
  take("activate without type", { type: "" }),
  take("activate without worker", { worker: "", type: "nothing" }),
  take("activate without time-out", { timeout: 0 }),
  take("activate without maximum", { maxJobsToActivate: 0 }),
  take("activate for a tenant", { tenantIds: ["other"] }),
  take("activate for tenants", { tenantIds: ["<default>", "other"] }),
  call("stream without type", "StreamActivatedJobs", { type: "", worker: "w", timeout: 1000 }),
  call("stream without time-out", "StreamActivatedJobs", { type: "a", worker: "w", timeout: 0 }),
  call("stream for a tenant", "StreamActivatedJobs", { type: "a", worker: "w", timeout: 1000, tenantIds: ["other"] }),
  call("update retries", "UpdateJobRetries", (known: Known) => ({ jobKey: known.job("activate"), retries: 5 })),
  call("update retries to none", "UpdateJobRetries", (known: Known) => ({ jobKey: known.job("activate"), retries: 0 })),
  call("update retries of nothing", "UpdateJobRetries", { jobKey: NOBODY, retries: 1 }),
  call("update the time-out", "UpdateJobTimeout", (known: Known) => ({
    jobKey: known.job("activate"),
    timeout: 1_000_000,
  })),
  call("update the time-out of nothing", "UpdateJobTimeout", { jobKey: NOBODY, timeout: 1 }),
  call("complete with broken variables", "CompleteJob", (known: Known) => ({
    jobKey: known.job("activate"),
    variables: "{",
  })),
  call("complete", "CompleteJob", (known: Known) => ({ jobKey: known.job("activate"), variables: '{"done":true}' })),
  call("complete again", "CompleteJob", (known: Known) => ({ jobKey: known.job("activate") })),
  call("complete nothing", "CompleteJob", { jobKey: NOBODY }),
  call("fail with retries", "FailJob", (known: Known) => ({
    jobKey: known.job("activate with some variables"),
    retries: 1,
    errorMessage: "broken",
    variables: '{"why":"x"}',
  })),
  call("fail without retries", "FailJob", (known: Known) => ({
    jobKey: known.job("activate with some variables"),
    retries: 0,
    errorMessage: "broken",
  })),
  call("fail again", "FailJob", (known: Known) => ({
    jobKey: known.job("activate with some variables"),
    retries: 1,
  })),
  call("complete the failed job", "CompleteJob", (known: Known) => ({
    jobKey: known.job("activate with some variables"),
  })),
  call("update the time-out of the failed job", "UpdateJobTimeout", (known: Known) => ({
    jobKey: known.job("activate with some variables"),
    timeout: 1000,
  })),
  call("fail nothing", "FailJob", { jobKey: NOBODY, retries: 1 }),
  call("throw an error", "ThrowError", (known: Known) => ({
    jobKey: known.job("activate a third"),
    errorCode: "E",
    errorMessage: "nobody catches it",
  })),
  call("throw an error again", "ThrowError", (known: Known) => ({
    jobKey: known.job("activate a third"),
    errorCode: "E",
  })),
  call("throw an error at nothing", "ThrowError", { jobKey: NOBODY, errorCode: "E" }),
  call("resolve no incident", "ResolveIncident", { incidentKey: NOBODY }),
];

const others: Call[] = [
  call("set variables", "SetVariables", (known: Known) => ({
    elementInstanceKey: known.of("create by key", "processInstanceKey"),
    variables: '{"x":1}',
  })),
  call("set local variables", "SetVariables", (known: Known) => ({
    elementInstanceKey: known.of("create by key", "processInstanceKey"),
    variables: '{"x":1}',
    local: true,
  })),
  call("set no variables", "SetVariables", (known: Known) => ({
    elementInstanceKey: known.of("create by key", "processInstanceKey"),
  })),
  call("set broken variables", "SetVariables", (known: Known) => ({
    elementInstanceKey: known.of("create by key", "processInstanceKey"),
    variables: "nonsense",
  })),
  call("set variables of nothing", "SetVariables", { elementInstanceKey: NOBODY, variables: "{}" }),
  call("publish", "PublishMessage", {
    name: "news",
    correlationKey: "7",
    timeToLive: 60_000,
    messageId: "id",
    variables: "{}",
  }),
  call("publish the same again", "PublishMessage", {
    name: "news",
    correlationKey: "7",
    timeToLive: 60_000,
    messageId: "id",
  }),
  call("publish without name", "PublishMessage", { correlationKey: "7" }),
  call("publish without key", "PublishMessage", { name: "news" }),
  call("publish for a tenant", "PublishMessage", { name: "news", tenantId: "other" }),
  call("broadcast", "BroadcastSignal", { signalName: "go", variables: '{"a":1}' }),
  call("broadcast without name", "BroadcastSignal", {}),
  call("broadcast for a tenant", "BroadcastSignal", { signalName: "go", tenantId: "other" }),
  call("evaluate", "EvaluateDecision", { decisionId: "discount", variables: '{"n":11}' }),
  call("evaluate by key", "EvaluateDecision", (known: Known) => ({
    decisionKey: known.of("deploy a decision", "deployments", 0, "decision", "decisionKey"),
    variables: '{"n":1}',
  })),
  call("evaluate without a rule that fits", "EvaluateDecision", { decisionId: "discount", variables: '{"n":"x"}' }),
  call("evaluate with failure", "EvaluateDecision", { decisionId: "ambiguous", variables: '{"n":11}' }),
  call("evaluate an unknown decision", "EvaluateDecision", { decisionId: "nobody" }),
  call("evaluate an unknown key", "EvaluateDecision", { decisionKey: NOBODY }),
  call("evaluate nothing", "EvaluateDecision", {}),
  call("evaluate by both", "EvaluateDecision", { decisionId: "discount", decisionKey: NOBODY, variables: '{"n":1}' }),
  call("evaluate for a tenant", "EvaluateDecision", { decisionId: "discount", tenantId: "other" }),
];

const repairing: Call[] = [
  call("modify", "ModifyProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create by key", "processInstanceKey"),
    activateInstructions: [{ elementId: "a", variableInstructions: [{ variables: '{"z":1}', scopeId: "a" }] }],
  })),
  call("modify at an unknown element", "ModifyProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create by key", "processInstanceKey"),
    activateInstructions: [{ elementId: "nowhere" }],
  })),
  call("modify by ending an unknown element", "ModifyProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create by key", "processInstanceKey"),
    terminateInstructions: [{ elementInstanceKey: NOBODY }],
  })),
  call("modify with broken variables", "ModifyProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create by key", "processInstanceKey"),
    activateInstructions: [{ elementId: "a", variableInstructions: [{ variables: "{" }] }],
  })),
  call("modify nothing", "ModifyProcessInstance", { processInstanceKey: NOBODY }),
  call("migrate", "MigrateProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create without variables", "processInstanceKey"),
    migrationPlan: {
      targetProcessDefinitionKey: known.of("deploy a process the old way", "processes", 0, "processDefinitionKey"),
      mappingInstructions: [{ sourceElementId: "a", targetElementId: "a" }],
    },
  })),
  call("migrate to nothing", "MigrateProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create by key", "processInstanceKey"),
    migrationPlan: { targetProcessDefinitionKey: NOBODY, mappingInstructions: [] },
  })),
  call("migrate without mapping", "MigrateProcessInstance", (known: Known) => ({
    processInstanceKey: known.of("create by key", "processInstanceKey"),
    migrationPlan: {
      targetProcessDefinitionKey: known.of("deploy a process the old way", "processes", 0, "processDefinitionKey"),
      mappingInstructions: [],
    },
  })),
  call("migrate nothing", "MigrateProcessInstance", {
    processInstanceKey: NOBODY,
    migrationPlan: { targetProcessDefinitionKey: NOBODY, mappingInstructions: [] },
  }),
  call("migrate without plan", "MigrateProcessInstance", { processInstanceKey: NOBODY }),
  call("delete a resource", "DeleteResource", (known: Known) => ({
    resourceKey: known.of("deploy", "deployments", 1, "process", "processDefinitionKey"),
  })),
  call("delete it again", "DeleteResource", (known: Known) => ({
    resourceKey: known.of("deploy", "deployments", 1, "process", "processDefinitionKey"),
  })),
  call("delete nothing", "DeleteResource", { resourceKey: NOBODY }),
];

/** Every call of the protocol with good and bad arguments, in this order on an empty engine. */
export const CALLS: readonly Call[] = [
  ...deploying,
  ...creating,
  ...working,
  ...others,
  ...repairing,
  call("topology", "Topology", {}),
];
