import {
  listBodies,
  listChallenges,
  listCmStellen,
  profileOf,
  type Register,
} from "../../register/index.ts";
import type { FieldOption } from "../form-field.ts";
import type { FormSchema } from "./schema.ts";

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

/** The form with the lists of the municipality in place of the examples that a form designer typed. */
export async function fillLists(register: Register, schema: FormSchema): Promise<FormSchema> {
  const components = await Promise.all(
    schema.components.map(async (component) => {
      const read = LISTS[component.properties?.["liste"] ?? ""];
      if (read === undefined) return component;
      const values = await read(register);
      return { ...component, values: values.map(({ value, label }) => ({ value, label })) };
    }),
  );
  return { ...schema, components };
}
