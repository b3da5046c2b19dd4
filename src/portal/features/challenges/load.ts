import {
  answersOf,
  countThreshold,
  decisionsOf,
  feedbackRoundsOf,
  findChallenge,
  linksOf,
  listBodies,
  listOrgUnits,
  measuresOf,
  mergesOf,
  publicationOf,
  textsOf,
  timelineOf,
  type Register,
} from "../../../register/index.ts";
import type { CurrentUser } from "../../user.ts";
import { relationsOf, viewerOf } from "./access.ts";

/** Reads all that the page of a challenge may show; what this person sees of it is decided in the view model. */
export async function loadChallenge(register: Register, user: CurrentUser, herausforderungId: string) {
  const challenge = await findChallenge(register, herausforderungId);
  if (challenge === undefined) return undefined;
  const [relations, counts, decisions, measures, publication, rounds, timeline, merges, links, names] =
    await Promise.all([
      relationsOf(register, herausforderungId),
      countThreshold(register, herausforderungId),
      decisionsOf(register, herausforderungId),
      measuresOf(register, herausforderungId),
      publicationOf(register, herausforderungId),
      loadRounds(register, herausforderungId),
      timelineOf(register, herausforderungId),
      mergesOf(register, herausforderungId),
      linksOf(register, herausforderungId),
      loadNames(register),
    ]);
  const reasons = await loadReasons(
    register,
    decisions.map(({ textReferenz }) => textReferenz),
  );
  const viewer = viewerOf(user, relations);
  return {
    challenge,
    ...relations,
    viewer,
    counts,
    decisions,
    reasons,
    measures,
    publication,
    rounds,
    timeline,
    merges,
    links,
    names,
  };
}

/** All that the page of a challenge may show. */
export type LoadedChallenge = NonNullable<Awaited<ReturnType<typeof loadChallenge>>>;

async function loadRounds(register: Register, herausforderungId: string) {
  const rounds = await feedbackRoundsOf(register, herausforderungId);
  return Promise.all(
    rounds.map(async (round) => ({ ...round, answers: await answersOf(register, round.rueckmeldeRundeId) })),
  );
}

/** Texts of decisions by their reference. */
async function loadReasons(register: Register, references: readonly (string | null)[]) {
  const known = references.filter((reference) => reference !== null);
  const entries = await Promise.all(
    known.map(async (reference) => [reference, await textsOf(register, reference)] as const),
  );
  return new Map(entries);
}

/** Display names of bodies and offices by id. */
async function loadNames(register: Register): Promise<ReadonlyMap<string, string>> {
  const [bodies, units] = await Promise.all([listBodies(register), listOrgUnits(register)]);
  return new Map([
    ...bodies.map(({ gremiumId, name }) => [gremiumId, name] as const),
    ...units.map(({ orgUnitId, name }) => [orgUnitId, name] as const),
  ]);
}
