import type { ProfileFile } from "./schema.ts";

/** Faults that a schema cannot see: ids that name nothing, ids given twice, patterns that are none. Each says the way out. */
export function checkProfile(file: ProfileFile): string[] {
  const units = file.einheiten.map(({ id }) => id);
  const bodies = file.gremien.map(({ id }) => id);
  return [
    ...duplicates("einheiten", units),
    ...duplicates("gremien", bodies),
    ...duplicates(
      "personen",
      file.personen.map(({ id }) => id),
    ),
    ...duplicates(
      "personen",
      file.personen.flatMap(({ anmeldung }) => anmeldung ?? []),
    ),
    ...clashes(units, bodies),
    ...unitFaults(file, units),
    ...bodyFaults(file, units),
    ...file.personen.flatMap((person) => personFaults(person, file)),
    ...required(file),
    ...patternFaults(file),
  ];
}

function duplicates(section: string, ids: readonly string[]): string[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return twice.map((id) => `${section}: Expected each id once, but "${id}" is given twice; rename one of them`);
}

/** Units and bodies share the space of group ids. */
function clashes(units: readonly string[], bodies: readonly string[]): string[] {
  return units
    .filter((id) => bodies.includes(id))
    .map((id) => `gremien: Expected ids that no unit has, but "${id}" is also a unit; rename one of them`);
}

function unitFaults(file: ProfileFile, units: readonly string[]): string[] {
  return file.einheiten.flatMap(({ id, uebergeordnet, kommune }) => [
    ...(isInCircle(file, id)
      ? [
          `einheiten.${id}.uebergeordnet: Expected a way up to the Kreis, but the units run in a circle; change one of them`,
        ]
      : []),
    ...dangling(`einheiten.${id}.uebergeordnet`, uebergeordnet, units),
    ...dangling(`einheiten.${id}.kommune`, kommune, units),
  ]);
}

function isInCircle(file: ProfileFile, id: string): boolean {
  const above = (unit: string | undefined) => file.einheiten.find((other) => other.id === unit)?.uebergeordnet;
  const seen = new Set<string>();
  for (let next = above(id); next !== undefined && !seen.has(next); next = above(next)) seen.add(next);
  return seen.has(id);
}

function bodyFaults(file: ProfileFile, units: readonly string[]): string[] {
  const themes = file.listen.themen.map(({ id }) => id);
  return file.gremien.flatMap((body) => [
    ...body.kommunen.flatMap((id) => dangling(`gremien.${body.id}.kommunen`, id, units)),
    ...body.themen.flatMap((id) => dangling(`gremien.${body.id}.themen`, id, themes)),
    ...(body.art === "projektgruppe" && body.bezug === undefined
      ? [`gremien.${body.id}: Expected bezug (lokal or thema) for a project group, but there is none; add it`]
      : []),
  ]);
}

function personFaults(person: ProfileFile["personen"][number], file: ProfileFile): string[] {
  const offices = file.einheiten.filter(({ art }) => ["cm-stelle", "abh", "ebh"].includes(art)).map(({ id }) => id);
  const bodies = file.gremien.map(({ id }) => id);
  const where = `personen.${person.id}`;
  return [
    ...person.gremien.flatMap(({ gremium }) => dangling(`${where}.gremien`, gremium, bodies)),
    ...person.rollen.flatMap(({ rolle, stelle }) => {
      if (rolle !== "case-manager")
        return stelle === undefined
          ? []
          : [`${where}.rollen: Expected stelle with case-manager only, but ${rolle} has one; remove it`];
      if (stelle === undefined)
        return [`${where}.rollen: Expected stelle for case-manager, but there is none; name the CM-Stelle`];
      return dangling(`${where}.rollen.stelle`, stelle, offices);
    }),
  ];
}

/** The loop cannot run without these. */
function required(file: ProfileFile): string[] {
  const steering = file.gremien.filter(({ art }) => art === "lenkungsgruppe");
  const offices = file.einheiten.filter(({ art }) => art === "cm-stelle");
  return [
    ...(steering.length === 1 && steering[0]?.id === "lenkungsgruppe"
      ? []
      : [
          `gremien: Expected exactly one body of art lenkungsgruppe with the id "lenkungsgruppe", but found ${steering.length}; its name is free`,
        ]),
    ...(offices.length > 0
      ? []
      : ["einheiten: Expected at least one cm-stelle, but there is none; add the offices that report"]),
  ];
}

function patternFaults(file: ProfileFile): string[] {
  return file.eingabepruefung.aktenzeichenMuster.flatMap((source) => {
    try {
      return new RegExp(source, "u").test("")
        ? [
            `eingabepruefung.aktenzeichenMuster: Expected a pattern of a case number, but "${source}" matches the empty text`,
          ]
        : [];
    } catch (error) {
      return [
        `eingabepruefung.aktenzeichenMuster: Expected a regular expression, but "${source}" is none (${String(error)})`,
      ];
    }
  });
}

function dangling(where: string, id: string | undefined, known: readonly string[]): string[] {
  if (id === undefined || known.includes(id)) return [];
  const near = known.filter((other) => other.startsWith(id.slice(0, 3))).slice(0, 3);
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : `known are ${known.slice(0, 8).join(", ")}`;
  return [`${where}: Expected an id that exists, but "${id}" names nothing; ${hint}`];
}
