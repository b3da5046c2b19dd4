import { countReports, type ReportCount } from "../domain/threshold.ts";
import { appendAudit } from "./audit.ts";
import { reportsOfChallenge } from "./attach-report.ts";
import { challengeById } from "./challenges.ts";
import { ReasonMissing } from "./errors.ts";
import type { Register } from "./open.ts";
import { numberSetting } from "./settings.ts";
import { nowOf } from "./store/values.ts";
import { recordTexts } from "./texts.ts";

/** What the decision table `schwelle` reads. */
export interface ThresholdCount extends ReportCount {
  /** Coordination declared it a single report of fundamental importance. */
  readonly schwelleUebersteuert: boolean;
  /** How many different ones are wanted (setting `schwelle.anzahl`, default 2). */
  readonly schwelleAnzahl: number;
}

/** States in which the threshold is still open; from forwarding on it counts as reached, and no report grows too old for it. */
const OPEN_STATES: readonly string[] = ["beobachtung", "ruhend", "schwelle_erreicht"];

/** Counts who reported this challenge; until it is forwarded only inside the municipality's window (setting `schwelle.fensterMonate`, default 12). */
export async function countThreshold(register: Register, herausforderungId: string): Promise<ThresholdCount> {
  const challenge = await challengeById(register, herausforderungId);
  const reports = await reportsOfChallenge(register, herausforderungId);
  const isOpen = OPEN_STATES.includes(challenge.status);
  const fensterMonate = isOpen ? await numberSetting(register, "schwelle.fensterMonate") : null;
  const counted = reports.map((report) => ({
    ...report,
    // handed in by Tasklist: who it was is not known, so it stands for its office alone
    personId: report.personId === "system" ? null : report.personId,
    eingereichtAm: report.eingereichtAm ?? report.erstelltAm,
  }));
  const count = countReports(counted, { fensterMonate, jetzt: nowOf(register) });
  const schwelleAnzahl = (await numberSetting(register, "schwelle.anzahl")) ?? 1;
  return { ...count, schwelleAnzahl, schwelleUebersteuert: challenge.schwelleUebersteuertAm !== null };
}

/** Lets a challenge pass below the threshold ("Einzelmeldung von grundsätzlicher Bedeutung"). Throws ReasonMissing. */
export async function overrideThreshold(
  register: Register,
  input: { readonly herausforderungId: string; readonly grundText: string; readonly actor: string },
): Promise<void> {
  if (input.grundText.trim() === "")
    throw new ReasonMissing(
      `Expected a reason for overriding the threshold of ${input.herausforderungId}, but there is none`,
    );
  await register.transaction(async (tx) => {
    const { herausforderungId, actor, grundText } = input;
    await recordTexts(tx, {
      herausforderungId,
      author: actor,
      schritt: "beobachten",
      texts: { begruendungText: grundText },
    });
    await markOverridden(tx, { herausforderungId, actor });
  });
}

/** Notes the override of a threshold whose reason is already stored. */
export async function markOverridden(
  register: Register,
  { herausforderungId, actor }: { readonly herausforderungId: string; readonly actor: string },
): Promise<void> {
  await register.transaction(async (tx) => {
    await challengeById(tx, herausforderungId);
    const count = await countThreshold(tx, herausforderungId);
    await tx.db
      .updateTable("herausforderung")
      .set({ schwelleUebersteuertAm: nowOf(tx), schwelleWert: count.anzahlCmStellen })
      .where("herausforderungId", "=", herausforderungId)
      .execute();
    await appendAudit(tx, {
      actor,
      aktion: "schwelle.uebersteuert",
      gegenstand: "herausforderung",
      gegenstandId: herausforderungId,
      details: { anzahlCmStellen: count.anzahlCmStellen },
    });
  });
}
