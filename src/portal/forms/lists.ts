import {
  listBodies,
  listChallenges,
  listCmStellen,
  measuresOf,
  profileOf,
  type Register,
} from "../../register/index.ts";
import type { FieldOption } from "../form-field.ts";
import type { FormComponent, FormSchema } from "./schema.ts";

/** Challenges that a report can still be assigned to. */
const OPEN_STATES = [
  "beobachtung",
  "ruhend",
  "schwelle_erreicht",
  "bei_ki_leitung",
  "auftrag_offen",
  "auftrag_erteilt",
  "in_bearbeitung",
  "loesung_vorgelegt",
  "beschlossen",
  "in_anwendung",
  "rueckmeldung",
] as const;

const named = (list: readonly { readonly id: string; readonly name: string }[]): FieldOption[] =>
  list.map(({ id, name }) => ({ value: id, label: name }));

/** How each list that a form names by `properties.liste` is read from the register. */
const LISTS: Readonly<Record<string, (register: Register) => Promise<readonly FieldOption[]>>> = {
  projektgruppen: async (register) =>
    (await listBodies(register))
      .filter(({ art }) => art === "projektgruppe")
      .map(({ gremiumId, name }) => ({ value: gremiumId, label: name })),
  "cm-stellen": async (register) =>
    (await listCmStellen(register)).map(({ orgUnitId, name }) => ({ value: orgUnitId, label: name })),
  herausforderungen: async (register) =>
    (await listChallenges(register, { status: OPEN_STATES, limit: 200 })).map(({ herausforderungId, titel }) => ({
      value: herausforderungId,
      label: `${herausforderungId} – ${titel}`,
    })),
  kommunen: async (register) => named((await profileOf(register)).codeLists.kommunen),
  themen: async (register) => named((await profileOf(register)).codeLists.themen),
  rechtskreise: async (register) => named((await profileOf(register)).codeLists.rechtskreise),
  quellen: async (register) => named((await profileOf(register)).codeLists.quellen),
  behoerdenarten: async (register) => named((await profileOf(register)).codeLists.stellenarten),
};

/** Labels for the measures that the engine knows by id only; keys of the fields that choose among them. */
const MEASURE_FIELDS: ReadonlySet<string> = new Set(["angenommeneMassnahmen", "zurueckgegebeneMassnahmen"]);

async function measureOptions(
  register: Register,
  herausforderungId: string | undefined,
): Promise<readonly FieldOption[]> {
  if (herausforderungId === undefined) return [];
  const measures = await measuresOf(register, herausforderungId);
  return measures.map(({ massnahmeId, titel }) => ({ value: massnahmeId, label: titel }));
}

/** A component whose values come from the register; a plain text field becomes a choice. */
function withValues(component: FormComponent, options: readonly FieldOption[]): FormComponent {
  const values = options.map(({ value, label }) => ({ value, label }));
  const rest = { ...component };
  delete rest.valuesExpression;
  if (component.type !== "textfield") return { ...rest, values };
  return {
    ...rest,
    type: "select",
    searchable: true,
    values,
    validate: { required: component.validate?.required ?? false },
  };
}

/** The form with the lists of the municipality in place of the examples that a form designer typed. */
export async function fillLists(
  register: Register,
  schema: FormSchema,
  { herausforderungId }: { readonly herausforderungId?: string | undefined } = {},
): Promise<FormSchema> {
  const fill = async (component: FormComponent): Promise<FormComponent> => {
    if (MEASURE_FIELDS.has(component.key ?? ""))
      return withValues(component, await measureOptions(register, herausforderungId));
    const read = LISTS[component.properties?.["liste"] ?? ""];
    return read === undefined ? component : withValues(component, await read(register));
  };
  return { ...schema, components: await Promise.all(schema.components.map(fill)) };
}
