import { canMerge, isMandateOpen, parseChallengeState } from "../domain/challenge-state.ts";
import { appendAudit } from "./audit.ts";
import { refreshLists } from "./attach-report.ts";
import { challengeById, resolveMerged } from "./challenges.ts";
import { MergeNotPossible, NotFound, ReasonMissing, UndoNotPossible } from "./errors.ts";
import type { Register } from "./open.ts";
import { moveChallenge, stateOf } from "./status.ts";
import { newId, nowOf } from "./store/values.ts";
import { recordTexts } from "./texts.ts";

/** A merge as stored; `aufgehobenAm` is set when it was undone. */
export interface Merge {
  readonly zusammenfuehrungId: string;
  readonly quelleId: string;
  readonly zielId: string;
  readonly am: string;
  readonly actor: string;
  readonly textReferenz: string;
  readonly aufgehobenAm: string | null;
}

/**
 * Attaches the reports of one challenge to another; the source stays readable with a pointer, the target lists it. Nothing is deleted.
 * A target that was merged itself stands for the end of its chain. Throws NotFound, ReasonMissing, MergeNotPossible.
 */
export async function mergeChallenges(
  register: Register,
  input: { readonly quelleId: string; readonly zielId: string; readonly grundText: string; readonly actor: string },
): Promise<{ zusammenfuehrungId: string; zielId: string }> {
  return register.transaction(async (tx) => {
    const { quelleId, grundText, actor } = input;
    const zielId = await resolveMerged(tx, input.zielId);
    if (grundText.trim() === "")
      throw new ReasonMissing(`Expected a reason for merging ${quelleId} into ${zielId}, but there is none`);
    const quelleStatus = await mergeableState(tx, quelleId);
    if (quelleId === zielId)
      throw new MergeNotPossible(`Expected two challenges to merge, but ${quelleId} would be merged into itself`);
    await mergeableState(tx, zielId);
    const { textReferenz } = await recordTexts(tx, {
      herausforderungId: quelleId,
      author: actor,
      schritt: "zusammenfuehren",
      texts: { begruendungText: grundText },
    });
    const zusammenfuehrungId = newId();
    const row = { zusammenfuehrungId, quelleId, zielId, quelleStatus, am: nowOf(tx), actor, textReferenz };
    await tx.db
      .insertInto("zusammenfuehrung")
      .values({ ...row, aufgehobenAm: null, aufgehobenVon: null })
      .execute();
    await moveReports(tx, { quelleId, zielId, zusammenfuehrungId, actor });
    await tx.db.updateTable("herausforderung").set({ zielId }).where("herausforderungId", "=", quelleId).execute();
    await moveChallenge(tx, { herausforderungId: quelleId, von: quelleStatus, nach: "zusammengefuehrt", actor });
    await logMerge(tx, { aktion: "zusammengefuehrt", quelleId, zielId, actor });
    return { zusammenfuehrungId, zielId };
  });
}

async function mergeableState(tx: Register, herausforderungId: string) {
  const state = await stateOf(tx, herausforderungId);
  if (!canMerge(state))
    throw new MergeNotPossible(
      `Expected ${herausforderungId} to be undecided, but it is "${state}" and can no longer be merged`,
    );
  return state;
}

async function moveReports(
  tx: Register,
  input: { quelleId: string; zielId: string; zusammenfuehrungId: string; actor: string },
): Promise<void> {
  const { quelleId, zielId, zusammenfuehrungId, actor } = input;
  const now = nowOf(tx);
  const open = await tx.db
    .updateTable("zuordnung")
    .set({ bis: now })
    .where("herausforderungId", "=", quelleId)
    .where("bis", "is", null)
    .returning("meldungId")
    .execute();
  for (const { meldungId } of open)
    await tx.db
      .insertInto("zuordnung")
      .values({
        zuordnungId: newId(),
        meldungId,
        herausforderungId: zielId,
        von: now,
        bis: null,
        zusammenfuehrungId,
        actor,
      })
      .execute();
  await refreshLists(tx, zielId);
}

/**
 * Takes a merge back: each report that it moved returns, the source has its state again. Reports that came to the target later stay there.
 * Throws NotFound, UndoNotPossible once the mandate is decided or while the target is itself merged.
 */
export async function undoMerge(
  register: Register,
  { zusammenfuehrungId, actor }: { readonly zusammenfuehrungId: string; readonly actor: string },
): Promise<{ quelleId: string; zielId: string }> {
  return register.transaction(async (tx) => {
    const merge = await undoableMerge(tx, zusammenfuehrungId);
    const { quelleId, zielId, quelleStatus } = merge;
    await returnReports(tx, merge, actor);
    await tx.db
      .updateTable("zusammenfuehrung")
      .set({ aufgehobenAm: nowOf(tx), aufgehobenVon: actor })
      .where("zusammenfuehrungId", "=", zusammenfuehrungId)
      .execute();
    await tx.db
      .updateTable("herausforderung")
      .set({ zielId: null })
      .where("herausforderungId", "=", quelleId)
      .execute();
    await moveChallenge(tx, { herausforderungId: quelleId, von: "zusammengefuehrt", nach: quelleStatus, actor });
    await refreshLists(tx, quelleId);
    await refreshLists(tx, zielId);
    await logMerge(tx, { aktion: "zusammenfuehrung.aufgehoben", quelleId, zielId, actor });
    return { quelleId, zielId };
  });
}

async function undoableMerge(tx: Register, zusammenfuehrungId: string) {
  const row = await tx.db
    .selectFrom("zusammenfuehrung")
    .selectAll()
    .where("zusammenfuehrungId", "=", zusammenfuehrungId)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("merge", zusammenfuehrungId);
  if (row.aufgehobenAm !== null)
    throw new UndoNotPossible(`Expected the merge of ${row.quelleId} to stand, but it was undone before`);
  const target = await challengeById(tx, row.zielId);
  if (target.zielId !== null)
    throw new UndoNotPossible(
      `Expected ${row.zielId} to stand alone, but it was merged into ${target.zielId}: undo that merge first`,
    );
  const states = [parseChallengeState(row.quelleStatus), parseChallengeState(target.status)];
  const [quelleStatus] = states;
  if (quelleStatus === undefined || !states.every((state) => state !== undefined && isMandateOpen(state)))
    throw new UndoNotPossible(`Expected the mandate of ${row.zielId} to be undecided, but it is "${target.status}"`);
  return { ...row, quelleStatus };
}

/** Each report goes back to the source, under the earlier merge that had brought it there, so that this one can be undone too. */
async function returnReports(
  tx: Register,
  merge: { zusammenfuehrungId: string; quelleId: string },
  actor: string,
): Promise<void> {
  const now = nowOf(tx);
  const moved = await tx.db
    .updateTable("zuordnung")
    .set({ bis: now })
    .where("zusammenfuehrungId", "=", merge.zusammenfuehrungId)
    .where("bis", "is", null)
    .returning("meldungId")
    .execute();
  for (const { meldungId } of moved) {
    const before = await tx.db
      .selectFrom("zuordnung")
      .select("zusammenfuehrungId")
      .where("meldungId", "=", meldungId)
      .where("herausforderungId", "=", merge.quelleId)
      .orderBy("bis", "desc")
      .executeTakeFirst();
    const link = { meldungId, herausforderungId: merge.quelleId, von: now, bis: null, actor };
    await tx.db
      .insertInto("zuordnung")
      .values({ ...link, zuordnungId: newId(), zusammenfuehrungId: before?.zusammenfuehrungId ?? null })
      .execute();
  }
}

async function logMerge(
  tx: Register,
  entry: { aktion: string; quelleId: string; zielId: string; actor: string },
): Promise<void> {
  const { aktion, quelleId, zielId, actor } = entry;
  for (const gegenstandId of [quelleId, zielId])
    await appendAudit(tx, {
      actor,
      aktion,
      gegenstand: "herausforderung",
      gegenstandId,
      details: { quelleId, zielId },
    });
}

/** Merges in which a challenge was source or target, oldest first, undone ones too. */
export async function mergesOf(register: Register, herausforderungId: string): Promise<Merge[]> {
  return register.db
    .selectFrom("zusammenfuehrung")
    .select(["zusammenfuehrungId", "quelleId", "zielId", "am", "actor", "textReferenz", "aufgehobenAm"])
    .where((eb) => eb.or([eb("quelleId", "=", herausforderungId), eb("zielId", "=", herausforderungId)]))
    .orderBy("am")
    .execute();
}
