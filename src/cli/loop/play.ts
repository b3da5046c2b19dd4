import { isEndState, parseChallengeState } from "../../domain/challenge-state.ts";
import { isForUser } from "../../portal/features/tasks/load.ts";
import { findChallenge, findReport, groupName, timelineOf, type TimelineEntry } from "../../register/index.ts";
import { dayOfMeeting, decide, type Deciding } from "./decide.ts";
import type { LoopEvent, TellEvent } from "./events.ts";
import type { LoopDecision, LoopInput, LoopReport } from "./input.ts";
import { dayOf, momentOf, plusDays, plusDuration } from "./moment.ts";
import type { LoopParts } from "./parts.ts";
import { personOf } from "./people.ts";
import { submitReport } from "./report.ts";
import { createSentWatch } from "./sent.ts";
import { LoopStuck } from "./settle.ts";
import { subjectsOf, type LoopSubjects } from "./subject.ts";
import { openTasks, type LoopTask } from "./tasks.ts";

/** How a loop ended. */
export interface LoopResult {
  readonly meldungen: readonly string[];
  /** Each round's challenge with its last state, the first one first. */
  readonly herausforderungen: readonly {
    readonly herausforderungId: string;
    readonly zustand: string;
    readonly ergebnis: string | null;
  }[];
  /** Decisions of the file that nobody was asked for. */
  readonly ungenutzt: readonly LoopDecision[];
  readonly zeitleiste: readonly TimelineEntry[];
}

/** A loop of four years is not finished for another reason than time. */
const LONGEST_DAYS = 4 * 366;
/** Days. */
const SOON = 14;

interface Play {
  readonly parts: LoopParts;
  readonly tell: TellEvent;
  readonly reports: LoopReport[];
  readonly decisions: LoopDecision[];
  readonly meldungIds: string[];
  readonly shown: Set<string>;
  readonly sent: (subjects: LoopSubjects) => Promise<LoopEvent[]>;
  readonly startedAt: number;
}

/** Plays a loop to its close: people act when it is their turn, otherwise time passes. */
export async function playLoop(parts: LoopParts, input: LoopInput, tell: TellEvent): Promise<LoopResult> {
  if (input.beginn !== undefined) await parts.stage.clock.moveTo(momentOf(input.beginn));
  const startedAt = await parts.stage.clock.look();
  const play: Play = {
    parts,
    tell,
    reports: [...input.meldungen],
    decisions: [...input.entscheidungen],
    meldungIds: [],
    shown: new Set(),
    sent: createSentWatch(parts.register),
    startedAt,
  };
  const latest = plusDays(startedAt, LONGEST_DAYS);
  while (!(await turn(play))) {
    if (parts.stage.clock.now() > latest) throw await stuck(play);
  }
  return resultOf(play);
}

/** One look at the world: what is new is told, whoever can act acts, else time goes on. True when the loop is over. */
async function turn(play: Play): Promise<boolean> {
  const { parts } = play;
  await parts.stage.settle();
  await parts.stage.clock.look();
  await parts.stage.refuseIncidents(play.startedAt);
  const subjects = await subjectsOf(parts.register, play.meldungIds);
  for (const event of await play.sent(subjects)) play.tell(event);
  const tasks = await openTasks(parts, subjects);
  await tellOpen(play, tasks);
  if (await act(play, tasks, subjects)) return false;
  if (play.reports.length === 0 && tasks.length === 0 && (await isOver(parts, subjects))) return true;
  await wait(play, tasks, subjects);
  return false;
}

async function act(play: Play, tasks: readonly LoopTask[], subjects: LoopSubjects): Promise<boolean> {
  const now = play.parts.stage.clock.now();
  const [report] = play.reports;
  if (report !== undefined && reportingTime(play, report) <= now) {
    play.reports.shift();
    play.meldungIds.push(await submitReport(play.parts, report, play.tell));
    return true;
  }
  for (const task of tasks) {
    const next = await nextDecision(play, task, subjects);
    if (next === undefined || notBefore(next) > now) continue;
    play.decisions.splice(play.decisions.indexOf(next.decision), 1);
    await decide(play.parts, next, play.tell);
    return true;
  }
  return false;
}

function reportingTime({ startedAt }: Play, { am, nach }: LoopReport): number {
  if (am !== undefined) return momentOf(am);
  return nach === undefined ? startedAt : plusDuration(startedAt, nach);
}

/** The first decision of the file about this form by somebody whose task it is. */
async function nextDecision(
  { parts, decisions }: Play,
  task: LoopTask,
  subjects: LoopSubjects,
): Promise<Deciding | undefined> {
  for (const decision of decisions.filter(({ aufgabe }) => aufgabe === task.formId)) {
    const user = await personOf(parts.register, decision.als);
    if (isForUser(task.task, user)) return { task, decision, user, subjects };
  }
  return undefined;
}

/** A body's decision is recorded after its meeting, on the day the file says at the earliest. */
function notBefore({ task, decision }: Deciding): number {
  const meeting = task.variables["sitzungAm"];
  const afterMeeting =
    dayOfMeeting(task) !== undefined && typeof meeting === "string" ? Date.parse(meeting) + 7_200_000 : 0;
  const onDay = decision.am === undefined ? 0 : momentOf(decision.am);
  const created = Date.parse(task.task.creationDate);
  return Math.max(afterMeeting, onDay, decision.nach === undefined ? 0 : plusDuration(created, decision.nach));
}

/** Time goes on to where something may happen: day by day while a task is about to be due, so that reminders come when they are due. */
async function wait(play: Play, tasks: readonly LoopTask[], subjects: LoopSubjects): Promise<void> {
  const now = play.parts.stage.clock.now();
  const [report] = play.reports;
  const acts = await Promise.all(tasks.map((task) => nextDecision(play, task, subjects)));
  const moments = acts.flatMap((act) => (act === undefined ? [] : [notBefore(act)]));
  if (report !== undefined) moments.push(reportingTime(play, report));
  const { steps } = play.parts.stage;
  const step = plusDays(now, tasks.some(({ task }) => isDueSoon(task.dueDate, now)) ? steps.small : steps.large);
  await play.parts.stage.clock.moveTo(Math.min(step, ...moments.filter((moment) => moment > now)));
}

function isDueSoon(dueDate: string | undefined, now: number): boolean {
  if (dueDate === undefined) return false;
  const due = Date.parse(dueDate);
  return due > now && due < plusDays(now, SOON);
}

async function tellOpen(play: Play, tasks: readonly LoopTask[]): Promise<void> {
  for (const { task } of tasks) {
    if (play.shown.has(task.userTaskKey)) continue;
    play.shown.add(task.userTaskKey);
    const zustaendig = await Promise.all(task.candidateGroups.map((group) => groupName(play.parts.register, group)));
    play.tell({
      art: "offen",
      am: new Date(play.parts.stage.clock.now()).toISOString(),
      aufgabe: task.name,
      zustaendig,
      faelligAm: task.dueDate,
    });
  }
}

const DECIDED_REPORT: readonly string[] = ["angenommen", "nicht_systematisch", "zurueckgezogen"];

async function isOver({ register }: LoopParts, { meldungIds, herausforderungIds }: LoopSubjects): Promise<boolean> {
  const reports = await Promise.all(meldungIds.map((id) => findReport(register, id)));
  const challenges = await Promise.all(herausforderungIds.map((id) => findChallenge(register, id)));
  const areReportsDecided = reports.every((report) => report !== undefined && DECIDED_REPORT.includes(report.status));
  return areReportsDecided && challenges.every((challenge) => isClosed(challenge?.status ?? ""));
}

function isClosed(status: string): boolean {
  const state = parseChallengeState(status);
  return state !== undefined && isEndState(state);
}

async function resultOf({ parts, meldungIds, decisions }: Play): Promise<LoopResult> {
  const { herausforderungIds } = await subjectsOf(parts.register, meldungIds);
  const found = await Promise.all(herausforderungIds.map((id) => findChallenge(parts.register, id)));
  const herausforderungen = found.flatMap((challenge) =>
    challenge === undefined
      ? []
      : [{ herausforderungId: challenge.herausforderungId, zustand: challenge.status, ergebnis: challenge.ergebnis }],
  );
  const last = herausforderungIds.at(-1);
  const zeitleiste = last === undefined ? [] : await timelineOf(parts.register, last);
  return { meldungen: meldungIds, herausforderungen, ungenutzt: decisions, zeitleiste };
}

async function stuck(play: Play): Promise<LoopStuck> {
  const { parts } = play;
  const tasks = await openTasks(parts, await subjectsOf(parts.register, play.meldungIds));
  const open = tasks.map(({ formId, task }) => `${formId} (${task.candidateGroups.join(", ")})`).join("; ");
  return new LoopStuck(
    `Expected the loop to end before ${dayOf(parts.stage.clock.now())}, but nobody acts on: ${open === "" ? "nothing" : open}`,
  );
}
