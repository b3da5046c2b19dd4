import { insertChallenge, linkChallenges } from "./attach-report.ts";
import { challengeById } from "./challenges.ts";
import { grantMandates, mandatesOf, type MandateRef } from "./mandates.ts";
import { decideMeasures, measuresOf } from "./measures.ts";
import type { Register } from "./open.ts";

/** A further round: its challenge, its number, and the mandates with which its groups begin (none when it begins at the Lenkungsgruppe). */
export interface NextRound {
  readonly folgeHerausforderungId: string;
  readonly runde: number;
  readonly auftraege: readonly MandateRef[];
}

/** Opens the next round of a matter, linked to the old one, whose decisions stay. A round that was opened already is given again. */
export async function openNextRound(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly einstieg: "projektgruppe" | "auftrag";
    /** End of the groups' new mandates; default: the usual term. */
    readonly endetAm?: string | undefined;
    readonly actor: string;
  },
): Promise<NextRound> {
  return register.transaction((tx) => openLinked(tx, { ...input, art: "folgerunde" }));
}

/**
 * Records which measures the Lenkungsgruppe accepted and which it gave back; when it did both, what it gave back goes on as a challenge
 * of its own with new mandates for the same groups (`nacharbeitId`).
 */
export async function decideSolution(
  register: Register,
  input: {
    readonly herausforderungId: string;
    readonly angenommen: readonly string[];
    readonly zurueckgegeben: readonly string[];
    readonly rueckgabeBis?: string | undefined;
    readonly actor: string;
  },
): Promise<{ nacharbeitId: string | null; auftraege: readonly MandateRef[] }> {
  return register.transaction(async (tx) => {
    await decideMeasures(tx, input);
    if (input.angenommen.length === 0 || input.zurueckgegeben.length === 0)
      return { nacharbeitId: null, auftraege: [] };
    const { herausforderungId, actor, rueckgabeBis, zurueckgegeben } = input;
    const gruppen = await groupsOfMeasures(tx, herausforderungId, zurueckgegeben);
    const round = await openLinked(tx, {
      herausforderungId,
      actor,
      einstieg: "projektgruppe",
      art: "nacharbeit",
      gruppen,
      endetAm: rueckgabeBis,
    });
    return { nacharbeitId: round.folgeHerausforderungId, auftraege: round.auftraege };
  });
}

interface LinkedRound {
  readonly herausforderungId: string;
  readonly einstieg: "projektgruppe" | "auftrag";
  readonly art: "folgerunde" | "nacharbeit";
  readonly actor: string;
  readonly gruppen?: readonly string[];
  readonly endetAm?: string | undefined;
}

async function openLinked(tx: Register, input: LinkedRound): Promise<NextRound> {
  const old = await challengeById(tx, input.herausforderungId);
  const runde = input.art === "folgerunde" ? old.runde + 1 : old.runde;
  const known = await linkedRound(tx, input);
  const folgeHerausforderungId =
    known ??
    (await insertChallenge(tx, {
      actor: input.actor,
      status: input.einstieg === "projektgruppe" ? "in_bearbeitung" : "bei_ki_leitung",
      runde,
      vorgaengerId: old.herausforderungId,
      titel: old.titel,
      zusammenfassung: old.zusammenfassung,
      lists: old,
    }));
  await linkChallenges(tx, { vonId: old.herausforderungId, nachId: folgeHerausforderungId, art: input.art });
  if (input.einstieg === "auftrag") return { folgeHerausforderungId, runde, auftraege: [] };
  const gruppen =
    input.gruppen ?? (await mandatesOf(tx, old.herausforderungId)).map(({ projektgruppeId }) => projektgruppeId);
  const { actor, endetAm } = input;
  const auftraege = await grantMandates(tx, { herausforderungId: folgeHerausforderungId, gruppen, endetAm, actor });
  return { folgeHerausforderungId, runde, auftraege };
}

async function linkedRound(tx: Register, input: LinkedRound): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom("verknuepfung")
    .select("nachId")
    .where("vonId", "=", input.herausforderungId)
    .where("art", "=", input.art)
    .executeTakeFirst();
  return row?.nachId;
}

async function groupsOfMeasures(tx: Register, herausforderungId: string, ids: readonly string[]): Promise<string[]> {
  const returned = (await measuresOf(tx, herausforderungId)).filter(({ massnahmeId }) => ids.includes(massnahmeId));
  const mandates = await mandatesOf(tx, herausforderungId);
  const own = mandates.filter(({ auftragId }) => returned.some((measure) => measure.auftragId === auftragId));
  return (own.length === 0 ? mandates : own).map(({ projektgruppeId }) => projektgruppeId);
}
