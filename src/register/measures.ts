import { appendAudit } from "./audit.ts";
import { nextNumber } from "./counter.ts";
import { NotFound } from "./errors.ts";
import type { Register } from "./open.ts";
import { nowOf } from "./store/values.ts";

/** A measure of a solution: what, who, where, by when, at what cost, who must decide and apply it, how success is seen. */
export interface NewMeasure {
  readonly titel: string;
  readonly beschreibung: string;
  readonly zustaendig?: string | undefined;
  readonly ort?: string | undefined;
  /** Day: 2027-03-31. */
  readonly bisWann?: string | undefined;
  readonly kosten?: string | undefined;
  readonly entscheidungVon?: string | undefined;
  readonly anwendenDurch?: string | undefined;
  readonly erfolgErkennbarAn?: string | undefined;
}

/** A measure as stored. */
export interface Measure extends Required<Omit<NewMeasure, "bisWann">> {
  readonly massnahmeId: string;
  readonly herausforderungId: string;
  readonly auftragId: string | null;
  readonly bisWann: string | null;
  /** vorgeschlagen, angenommen, zurueckgegeben, abgelehnt, weitergeleitet. */
  readonly status: string;
  readonly rueckgabeBis: string | null;
}

/** Stores the measures a project group proposes and gives their ids in the same order. */
export async function proposeMeasures(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly auftragId?: string | undefined;
    readonly massnahmen: readonly NewMeasure[];
    readonly actor: string;
  },
): Promise<string[]> {
  return register.transaction(async (tx) => {
    const ids: string[] = [];
    for (const measure of input.massnahmen) ids.push(await insertMeasure(tx, input, measure));
    await appendAudit(tx, {
      actor: input.actor,
      aktion: "massnahmen.vorgeschlagen",
      gegenstand: "herausforderung",
      gegenstandId: input.herausforderungId,
      details: { massnahmen: ids },
    });
    return ids;
  });
}

async function insertMeasure(
  tx: Register,
  owner: { herausforderungId: string; auftragId?: string | undefined },
  measure: NewMeasure,
): Promise<string> {
  const number = await nextNumber(tx, `massnahme-${owner.herausforderungId}`);
  const massnahmeId = `${owner.herausforderungId}-M${number}`;
  await tx.db
    .insertInto("massnahme")
    .values({
      massnahmeId,
      herausforderungId: owner.herausforderungId,
      auftragId: owner.auftragId ?? null,
      titel: measure.titel,
      beschreibung: measure.beschreibung,
      zustaendig: measure.zustaendig ?? "",
      ort: measure.ort ?? "",
      bisWann: measure.bisWann ?? null,
      kosten: measure.kosten ?? "",
      entscheidungVon: measure.entscheidungVon ?? "",
      anwendenDurch: measure.anwendenDurch ?? "",
      erfolgErkennbarAn: measure.erfolgErkennbarAn ?? "",
      status: "vorgeschlagen",
      rueckgabeBis: null,
      erstelltAm: nowOf(tx),
    })
    .execute();
  return massnahmeId;
}

/** Measures of a challenge in the order of their proposal. */
export async function measuresOf(register: Register, herausforderungId: string): Promise<Measure[]> {
  return register.db
    .selectFrom("massnahme")
    .selectAll()
    .where("herausforderungId", "=", herausforderungId)
    .orderBy("erstelltAm")
    .orderBy("titel")
    .execute();
}

/** Decides measures: accepted, returned by a date, all others of the challenge that are still proposed stay so. Throws NotFound. */
export async function decideMeasures(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly angenommen: readonly string[];
    readonly zurueckgegeben: readonly string[];
    readonly abgelehnt?: readonly string[] | undefined;
    readonly rueckgabeBis?: string | undefined;
    readonly actor: string;
  },
): Promise<void> {
  await register.transaction(async (tx) => {
    const known = new Set((await measuresOf(tx, input.herausforderungId)).map(({ massnahmeId }) => massnahmeId));
    const { angenommen, zurueckgegeben, abgelehnt = [] } = input;
    const unknown = [...angenommen, ...zurueckgegeben, ...abgelehnt].find((id) => !known.has(id));
    if (unknown !== undefined) throw new NotFound(`measure of ${input.herausforderungId}`, unknown);
    await setStatus(tx, angenommen, { status: "angenommen", rueckgabeBis: null });
    await setStatus(tx, zurueckgegeben, { status: "zurueckgegeben", rueckgabeBis: input.rueckgabeBis ?? null });
    await setStatus(tx, abgelehnt, { status: "abgelehnt", rueckgabeBis: null });
    await appendAudit(tx, {
      actor: input.actor,
      aktion: "massnahmen.entschieden",
      gegenstand: "herausforderung",
      gegenstandId: input.herausforderungId,
      details: { angenommen, zurueckgegeben, abgelehnt },
    });
  });
}

async function setStatus(
  tx: Register,
  ids: readonly string[],
  change: { status: string; rueckgabeBis: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.db.updateTable("massnahme").set(change).where("massnahmeId", "in", ids).execute();
}
