import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatModel, modelNames } from "../../tools/moddle.ts";
import { lintFolder, lintModel } from "../../tools/lint-models.ts";

const names = await modelNames("bpmn");
const read = (name: string): string => readFileSync(`bpmn/${name}`, "utf8");
const MOST_FLOW_NODES = 50;

describe("the models of the loop", () => {
  it("are the nine processes and four decisions of the design", () => {
    expect(names).toEqual([
      "auftrag.bpmn",
      "beschluss.bpmn",
      "buendelung.bpmn",
      "frist.dmn",
      "meldung.bpmn",
      "projektgruppe.bpmn",
      "projektgruppen-zuordnung.dmn",
      "rueckmeldung-auswertung.dmn",
      "rueckmeldung.bpmn",
      "schwelle.dmn",
      "sitzung.bpmn",
      "systematische-herausforderung.bpmn",
      "transparenz.bpmn",
    ]);
  });

  it.each(names)("%s is saved as Camunda Modeler saves it", async (name) => {
    expect(await formatModel(name, read(name))).toBe(read(name));
  });

  it.each(names.filter((name) => name.endsWith(".bpmn")))(
    "%s has at most 50 flow nodes, each of them drawn",
    (name) => {
      const xml = read(name);
      const nodes = [
        ...xml.matchAll(/<bpmn:(\w*(?:Task|Event|Gateway|CallActivity|callActivity|subProcess|task)) id="(\w+)"/g),
      ];
      const drawn = new Set([...xml.matchAll(/BPMNShape id="\w+" bpmnElement="(\w+)"/g)].map(([, id]) => id));
      expect(nodes.length).toBeGreaterThan(10);
      expect(nodes.length).toBeLessThanOrEqual(MOST_FLOW_NODES);
      expect(nodes.map(([, , id]) => id).filter((id) => !drawn.has(id))).toEqual([]);
    },
  );

  it("give bpmnlint nothing to say, for Camunda 8.6 and 8.9", async () => {
    expect(await lintFolder("bpmn")).toEqual([]);
  });

  it("would be told when a service task loses its job type", async () => {
    const broken = read("sitzung.bpmn").replace('<zeebe:taskDefinition type="benachrichtigen" />', "");
    const problems = await lintModel("sitzung.bpmn", broken);
    expect(problems.join()).toContain("zeebe:TaskDefinition");
  });
});
