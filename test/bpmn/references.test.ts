import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { modelNames, readModel } from "../../tools/moddle.ts";
import { WORKERS } from "../../workers/index.ts";
import { form, nodesOf } from "./variable-uses.ts";

const names = await modelNames("bpmn");
const nodes = (
  await Promise.all(
    names.map(async (name) => [...nodesOf(await readModel(name, readFileSync(`bpmn/${name}`, "utf8")))]),
  )
).flat();
const forms = readdirSync("forms").map((file) => ({
  file,
  ...form.parse(JSON.parse(readFileSync(`forms/${file}`, "utf8"))),
}));

/** Values of one property of all nodes of a type, without duplicates. */
function valuesOf(type: string, property: string): string[] {
  const found = nodes.filter((node) => node.$type === type).map((node) => z.string().parse(node[property]));
  return [...new Set(found)].sort();
}

describe("what the models refer to", () => {
  it("is a worker for every job type, and no worker is left over", () => {
    expect(valuesOf("zeebe:TaskDefinition", "type")).toEqual(WORKERS.map(({ type }) => type).sort());
    const files = readdirSync("workers");
    expect(WORKERS.map(({ type }) => `${type}.ts`).filter((file) => !files.includes(file))).toEqual([]);
  });

  it("is a form for every form id, and no form is left over", () => {
    expect(valuesOf("zeebe:FormDefinition", "formId")).toEqual(forms.map(({ id }) => id).sort());
    expect(forms.filter(({ id, file }) => `${id}.form` !== file)).toEqual([]);
  });

  it("is a decision for every decision id, and a process for every called process", () => {
    const decisions = valuesOf("dmn:Decision", "id");
    expect(valuesOf("zeebe:CalledDecision", "decisionId").filter((id) => !decisions.includes(id))).toEqual([]);
    const processes = valuesOf("bpmn:Process", "id");
    expect(valuesOf("zeebe:CalledElement", "processId").filter((id) => !processes.includes(id))).toEqual([]);
    expect(processes.map((id) => `${id}.bpmn`)).toEqual(names.filter((name) => name.endsWith(".bpmn")));
  });

  it("is a message that the README names", () => {
    const readme = readFileSync("bpmn/README.md", "utf8");
    expect(valuesOf("bpmn:Message", "name").filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it("is a BPMN error that a worker throws", () => {
    const thrown = new Set(WORKERS.flatMap(({ bpmnErrors }) => bpmnErrors));
    expect(valuesOf("bpmn:Error", "errorCode").filter((code) => !thrown.has(code))).toEqual([]);
  });
});
