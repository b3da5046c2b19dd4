import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { createFormValidator, type FormState } from "../../src/portal/forms/validator.ts";
import { formSchema, type FormSchema } from "../../src/portal/forms/schema.ts";

type Data = Parameters<ReturnType<typeof createFormValidator>["evaluate"]>[1];

/** What the form viewer of Camunda 8.6 draws. */
const COMPONENTS_OF_8_6 = [
  "text",
  "textfield",
  "textarea",
  "number",
  "datetime",
  "checkbox",
  "radio",
  "select",
  "checklist",
];
const files = readdirSync("forms").sort();
const read = (file: string): FormSchema => formSchema.parse(JSON.parse(readFileSync(`forms/${file}`, "utf8")));
const validator = createFormValidator();
afterAll(() => validator.close());

/** What form-js says when a form with these values is submitted. */
function submit(id: string, data: Data): Promise<FormState> {
  return validator.evaluate(read(`${id}.form`), data);
}

/** Keys of the fields that were refused. */
async function refused(id: string, data: Data): Promise<string[]> {
  const form = read(`${id}.form`);
  const { errors } = await submit(id, data);
  return form.components.filter((component) => component.id in errors).map(({ key }) => key ?? "");
}

async function optionsOf(id: string, key: string, data: Data): Promise<string[]> {
  const form = read(`${id}.form`);
  const component = form.components.find((candidate) => candidate.key === key);
  const { components } = await submit(id, data);
  return (
    components.find(({ id: componentId }) => componentId === component?.id)?.options?.map(({ value }) => value) ?? []
  );
}

describe("every form", () => {
  it.each(files)("%s is drawn by form-js and refuses to be sent empty", async (file) => {
    const form = read(file);
    const { errors, components } = await validator.evaluate(form, {});
    expect(components).toHaveLength(form.components.length);
    expect(Object.keys(errors).length).toBeGreaterThan(0);
  });

  it.each(files)("%s keeps to what Camunda 8.6 draws", (file) => {
    const form = read(file);
    expect(form).toMatchObject({
      executionPlatform: "Camunda Cloud",
      executionPlatformVersion: "8.6.0",
      type: "default",
    });
    expect(form.components.map(({ type }) => type).filter((type) => !COMPONENTS_OF_8_6.includes(type))).toEqual([]);
    const keys = form.components.flatMap(({ key }) => (key === undefined ? [] : [key]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("a reason", () => {
  it("09 – is demanded when the Lenkungsgruppe denies the mandate", async () => {
    const decision = { auftragsentscheidung: "verneint", beschlussAm: "2026-02-25" };
    expect(await refused("auftrag-entscheiden", decision)).toEqual(["begruendungText"]);
    expect(await refused("auftrag-entscheiden", { ...decision, begruendungText: "Nicht zuständig." })).toEqual([]);
  });

  it.each([
    ["meldung-pruefen", { pruefergebnis: "nicht_systematisch" }],
    ["herausforderung-beobachten", { beobachtung: "uebersteuern" }],
    ["weiterleitung-pruefen", { weiterleitung: "nicht_weiter_verfolgen" }],
    ["ki-leitung-weiterleiten", { kiEntscheidung: "rueckfrage" }],
    ["auftrag-annehmen", { annahme: "abgelehnt" }],
    ["loesung-vorlegen", { loesungsergebnis: "keine_loesung" }],
    ["verlaengerung-entscheiden", { verlaengerung: "beenden" }],
    ["beschluss-erfassen", { beschluss: "abgelehnt", beschlussAm: "2026-05-20", oeffentlichkeit: "nur_cm_stellen" }],
    ["veroeffentlichung-freigeben", { freigabe: "zurueck" }],
    ["rueckmeldung-abschliessen", { abschluss: "abschliessen", wirksamkeit: "wirksam" }],
  ])("is demanded by %s", async (id, data) => {
    expect(await refused(id, data)).toEqual(["begruendungText"]);
  });

  it("is not demanded when a mandate is accepted", async () => {
    expect(await refused("auftrag-annehmen", { annahme: "angenommen" })).toEqual([]);
  });
});

describe("a choice that is not allowed", () => {
  it("13 – is not offered: a third return", async () => {
    expect(await optionsOf("beschluss-erfassen", "beschluss", { rueckgaben: 1 })).toContain("zurueck");
    const third = await optionsOf("beschluss-erfassen", "beschluss", { rueckgaben: 2 });
    expect(third).toEqual(["angenommen", "abgelehnt", "vertagt", "extern", "neuer_auftrag"]);
  });

  it("is not offered: a third feedback round", async () => {
    expect(await optionsOf("rueckmeldung-abschliessen", "abschluss", { rueckmeldeRunde: 1 })).toContain("zweite_runde");
    const second = await optionsOf("rueckmeldung-abschliessen", "abschluss", { rueckmeldeRunde: 2 });
    expect(second).toEqual(["abschliessen", "neue_runde"]);
  });
});

describe("fields that belong to an answer", () => {
  it("ask for the measures when a solution is accepted in part", async () => {
    const loesungen = [{ auftragId: "A-2026-001", loesungsergebnis: "vorgelegt", massnahmen: ["M-1", "M-2"] }];
    const data = {
      loesungen,
      rueckgaben: 0,
      beschluss: "teilweise",
      beschlussAm: "2026-05-20",
      oeffentlichkeit: "netzwerk",
    };
    expect(await optionsOf("beschluss-erfassen", "angenommeneMassnahmen", data)).toEqual(["M-1", "M-2"]);
    expect((await refused("beschluss-erfassen", data)).sort()).toEqual(
      ["angenommeneMassnahmen", "begruendungText", "rueckgabeBis", "zurueckgegebeneMassnahmen"].sort(),
    );
  });

  it("want a reference number of a challenge when a report is assigned", async () => {
    expect(await refused("meldung-pruefen", { pruefergebnis: "zuordnen", herausforderungId: "14" })).toEqual([
      "herausforderungId",
    ]);
    expect(await refused("meldung-pruefen", { pruefergebnis: "zuordnen", herausforderungId: "HF-2026-014" })).toEqual(
      [],
    );
  });

  it("want the confirmation that a report holds no data of clients", async () => {
    const report = {
      cmStelleId: "cm-stelle-troisdorf",
      titelText: "Laufzeiten",
      beschreibungText: "Verschiedene Laufzeiten.",
      themen: ["wohnen"],
      rechtskreise: ["SGB_II"],
      kommunen: ["troisdorf"],
      haeufigkeit: "3-5",
      quelle: "eigene_faelle",
    };
    expect(await refused("meldung", report)).toEqual(["keinePersonendaten"]);
    expect(await refused("meldung", { ...report, keinePersonendaten: true })).toEqual([]);
    expect(await refused("meldung", { ...report, keinePersonendaten: true, eilt: true })).toEqual(["eilgrundText"]);
  });
});
