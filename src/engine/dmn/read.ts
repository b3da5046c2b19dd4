import { DmnModdle } from "dmn-moddle";
import { readLogic } from "./read-logic.ts";
import type { DecisionSource, DecisionsSource, KnowledgeSource } from "./source.ts";
import { XmlElement } from "./xml-element.ts";

/** What Camunda Modeler writes and dmn-moddle reads. */
const DMN_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/** Other versions of DMN whose shared elements are read as those of 1.3. */
const OTHER_VERSIONS = [
  "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
  "http://www.omg.org/spec/DMN/20180521/MODEL/",
  "https://www.omg.org/spec/DMN/20211108/MODEL/",
  "https://www.omg.org/spec/DMN/20230324/MODEL/",
  "https://www.omg.org/spec/DMN/20240513/MODEL/",
];

let known: DmnModdle | undefined;

/** Made for the first decision that is read: an engine with nothing to deploy starts without it. */
function moddle(): DmnModdle {
  return (known ??= new DmnModdle());
}

/** Reads a DMN file; an unreadable one yields why. */
export async function readDecisions(xml: string): Promise<DecisionsSource | { readonly error: string }> {
  try {
    const { rootElement, warnings } = await moddle().fromXML(asDmn13(xml));
    const repeated = warnings.find(({ message }) => message.includes("duplicate ID"));
    if (repeated !== undefined) return { error: repeated.message };
    if (typeof rootElement !== "object" || rootElement === null)
      return { error: "Expected a DMN model, but found nothing" };
    return definitionsOf(new XmlElement(rootElement));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function asDmn13(xml: string): string {
  return OTHER_VERSIONS.reduce((text, namespace) => text.replaceAll(namespace, DMN_13), xml);
}

function definitionsOf(root: XmlElement): DecisionsSource {
  const elements = root.children("drgElement");
  return {
    id: root.text("id") ?? "",
    name: root.text("name") ?? "",
    namespace: root.text("namespace") ?? "",
    decisions: elements.filter(({ type }) => type === "Decision").map(decisionOf),
    knowledge: elements.filter(({ type }) => type === "BusinessKnowledgeModel").flatMap(knowledgeOf),
  };
}

function decisionOf(element: XmlElement): DecisionSource {
  return {
    id: element.text("id") ?? "",
    name: element.text("name") ?? "",
    versionTag: versionTagOf(element),
    resultName: element.child("variable")?.text("name"),
    requiredDecisions: element.children("informationRequirement").flatMap((link) => hrefOf(link, "requiredDecision")),
    requiredKnowledge: requiredKnowledge(element),
    logic: readLogic(element.child("decisionLogic")),
  };
}

function versionTagOf(element: XmlElement): string {
  const values = element.child("extensionElements")?.children("values") ?? [];
  return values.map((value) => value.text("value") ?? "").find((value) => value !== "") ?? "";
}

function requiredKnowledge(element: XmlElement): readonly string[] {
  return element.children("knowledgeRequirement").flatMap((link) => hrefOf(link, "requiredKnowledge"));
}

function hrefOf(link: XmlElement, name: string): readonly string[] {
  const href = link.child(name)?.text("href");
  return href === undefined ? [] : [href.replace(/^.*#/, "")];
}

function knowledgeOf(element: XmlElement): readonly KnowledgeSource[] {
  const logic = readLogic(element.child("encapsulatedLogic"));
  if (logic.kind !== "function") return [];
  const name = element.child("variable")?.text("name") ?? element.text("name") ?? "";
  return [{ id: element.text("id") ?? "", name, requiredKnowledge: requiredKnowledge(element), function: logic }];
}
