import { addMonths, inBerlin } from "../domain/working-days.ts";
import { appendAudit } from "./audit.ts";
import { nextReference } from "./counter.ts";
import { leaderOf } from "./directory.ts";
import { AlreadyClosed, NoLead, NotFound } from "./errors.ts";
import type { Register } from "./open.ts";
import { findBody } from "./org-units.ts";
import { numberSetting } from "./settings.ts";
import { nowOf, toUtc } from "./store/values.ts";

/** A mandate as the process carries it: ids and moments only. */
export interface MandateRef {
  readonly auftragId: string;
  readonly projektgruppeId: string;
  /** Group whose task the mandate is. */
  readonly leitungsgruppe: string;
  readonly endetAm: string;
  readonly zwischenberichtAm: string;
}

/** A mandate as stored. */
export interface Mandate extends MandateRef {
  readonly herausforderungId: string;
  /** erteilt, angenommen, abgelehnt, abgegeben. */
  readonly status: string;
  readonly erteiltAm: string;
  readonly angenommenAm: string | null;
  readonly abgegebenAm: string | null;
  /** vorgelegt, keine_loesung, frist_abgelaufen; null while the group works. */
  readonly ergebnis: string | null;
  readonly verlaengerungen: number;
}

/** Gives each group its own mandate and term; a mandate it has already for this challenge stays. Throws NotFound, NoLead. */
export async function grantMandates(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly gruppen: readonly string[];
    readonly endetAm?: string | undefined;
    readonly entscheidungId?: string | undefined;
    readonly actor: string;
  },
): Promise<MandateRef[]> {
  return register.transaction(async (tx) => {
    const mandates: MandateRef[] = [];
    for (const projektgruppeId of new Set(input.gruppen)) {
      const known = await runningMandate(tx, input.herausforderungId, projektgruppeId);
      mandates.push(known ?? (await insertMandate(tx, { ...input, projektgruppeId })));
    }
    return mandates;
  });
}

async function runningMandate(
  tx: Register,
  herausforderungId: string,
  projektgruppeId: string,
): Promise<MandateRef | undefined> {
  const all = await mandatesOf(tx, herausforderungId);
  const found = all.find((mandate) => mandate.projektgruppeId === projektgruppeId && mandate.status !== "abgelehnt");
  return found === undefined ? undefined : refOf(found);
}

async function insertMandate(
  tx: Register,
  input: {
    herausforderungId: string;
    projektgruppeId: string;
    endetAm?: string | undefined;
    entscheidungId?: string | undefined;
    actor: string;
  },
): Promise<MandateRef> {
  const auftragId = await nextReference(tx, "auftrag");
  const erteiltAm = nowOf(tx);
  const mandate = await termOf(tx, { ...input, auftragId, erteiltAm });
  await tx.db
    .insertInto("auftrag")
    .values({
      ...mandate,
      herausforderungId: input.herausforderungId,
      entscheidungId: input.entscheidungId ?? null,
      status: "erteilt",
      erteiltAm,
      angenommenAm: null,
      abgegebenAm: null,
      ergebnis: null,
      verlaengerungen: 0,
    })
    .execute();
  await logMandate(tx, {
    actor: input.actor,
    aktion: "auftrag.erteilt",
    auftragId,
    details: { projektgruppeId: input.projektgruppeId },
  });
  return mandate;
}

async function termOf(
  tx: Register,
  input: { auftragId: string; projektgruppeId: string; erteiltAm: string; endetAm?: string | undefined },
): Promise<MandateRef> {
  const body = await findBody(tx, input.projektgruppeId);
  if (body?.art !== "projektgruppe") throw new NotFound("project group", input.projektgruppeId);
  const leaders = await leaderOf(tx, input.projektgruppeId);
  if (leaders.length === 0)
    throw new NoLead(`Expected project group ${input.projektgruppeId} to have a lead, but nobody can lead it`);
  const months = body.laufzeitMonate ?? (await numberSetting(tx, "projektgruppe.laufzeitMonate")) ?? 0;
  const endetAm = toUtc(input.endetAm ?? addMonths(input.erteiltAm, months));
  return {
    auftragId: input.auftragId,
    projektgruppeId: input.projektgruppeId,
    leitungsgruppe: `${input.projektgruppeId}-leitung`,
    endetAm,
    zwischenberichtAm: halfWay(input.erteiltAm, endetAm),
  };
}

function halfWay(from: string, until: string): string {
  const [start, end] = [inBerlin(from).epochMilliseconds, inBerlin(until).epochMilliseconds];
  return new Date(start + Math.round((end - start) / 2)).toISOString();
}

/** Gives a mandate that was declined or not answered to another group; term and reference number stay. Throws NotFound, NoLead. */
export async function reassignMandate(
  register: Register,
  input: { readonly auftragId: string; readonly projektgruppeId: string; readonly actor: string },
): Promise<MandateRef> {
  return register.transaction(async (tx) => {
    const { auftragId, projektgruppeId, actor } = input;
    const before = await mandateById(tx, auftragId);
    const ref = await termOf(tx, { auftragId, projektgruppeId, erteiltAm: before.erteiltAm, endetAm: before.endetAm });
    const change = { projektgruppeId, leitungsgruppe: ref.leitungsgruppe, status: "erteilt", angenommenAm: null };
    await tx.db.updateTable("auftrag").set(change).where("auftragId", "=", auftragId).execute();
    const details = { von: before.projektgruppeId, nach: projektgruppeId };
    await logMandate(tx, { actor, aktion: "auftrag.neu_zugeordnet", auftragId, details });
    return { ...ref, zwischenberichtAm: before.zwischenberichtAm };
  });
}

/** The lead takes the mandate on. Throws NotFound. */
export async function acceptMandate(
  register: Register,
  input: { readonly auftragId: string; readonly actor: string },
): Promise<void> {
  await changeMandate(register, { ...input, aktion: "auftrag.angenommen" }, (tx) => ({
    status: "angenommen",
    angenommenAm: nowOf(tx),
  }));
}

/** The lead declines the mandate, or did not answer in time. Throws NotFound. */
export async function declineMandate(
  register: Register,
  input: { readonly auftragId: string; readonly actor: string },
): Promise<void> {
  await changeMandate(register, { ...input, aktion: "auftrag.abgelehnt" }, () => ({ status: "abgelehnt" }));
}

/** Ends the work on a mandate. Throws NotFound. */
export async function submitSolution(
  register: Register,
  input: {
    readonly auftragId: string;
    readonly ergebnis: "vorgelegt" | "keine_loesung" | "frist_abgelaufen";
    readonly actor: string;
  },
): Promise<void> {
  const { auftragId, actor, ergebnis } = input;
  await changeMandate(register, { auftragId, actor, aktion: `auftrag.${ergebnis}` }, (tx) => ({
    status: "abgegeben",
    ergebnis,
    abgegebenAm: nowOf(tx),
  }));
}

/** Lengthens a term once by months (default 3). Throws NotFound, AlreadyClosed at the second time. */
export async function extendMandate(
  register: Register,
  { auftragId, monate = 3, actor }: { readonly auftragId: string; readonly monate?: number; readonly actor: string },
): Promise<{ endetAm: string }> {
  return register.transaction(async (tx) => {
    const mandate = await mandateById(tx, auftragId);
    if (mandate.verlaengerungen > 0)
      throw new AlreadyClosed(
        `Expected mandate ${auftragId} not to be extended yet, but it was: the Lenkungsgruppe decides on more`,
      );
    const endetAm = toUtc(addMonths(mandate.endetAm, monate));
    await tx.db
      .updateTable("auftrag")
      .set({ endetAm, verlaengerungen: mandate.verlaengerungen + 1 })
      .where("auftragId", "=", auftragId)
      .execute();
    await logMandate(tx, { actor, aktion: "auftrag.verlaengert", auftragId, details: { endetAm } });
    return { endetAm };
  });
}

/** Mandates of a challenge in the order in which they were granted. */
export async function mandatesOf(register: Register, herausforderungId: string): Promise<Mandate[]> {
  return register.db
    .selectFrom("auftrag")
    .selectAll()
    .where("herausforderungId", "=", herausforderungId)
    .orderBy("auftragId")
    .execute();
}

/** Mandates of project groups, newest first. */
export async function mandatesOfGroups(register: Register, projektgruppeIds: readonly string[]): Promise<Mandate[]> {
  if (projektgruppeIds.length === 0) return [];
  return register.db
    .selectFrom("auftrag")
    .selectAll()
    .where("projektgruppeId", "in", projektgruppeIds)
    .orderBy("erteiltAm", "desc")
    .execute();
}

/** A mandate by id. Throws NotFound. */
export async function mandateById(register: Register, auftragId: string): Promise<Mandate> {
  const row = await register.db.selectFrom("auftrag").selectAll().where("auftragId", "=", auftragId).executeTakeFirst();
  if (row === undefined) throw new NotFound("mandate", auftragId);
  return row;
}

async function changeMandate(
  register: Register,
  input: { auftragId: string; actor: string; aktion: string },
  change: (tx: Register) => { status: string; ergebnis?: string; abgegebenAm?: string; angenommenAm?: string },
): Promise<void> {
  await register.transaction(async (tx) => {
    await mandateById(tx, input.auftragId);
    await tx.db.updateTable("auftrag").set(change(tx)).where("auftragId", "=", input.auftragId).execute();
    await logMandate(tx, { ...input, details: {} });
  });
}

async function logMandate(
  tx: Register,
  entry: { actor: string; aktion: string; auftragId: string; details: Readonly<Record<string, string>> },
): Promise<void> {
  const { actor, aktion, auftragId, details } = entry;
  await appendAudit(tx, { actor, aktion, gegenstand: "auftrag", gegenstandId: auftragId, details });
}

function refOf(mandate: Mandate): MandateRef {
  const { auftragId, projektgruppeId, leitungsgruppe, endetAm, zwischenberichtAm } = mandate;
  return { auftragId, projektgruppeId, leitungsgruppe, endetAm, zwischenberichtAm };
}
