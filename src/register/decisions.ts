import { z } from "zod";
import { berlinDate } from "../domain/working-days.ts";
import { appendAudit } from "./audit.ts";
import { DecisionDateInvalid, ReasonMissing } from "./errors.ts";
import { lineageOf } from "./challenges.ts";
import type { Register } from "./open.ts";
import { newId, nowOf, type JsonValue } from "./store/values.ts";
import { attachTexts, textsOf } from "./texts.ts";

/** A decision to record. `schluessel` makes a repeated call harmless; `textReferenz` names the reason and other texts. */
export interface NewDecision {
  readonly schritt: string;
  readonly ergebnis: string;
  readonly herausforderungId?: string | undefined;
  readonly meldungId?: string | undefined;
  readonly auftragId?: string | undefined;
  readonly sitzungId?: string | undefined;
  readonly gremiumId?: string | undefined;
  /** Day or moment of the body's decision; default: the present. */
  readonly beschlussAm?: string | undefined;
  readonly abstimmung?: string | undefined;
  readonly textReferenz?: string | undefined;
  readonly details?: { readonly [key: string]: JsonValue } | undefined;
  readonly actor: string;
  readonly schluessel: string;
}

/** A decision as stored; never changed, a correction is a new one. */
export interface Decision {
  readonly entscheidungId: string;
  readonly schritt: string;
  readonly ergebnis: string;
  readonly herausforderungId: string | null;
  readonly meldungId: string | null;
  readonly auftragId: string | null;
  readonly sitzungId: string | null;
  readonly gremiumId: string | null;
  readonly actor: string;
  readonly beschlussAm: string;
  readonly erfasstAm: string;
  readonly abstimmung: string | null;
  readonly textReferenz: string | null;
  readonly details: Readonly<Record<string, JsonValue>>;
}

/** Results that nobody may record without a reason (field `begruendungText`). */
export const RESULTS_WITH_REASON: Readonly<Record<string, readonly string[]>> = {
  "meldung-pruefen": ["nicht_systematisch", "zurueckgewiesen"],
  beobachten: ["uebersteuern", "nicht_weiter_verfolgen"],
  "weiterleitung-pruefen": ["nicht_weiter_verfolgen"],
  "auftrag-entscheiden": ["verneint"],
  beschluss: ["abgelehnt", "zurueck"],
};

/** Field that holds the reason of a decision. */
export const REASON_FIELD = "begruendungText";

/** Tells whether this result of this step needs a reason. */
export function needsReason(schritt: string, ergebnis: string): boolean {
  return RESULTS_WITH_REASON[schritt]?.includes(ergebnis) === true;
}

/** Records a decision with body or person, date and reason. Throws ReasonMissing, DecisionDateInvalid (future, or before the mandate). */
export async function recordDecision(register: Register, input: NewDecision): Promise<Decision> {
  return register.transaction(async (tx) => {
    const known = await findByKey(tx, input.schluessel);
    if (known !== undefined) return known;
    await checkReason(tx, input);
    const beschlussAm = input.beschlussAm ?? nowOf(tx);
    await checkDate(tx, input, beschlussAm);
    const row = toRow(tx, input, beschlussAm);
    await tx.db.insertInto("entscheidung").values(row).execute();
    if (input.textReferenz !== undefined) await attachTexts(tx, { ...input, textReferenz: input.textReferenz });
    await appendAudit(tx, {
      actor: input.actor,
      aktion: "entscheidung",
      gegenstand: input.herausforderungId === undefined ? "meldung" : "herausforderung",
      gegenstandId: input.herausforderungId ?? input.meldungId ?? input.sitzungId ?? "",
      details: { entscheidungId: row.entscheidungId, schritt: row.schritt, ergebnis: row.ergebnis },
    });
    return toDecision(row);
  });
}

/** Decisions on a challenge and its earlier rounds, oldest first. */
export async function decisionsOf(register: Register, herausforderungId: string): Promise<Decision[]> {
  const rows = await register.db
    .selectFrom("entscheidung")
    .selectAll()
    .where("herausforderungId", "in", await lineageOf(register, herausforderungId))
    .orderBy("erfasstAm")
    .execute();
  return rows.map(toDecision);
}

/** Decisions on a report, oldest first. */
export async function decisionsOfReport(register: Register, meldungId: string): Promise<Decision[]> {
  const rows = await register.db
    .selectFrom("entscheidung")
    .selectAll()
    .where("meldungId", "=", meldungId)
    .orderBy("erfasstAm")
    .execute();
  return rows.map(toDecision);
}

async function findByKey(tx: Register, schluessel: string): Promise<Decision | undefined> {
  const row = await tx.db
    .selectFrom("entscheidung")
    .selectAll()
    .where("schluessel", "=", schluessel)
    .executeTakeFirst();
  return row === undefined ? undefined : toDecision(row);
}

async function checkReason(tx: Register, input: NewDecision): Promise<void> {
  if (!needsReason(input.schritt, input.ergebnis)) return;
  const texts = input.textReferenz === undefined ? [] : await textsOf(tx, input.textReferenz);
  if (!texts.some(({ feld, text }) => feld === REASON_FIELD && text.trim() !== ""))
    throw new ReasonMissing(
      `Expected a reason (${REASON_FIELD}) for "${input.ergebnis}" at ${input.schritt}, but there is none`,
    );
}

async function checkDate(tx: Register, input: NewDecision, beschlussAm: string): Promise<void> {
  const day = dayOf(beschlussAm);
  if (day > berlinDate(nowOf(tx)))
    throw new DecisionDateInvalid(
      `Expected the decision at ${input.schritt} not to lie in the future, but it is dated ${day}`,
    );
  if (input.schritt !== "beschluss" || input.herausforderungId === undefined) return;
  const mandate = await tx.db
    .selectFrom("auftrag")
    .select("erteiltAm")
    .where("herausforderungId", "=", input.herausforderungId)
    .orderBy("erteiltAm")
    .executeTakeFirst();
  if (mandate !== undefined && day < berlinDate(mandate.erteiltAm))
    throw new DecisionDateInvalid(
      `Expected the decision on ${input.herausforderungId} not to lie before its mandate of ${berlinDate(mandate.erteiltAm)}, but it is dated ${day}`,
    );
}

function dayOf(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso : berlinDate(iso);
}

function toRow(tx: Register, input: NewDecision, beschlussAm: string) {
  return {
    entscheidungId: newId(),
    schritt: input.schritt,
    ergebnis: input.ergebnis,
    herausforderungId: input.herausforderungId ?? null,
    meldungId: input.meldungId ?? null,
    auftragId: input.auftragId ?? null,
    sitzungId: input.sitzungId ?? null,
    gremiumId: input.gremiumId ?? null,
    actor: input.actor,
    beschlussAm,
    erfasstAm: nowOf(tx),
    abstimmung: input.abstimmung ?? null,
    textReferenz: input.textReferenz ?? null,
    details: JSON.stringify(input.details ?? {}),
    schluessel: input.schluessel,
  };
}

const DETAILS = z.record(z.string(), z.json());

function toDecision(row: ReturnType<typeof toRow>): Decision {
  return { ...row, details: DETAILS.parse(JSON.parse(row.details)) };
}
