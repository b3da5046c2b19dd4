import {
  activate,
  behaviour,
  cancel,
  completeJob,
  create,
  deploy,
  resolveIncident,
  type Behaviour,
} from "../behaviour.ts";
import { around, extended } from "../model/around.ts";
import * as m from "../model/bpmn.ts";
import * as d from "../model/dmn.ts";

const linking = (...links: readonly string[]): Record<string, string> =>
  around(
    extended(
      m.service("a", { type: "a", headers: { h: "1" } }),
      `<zeebe:linkedResources>${links.join("")}</zeebe:linkedResources>`,
    ),
  );
const link = (id: string, more = ""): string =>
  `<zeebe:linkedResource resourceId="${id}" resourceType="RPA" linkName="script" ${more}/>`;
const deployment = 'bindingType="deployment"';
const tagged = 'bindingType="versionTag" versionTag="v1"';
const rpa = (id: string, versionTag?: string): string =>
  JSON.stringify({ id, versionTag, script: `${id} ${versionTag ?? ""}` });
const called = (type: string, versionTag?: string): string =>
  m.process(
    "q",
    [m.start("s"), m.service("in", type), m.end("e"), m.flows("s > in > e")],
    versionTag === undefined ? {} : { versionTag },
  );
const decision = (result: string, versionTag?: string): string =>
  d
    .decisions("file", d.table("d", { inputs: [], outputs: ["r"], rules: [[result]] }))
    .replace('<decision id="d"', '<decision xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d"')
    .replace(
      "<decisionTable",
      versionTag === undefined
        ? "<decisionTable"
        : `<extensionElements><zeebe:versionTag value="${versionTag}"/></extensionElements><decisionTable`,
    );
const form = (text: string, versionTag?: string): string =>
  JSON.stringify({ id: "f", versionTag, components: [{ text }] });
const rule = (binding?: string, versionTag?: string): Record<string, string> =>
  around(
    m.rule("a", {
      decision: "d",
      result: "r",
      ...(binding === undefined ? {} : { binding }),
      ...(versionTag === undefined ? {} : { versionTag }),
    }),
  );
const withForm = (more: string): Record<string, string> =>
  around(extended(m.user("a"), `<zeebe:formDefinition formId="f" ${more}/>`));

/** Which version of a called process, decision, form or linked resource is meant. */
export const bindings: readonly Behaviour[] = [
  behaviour("a linked resource: the latest", {
    resources: { ...linking(link("one")), "one.rpa": rpa("one") },
    steps: [create("p"), activate("a"), deploy({ "one.rpa": rpa("one", "v2") }), create("p")],
  }),
  behaviour("a linked resource that is not there", {
    resources: linking(link("one")),
    steps: [create("p"), resolveIncident(), deploy({ "one.rpa": rpa("one") }), resolveIncident(), completeJob("a")],
  }),
  behaviour("a linked resource of the deployment", {
    resources: { ...linking(link("one", deployment)), "one.rpa": rpa("one") },
    steps: [deploy({ "one.rpa": rpa("one", "v2") }), create("p")],
  }),
  behaviour("a linked resource that is not in the deployment", {
    resources: linking(link("one", deployment)),
    steps: [deploy({ "one.rpa": rpa("one") }), create("p"), cancel()],
  }),
  behaviour("a linked resource with a version tag", {
    resources: { ...linking(link("one", tagged)), "one.rpa": rpa("one", "v1") },
    steps: [deploy({ "one.rpa": rpa("one", "v2") }), create("p")],
  }),
  behaviour("a linked resource whose version tag is not there", {
    resources: linking(link("one", tagged)),
    steps: [create("p"), deploy({ "one.rpa": rpa("one", "v1") }), resolveIncident()],
  }),
  behaviour("two linked resources", {
    resources: {
      ...linking(
        link("one"),
        '<zeebe:linkedResource resourceId="two" resourceType="T" linkName="other" bindingType="latest"/>',
      ),
      "one.rpa": rpa("one"),
      "two.rpa": rpa("two"),
    },
    steps: [create("p")],
  }),
  behaviour("a linked resource whose id looks like an expression", {
    resources: { ...linking(link("=id")), "one.rpa": rpa("one") },
    steps: [create("p", { id: "one" })],
  }),
  behaviour("linked resources without id, type and name", {
    resources: linking("<zeebe:linkedResource/>", '<zeebe:linkedResource resourceId="" resourceType="" linkName=""/>'),
    steps: [create("p")],
  }),
  behaviour("a linked resource of an unknown binding", {
    resources: linking(link("one", 'bindingType="newest"')),
    steps: [create("p")],
  }),
  behaviour("a linked resource that is deleted", {
    resources: linking(link("one")),
    steps: [deploy({ "one.rpa": rpa("one") }), deploy({ "one.rpa": rpa("one", "v2") }), create("p")],
  }),
  behaviour("call activity: the latest", {
    resources: { ...around(m.call("a", "q")), "q.bpmn": called("one") },
    steps: [create("p"), deploy({ "q.bpmn": called("two") }), create("p"), completeJob("one"), completeJob("two")],
  }),
  behaviour("call activity: of the deployment", {
    resources: { ...around(m.call("a", "q", { binding: "deployment" })), "q.bpmn": called("one") },
    steps: [deploy({ "q.bpmn": called("two") }), create("p")],
  }),
  behaviour("call activity: with a version tag", {
    resources: {
      ...around(m.call("a", "q", { binding: "versionTag", versionTag: "v1" })),
      "q.bpmn": called("one", "v1"),
    },
    steps: [
      deploy({ "q.bpmn": called("two", "v2") }),
      create("p"),
      deploy({ "q.bpmn": called("three", "v1") }),
      create("p"),
    ],
  }),
  behaviour("call activity: with a version tag that is not there", {
    resources: around(m.call("a", "q", { binding: "versionTag", versionTag: "v1" })),
    steps: [
      deploy({ "q.bpmn": called("two", "v2") }),
      create("p"),
      deploy({ "q.bpmn": called("one", "v1") }),
      resolveIncident(),
    ],
  }),
  behaviour("decision: the latest", {
    resources: { ...rule(), "d.dmn": decision("1") },
    steps: [create("p"), deploy({ "d.dmn": decision("2") }), create("p")],
  }),
  behaviour("decision: of the deployment", {
    resources: { ...rule("deployment"), "d.dmn": decision("1") },
    steps: [deploy({ "d.dmn": decision("2") }), create("p")],
  }),
  behaviour("decision: with a version tag", {
    resources: { ...rule("versionTag", "v1"), "d.dmn": decision("1", "v1") },
    steps: [deploy({ "d.dmn": decision("2", "v2") }), create("p")],
  }),
  behaviour("decision: with a version tag that is not there", {
    resources: rule("versionTag", "v1"),
    steps: [create("p"), deploy({ "d.dmn": decision("1", "v1") }), resolveIncident()],
  }),
  behaviour("form: the latest", {
    resources: { ...withForm(""), "f.form": form("1") },
    steps: [create("p"), deploy({ "f.form": form("2") }), create("p")],
  }),
  behaviour("form: of the deployment", {
    resources: { ...withForm(deployment), "f.form": form("1") },
    steps: [deploy({ "f.form": form("2") }), create("p")],
  }),
  behaviour("form: with a version tag", {
    resources: { ...withForm(tagged), "f.form": form("1", "v1") },
    steps: [deploy({ "f.form": form("2", "v2") }), create("p")],
  }),
  behaviour("form: with a version tag that is not there", {
    resources: withForm(tagged),
    steps: [create("p"), deploy({ "f.form": form("1", "v1") }), resolveIncident()],
  }),
  behaviour("a newer version of a process, the deployment of its call stays", {
    resources: { ...around(m.call("a", "q", { binding: "deployment" })), "q.bpmn": called("one") },
    steps: [
      deploy({ ...around(m.call("a", "q", { binding: "deployment" })), "q.bpmn": called("two") }),
      create("p", {}, { version: 1 }),
      create("p"),
    ],
  }),
];
