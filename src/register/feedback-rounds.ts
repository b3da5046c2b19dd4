import { countAnswers, parseFeedbackAnswer, type FeedbackCount } from "../domain/feedback.ts";
import { appendAudit } from "./audit.ts";
import { reportingOffices } from "./attach-report.ts";
import { AlreadyClosed, NotFound, StoredDataInvalid } from "./errors.ts";
import type { Register } from "./open.ts";
import { listCmStellen } from "./org-units.ts";
import { nowOf } from "./store/values.ts";
import { recordTexts } from "./texts.ts";

/** A CM-Stelle that is asked, and the group whose task it is. */
export interface AskedOffice {
  readonly cmStelleId: string;
  readonly gruppe: string;
}

/** A round of asking for the effect of a solution. */
export interface FeedbackRound {
  readonly rueckmeldeRundeId: string;
  readonly herausforderungId: string;
  readonly nummer: number;
  readonly geoeffnetAm: string;
  readonly geschlossenAm: string | null;
}

/** One office's place in a round; `antwort` is null while it has not answered. */
export interface FeedbackEntry {
  readonly cmStelleId: string;
  readonly antwort: string | null;
  readonly textReferenz: string | null;
  readonly beantwortetAm: string | null;
}

/** Opens a round for every CM-Stelle, those that reported first; an open one is given again. */
export async function openFeedbackRound(
  register: Register,
  { herausforderungId, nummer }: { readonly herausforderungId: string; readonly nummer: number },
): Promise<{ rueckmeldeRundeId: string; cmStellen: readonly AskedOffice[] }> {
  return register.transaction(async (tx) => {
    const known = (await feedbackRoundsOf(tx, herausforderungId)).find((round) => round.nummer === nummer);
    const rueckmeldeRundeId = known?.rueckmeldeRundeId ?? (await insertRound(tx, herausforderungId, nummer));
    const reporting = (await reportingOffices(tx, herausforderungId)).map(({ orgUnitId }) => orgUnitId);
    const asked = (await answersOf(tx, rueckmeldeRundeId)).map(({ cmStelleId }) => cmStelleId);
    const order = [...reporting.filter((id) => asked.includes(id)), ...asked.filter((id) => !reporting.includes(id))];
    return { rueckmeldeRundeId, cmStellen: order.map((id) => ({ cmStelleId: id, gruppe: id })) };
  });
}

async function insertRound(tx: Register, herausforderungId: string, nummer: number): Promise<string> {
  const rueckmeldeRundeId = `${herausforderungId}-R${nummer}`;
  const round = { rueckmeldeRundeId, herausforderungId, nummer, geoeffnetAm: nowOf(tx), geschlossenAm: null };
  await tx.db.insertInto("rueckmelderunde").values(round).execute();
  for (const { orgUnitId } of await listCmStellen(tx)) {
    const empty = { antwort: null, textReferenz: null, beantwortetAm: null, actor: null };
    await tx.db
      .insertInto("rueckmeldung")
      .values({ ...empty, rueckmeldeRundeId, cmStelleId: orgUnitId })
      .execute();
  }
  await logRound(tx, { actor: "system", aktion: "rueckmelderunde.geoeffnet", herausforderungId, nummer });
  return rueckmeldeRundeId;
}

/** Records one office's answer; it may be changed while the round is open. Throws NotFound, AlreadyClosed. */
export async function answerFeedback(
  register: Register,
  input: {
    readonly rueckmeldeRundeId: string;
    readonly cmStelleId: string;
    readonly antwort: string;
    readonly kommentarText?: string | undefined;
    readonly textReferenz?: string | undefined;
    readonly actor: string;
  },
): Promise<void> {
  await register.transaction(async (tx) => {
    const round = await roundById(tx, input.rueckmeldeRundeId);
    if (round.geschlossenAm !== null)
      throw new AlreadyClosed(
        `Expected feedback round ${round.nummer} of ${round.herausforderungId} to be open, but it is closed`,
      );
    if (parseFeedbackAnswer(input.antwort) === undefined) throw new NotFound("feedback answer", input.antwort);
    const textReferenz = input.textReferenz ?? (await storeComment(tx, round, input)) ?? null;
    const updated = await tx.db
      .updateTable("rueckmeldung")
      .set({ antwort: input.antwort, textReferenz, beantwortetAm: nowOf(tx), actor: input.actor })
      .where("rueckmeldeRundeId", "=", input.rueckmeldeRundeId)
      .where("cmStelleId", "=", input.cmStelleId)
      .returning("cmStelleId")
      .execute();
    if (updated.length === 0) throw new NotFound(`CM-Stelle of feedback round ${round.nummer}`, input.cmStelleId);
  });
}

async function storeComment(
  tx: Register,
  round: FeedbackRound,
  input: { kommentarText?: string | undefined; actor: string },
): Promise<string | undefined> {
  if (input.kommentarText === undefined || input.kommentarText.trim() === "") return undefined;
  const { herausforderungId } = round;
  const texts = { kommentarText: input.kommentarText };
  const { textReferenz } = await recordTexts(tx, {
    herausforderungId,
    author: input.actor,
    schritt: "rueckmeldung-geben",
    texts,
  });
  return textReferenz;
}

/** Ends a round; an office that has not answered counts as `unbekannt`. Closing twice changes nothing. Throws NotFound. */
export async function closeFeedbackRound(
  register: Register,
  { rueckmeldeRundeId }: { readonly rueckmeldeRundeId: string },
): Promise<{ cmStellen: readonly AskedOffice[] }> {
  return register.transaction(async (tx) => {
    const round = await roundById(tx, rueckmeldeRundeId);
    const asked = (await answersOf(tx, rueckmeldeRundeId)).map(({ cmStelleId }) => ({
      cmStelleId,
      gruppe: cmStelleId,
    }));
    if (round.geschlossenAm !== null) return { cmStellen: asked };
    await tx.db
      .updateTable("rueckmeldung")
      .set({ antwort: "unbekannt" })
      .where("rueckmeldeRundeId", "=", rueckmeldeRundeId)
      .where("antwort", "is", null)
      .execute();
    const change = { geschlossenAm: nowOf(tx) };
    await tx.db.updateTable("rueckmelderunde").set(change).where("rueckmeldeRundeId", "=", rueckmeldeRundeId).execute();
    await logRound(tx, { ...round, actor: "system", aktion: "rueckmelderunde.geschlossen" });
    return { cmStellen: asked };
  });
}

/** Counts a round's answers; missing ones are open. Throws NotFound. */
export async function countFeedback(register: Register, rueckmeldeRundeId: string): Promise<FeedbackCount> {
  await roundById(register, rueckmeldeRundeId);
  const answers = await answersOf(register, rueckmeldeRundeId);
  return countAnswers(
    answers.map(({ antwort }) => {
      const answer = parseFeedbackAnswer(antwort ?? "unbekannt");
      if (answer === undefined)
        throw new StoredDataInvalid(`Expected an answer in round ${rueckmeldeRundeId}, but found "${antwort ?? ""}"`);
      return answer;
    }),
  );
}

/** Rounds of a challenge, first to last. */
export async function feedbackRoundsOf(register: Register, herausforderungId: string): Promise<FeedbackRound[]> {
  return register.db
    .selectFrom("rueckmelderunde")
    .selectAll()
    .where("herausforderungId", "=", herausforderungId)
    .orderBy("nummer")
    .execute();
}

/** The offices of a round and their answers. */
export async function answersOf(register: Register, rueckmeldeRundeId: string): Promise<FeedbackEntry[]> {
  return register.db
    .selectFrom("rueckmeldung")
    .innerJoin("orgUnit", "orgUnit.orgUnitId", "rueckmeldung.cmStelleId")
    .select(["cmStelleId", "antwort", "textReferenz", "beantwortetAm"])
    .where("rueckmeldeRundeId", "=", rueckmeldeRundeId)
    .orderBy("rang")
    .execute();
}

async function roundById(register: Register, rueckmeldeRundeId: string): Promise<FeedbackRound> {
  const row = await register.db
    .selectFrom("rueckmelderunde")
    .selectAll()
    .where("rueckmeldeRundeId", "=", rueckmeldeRundeId)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("feedback round", rueckmeldeRundeId);
  return row;
}

async function logRound(
  tx: Register,
  entry: { actor: string; aktion: string; herausforderungId: string; nummer: number },
): Promise<void> {
  const { actor, aktion, herausforderungId, nummer } = entry;
  await appendAudit(tx, {
    actor,
    aktion,
    gegenstand: "herausforderung",
    gegenstandId: herausforderungId,
    details: { nummer },
  });
}
