import { lineageOf } from "./challenges.ts";
import type { Register } from "./open.ts";

/** Kinds of entries of a timeline. */
export type TimelineKind =
  | "status"
  | "meldung"
  | "entscheidung"
  | "auftrag"
  | "veroeffentlichung"
  | "rueckmelderunde"
  | "zusammenfuehrung"
  | "tagesordnung";

/** One thing that happened to a challenge: ids, enumerated values and moments; texts are behind `textReferenz`. */
export interface TimelineEntry {
  readonly am: string;
  readonly art: TimelineKind;
  readonly herausforderungId: string;
  readonly schritt?: string | null;
  readonly von?: string | null;
  readonly nach?: string | null;
  readonly ergebnis?: string | null;
  readonly actor?: string;
  readonly meldungId?: string;
  readonly auftragId?: string | null;
  readonly projektgruppeId?: string;
  readonly sitzungId?: string | null;
  readonly zielId?: string;
  readonly nummer?: number;
  readonly textReferenz?: string | null;
}

/** Entries of one kind for the rounds of a challenge. */
type Source = (register: Register, ids: readonly string[]) => Promise<TimelineEntry[]>;

const ORDER: readonly TimelineKind[] = [
  "meldung",
  "entscheidung",
  "zusammenfuehrung",
  "tagesordnung",
  "auftrag",
  "veroeffentlichung",
  "rueckmelderunde",
  "status",
];

/** All that happened to a challenge and its earlier rounds, oldest first; things of one moment in the order of cause and effect. */
export async function timelineOf(register: Register, herausforderungId: string): Promise<TimelineEntry[]> {
  const ids = await lineageOf(register, herausforderungId);
  const parts = await Promise.all(SOURCES.map((source) => source(register, ids)));
  return parts
    .flat()
    .toSorted((a, b) => (a.am < b.am ? -1 : a.am > b.am ? 1 : ORDER.indexOf(a.art) - ORDER.indexOf(b.art)));
}

const statusChanges: Source = async ({ db }, ids) => {
  const rows = await db.selectFrom("statuswechsel").selectAll().where("herausforderungId", "in", ids).execute();
  return rows.map((row) => ({
    am: row.am,
    art: "status",
    herausforderungId: row.herausforderungId ?? "",
    von: row.von,
    nach: row.nach,
    ergebnis: row.grund,
    actor: row.actor,
  }));
};

const reports: Source = async ({ db }, ids) => {
  const rows = await db.selectFrom("zuordnung").selectAll().where("herausforderungId", "in", ids).execute();
  return rows.map(({ von, herausforderungId, meldungId, actor }) => ({
    am: von,
    art: "meldung",
    herausforderungId,
    meldungId,
    actor,
  }));
};

const decisions: Source = async ({ db }, ids) => {
  const rows = await db.selectFrom("entscheidung").selectAll().where("herausforderungId", "in", ids).execute();
  return rows.map((row) => ({
    am: row.erfasstAm,
    art: "entscheidung",
    herausforderungId: row.herausforderungId ?? "",
    schritt: row.schritt,
    ergebnis: row.ergebnis,
    actor: row.actor,
    auftragId: row.auftragId,
    sitzungId: row.sitzungId,
    textReferenz: row.textReferenz,
  }));
};

const mandates: Source = async ({ db }, ids) => {
  const rows = await db.selectFrom("auftrag").selectAll().where("herausforderungId", "in", ids).execute();
  return rows.flatMap((row) => {
    const base = {
      art: "auftrag" as const,
      herausforderungId: row.herausforderungId,
      auftragId: row.auftragId,
      projektgruppeId: row.projektgruppeId,
    };
    const moments = [
      { am: row.erteiltAm, nach: "erteilt" },
      { am: row.angenommenAm, nach: "angenommen" },
      { am: row.abgegebenAm, nach: row.ergebnis },
    ];
    return moments.flatMap(({ am, nach }) => (am === null ? [] : [{ ...base, am, nach }]));
  });
};

const publications: Source = async ({ db }, ids) => {
  const rows = await db
    .selectFrom("veroeffentlichung")
    .selectAll()
    .where("herausforderungId", "in", ids)
    .where("veroeffentlichtAm", "is not", null)
    .execute();
  return rows.map(({ veroeffentlichtAm, herausforderungId, oeffentlichkeit }) => ({
    am: veroeffentlichtAm ?? "",
    art: "veroeffentlichung",
    herausforderungId,
    ergebnis: oeffentlichkeit,
  }));
};

const feedbackRounds: Source = async ({ db }, ids) => {
  const rows = await db.selectFrom("rueckmelderunde").selectAll().where("herausforderungId", "in", ids).execute();
  return rows.flatMap(({ geoeffnetAm, geschlossenAm, herausforderungId, nummer }) => {
    const base = { art: "rueckmelderunde" as const, herausforderungId, nummer };
    const opened = { ...base, am: geoeffnetAm, nach: "geoeffnet" };
    return geschlossenAm === null ? [opened] : [opened, { ...base, am: geschlossenAm, nach: "geschlossen" }];
  });
};

const merges: Source = async ({ db }, ids) => {
  const rows = await db
    .selectFrom("zusammenfuehrung")
    .selectAll()
    .where((eb) => eb.or([eb("quelleId", "in", ids), eb("zielId", "in", ids)]))
    .execute();
  return rows.flatMap((row) => {
    const base = { art: "zusammenfuehrung" as const, herausforderungId: row.quelleId, zielId: row.zielId };
    const merged = { ...base, am: row.am, nach: "zusammengefuehrt", actor: row.actor, textReferenz: row.textReferenz };
    if (row.aufgehobenAm === null) return [merged];
    return [merged, { ...base, am: row.aufgehobenAm, nach: "aufgehoben", actor: row.aufgehobenVon ?? "" }];
  });
};

const agendas: Source = async ({ db }, ids) => {
  const rows = await db.selectFrom("tagesordnung").selectAll().where("herausforderungId", "in", ids).execute();
  return rows.map(({ angemeldetAm, herausforderungId, sitzungId, schritt }) => ({
    am: angemeldetAm,
    art: "tagesordnung",
    herausforderungId,
    sitzungId,
    schritt,
  }));
};

const SOURCES: readonly Source[] = [
  statusChanges,
  reports,
  decisions,
  mandates,
  publications,
  feedbackRounds,
  merges,
  agendas,
];
