import {
  canAdvanceChallenge,
  isEndState,
  parseChallengeState,
  type ChallengeState,
} from "../domain/challenge-state.ts";
import { canAdvanceReport, parseReportState, type ReportState } from "../domain/report-state.ts";
import { appendAudit } from "./audit.ts";
import { NotFound, StoredDataInvalid, TransitionNotAllowed } from "./errors.ts";
import type { Register } from "./open.ts";
import { newId, nowOf } from "./store/values.ts";

/** A change of state asked for; `grund` is an enumerated value, never free text. */
export interface Advance {
  readonly status: string;
  readonly grund?: string | undefined;
  readonly actor: string;
}

/** Brings a report to a state. The state it already has is no change. Throws NotFound, TransitionNotAllowed. */
export async function advanceReport(
  register: Register,
  input: Advance & { readonly meldungId: string },
): Promise<ReportState> {
  return register.transaction(async (tx) => {
    const { meldungId } = input;
    const row = await tx.db
      .selectFrom("meldung")
      .select("status")
      .where("meldungId", "=", meldungId)
      .executeTakeFirst();
    if (row === undefined) throw new NotFound("report", meldungId);
    const from = stored(parseReportState(row.status), meldungId);
    const to = parseReportState(input.status);
    if (to === undefined || (from !== to && !canAdvanceReport(from, to))) throw refused(meldungId, from, input.status);
    if (from === to) return to;
    await tx.db
      .updateTable("meldung")
      .set({ status: to, geaendertAm: nowOf(tx) })
      .where("meldungId", "=", meldungId)
      .execute();
    await logChange(tx, { ...input, meldungId, von: from, nach: to });
    return to;
  });
}

/** Brings a challenge to a state; `ergebnis` says how an ended one ended. The state it already has is no change. Throws NotFound, TransitionNotAllowed. */
export async function advanceChallenge(
  register: Register,
  input: Advance & { readonly herausforderungId: string; readonly ergebnis?: string | undefined },
): Promise<ChallengeState> {
  return register.transaction(async (tx) => {
    const from = await stateOf(tx, input.herausforderungId);
    const to = parseChallengeState(input.status);
    const allowed = to !== undefined && (from === to || canAdvanceChallenge(from, to));
    if (!allowed) throw refused(input.herausforderungId, from, input.status);
    if (from !== to) await moveChallenge(tx, { ...input, von: from, nach: to });
    return to;
  });
}

/** The state of a challenge. Throws NotFound. */
export async function stateOf(register: Register, herausforderungId: string): Promise<ChallengeState> {
  const row = await register.db
    .selectFrom("herausforderung")
    .select("status")
    .where("herausforderungId", "=", herausforderungId)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("challenge", herausforderungId);
  return stored(parseChallengeState(row.status), herausforderungId);
}

/** Sets a challenge's state without asking the table of transitions (merge, undo, new round); logs it all the same. */
export async function moveChallenge(
  tx: Register,
  input: {
    readonly herausforderungId: string;
    readonly von: ChallengeState | null;
    readonly nach: ChallengeState;
    readonly actor: string;
    readonly grund?: string | undefined;
    readonly ergebnis?: string | undefined;
  },
): Promise<void> {
  const now = nowOf(tx);
  await tx.db
    .updateTable("herausforderung")
    .set({
      status: input.nach,
      geaendertAm: now,
      beendetAm: isEndState(input.nach) ? now : null,
      ...(input.ergebnis === undefined ? {} : { ergebnis: input.ergebnis }),
    })
    .where("herausforderungId", "=", input.herausforderungId)
    .execute();
  await logChange(tx, input);
}

/** Writes the history row and the audit line of a change of state. */
export async function logChange(
  tx: Register,
  change: {
    readonly herausforderungId?: string;
    readonly meldungId?: string;
    readonly von: string | null;
    readonly nach: string;
    readonly actor: string;
    readonly grund?: string | undefined;
  },
): Promise<void> {
  const { herausforderungId = null, meldungId = null, von, nach, actor, grund = null } = change;
  await tx.db
    .insertInto("statuswechsel")
    .values({ statuswechselId: newId(), herausforderungId, meldungId, von, nach, am: nowOf(tx), actor, grund })
    .execute();
  await appendAudit(tx, {
    actor,
    aktion: "status",
    gegenstand: herausforderungId === null ? "meldung" : "herausforderung",
    gegenstandId: herausforderungId ?? meldungId ?? "",
    details: { von, nach, grund },
  });
}

function stored<T>(state: T | undefined, id: string): T {
  if (state === undefined) throw new StoredDataInvalid(`Expected ${id} to hold a known state, but it does not`);
  return state;
}

function refused(id: string, from: string, to: string): TransitionNotAllowed {
  return new TransitionNotAllowed(
    `Expected ${id} to be able to go from "${from}" to "${to}", but that is no step of the loop`,
  );
}
