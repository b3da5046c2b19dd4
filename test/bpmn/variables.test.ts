import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { variableUses } from "./variable-uses.ts";

const entry = z.object({
  type: z.string(),
  description: z.string().min(1),
  examples: z.tuple([z.unknown()]),
  owner: z.string().regex(/^(model|form|worker|dmn|portal)(:.+)?$/),
  transient: z.boolean(),
});
const schema = z
  .object({ properties: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync("bpmn/variables.schema.json", "utf8")));
const documented = new Set(Object.keys(schema.properties));
const uses = await variableUses();

describe("the list of process variables", () => {
  it("holds every variable that a model, form, decision, scenario or worker names", () => {
    const missing = [...uses].filter(([name]) => !documented.has(name));
    expect(missing.map(([name, places]) => `${name} in ${[...places].join(", ")}`)).toEqual([]);
  });

  it("holds none that nobody names", () => {
    expect([...documented].filter((name) => !uses.has(name))).toEqual([]);
  });

  it("sees variables in expressions, mappings, timers, forms, decisions, scenarios and workers", () => {
    const places = (name: string): string => [...(uses.get(name) ?? [])].join(" ");
    expect(places("vertagungen")).toContain("auftrag.bpmn");
    expect(places("schliessungMonate")).toContain("frist.dmn");
    expect(places("rueckgaben")).toContain("beschluss-erfassen.form");
    expect(places("merkblattText")).toContain("transparenz.test.json");
    expect(places("fristRegel")).toContain("worker frist-berechnen");
    expect(places("wiedervorlageAm")).toContain("buendelung.bpmn");
  });

  it("calls a variable transient exactly when its name says that it carries text", () => {
    const wrong = Object.entries(schema.properties).filter(
      ([name, { transient }]) => transient !== name.endsWith("Text"),
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});
