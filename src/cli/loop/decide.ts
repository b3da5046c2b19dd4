import { judgeSubmission } from "../../portal/features/tasks/complete.ts";
import type { CurrentUser } from "../../portal/user.ts";
import type { JsonObject } from "../../portal/engine/json.ts";
import { measuresOf, type Register } from "../../register/index.ts";
import type { TellEvent } from "./events.ts";
import { LoopInputInvalid, type LoopDecision } from "./input.ts";
import { dayOf, plusDuration } from "./moment.ts";
import type { LoopParts } from "./parts.ts";
import type { LoopSubjects } from "./subject.ts";
import type { LoopTask } from "./tasks.ts";

/** A decision that a person is about to take. */
export interface Deciding {
  readonly task: LoopTask;
  readonly decision: LoopDecision;
  readonly user: CurrentUser;
  readonly subjects: LoopSubjects;
}

/** Claims the task, fills its form in, lets form-js and the input guard judge it, and completes it: all as the portal does. */
export async function decide(
  parts: LoopParts,
  { task, decision, user, subjects }: Deciding,
  tell: TellEvent,
): Promise<void> {
  const { schema, variables } = task;
  const { userTaskKey, assignee } = task.task;
  if (assignee === undefined) await parts.stage.claim(userTaskKey, user);
  const values = await valuesOf(parts, { task, decision, subjects });
  const sent = { daten: JSON.stringify({ ...variables, ...values }) };
  const judged = await judgeSubmission(parts, { schema, variables, sent, areWarningsChecked: true });
  if (!judged.isAccepted)
    throw refused(decision, [...judged.findings.map(({ meldung }) => meldung), ...faults(judged.state.errors)]);
  await parts.stage.complete({ task: task.task, user, variables, data: judged.state.data });
  tell({
    art: "erledigt",
    am: new Date(parts.stage.clock.now()).toISOString(),
    person: user.name,
    aufgabe: task.task.name,
    gegenstand: task.subjectId,
    werte: shown(judged.state.data),
  });
}

function refused({ aufgabe, als }: LoopDecision, reasons: readonly string[]): LoopInputInvalid {
  return new LoopInputInvalid(
    `Expected the form "${aufgabe}" to accept what "${als}" filled in, but: ${reasons.join("; ")}`,
  );
}

function faults(errors: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(errors).map(([field, messages]) => `${field}: ${messages.join(", ")}`);
}

/** Free text is not repeated in what is printed. */
function shown(data: JsonObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => !name.endsWith("Text") && value !== null));
}

const MEASURE_FIELDS: readonly string[] = ["angenommeneMassnahmen", "zurueckgegebeneMassnahmen"];

/** What the file leaves open follows from the loop itself: the challenge of the first report, the day of the meeting. */
async function valuesOf(
  { register, stage }: LoopParts,
  { task, decision, subjects }: Omit<Deciding, "user">,
): Promise<JsonObject> {
  const { werte } = decision;
  const [first] = subjects.herausforderungIds;
  const defaults: Record<string, string> = {};
  if (werte["pruefergebnis"] === "zuordnen" && first !== undefined) defaults["herausforderungId"] = first;
  const meetingDay = dayOfMeeting(task);
  if (meetingDay !== undefined) defaults["beschlussAm"] = meetingDay;
  const values: Record<string, JsonObject[string]> = { ...defaults, ...werte };
  for (const [field, value] of Object.entries(werte)) values[field] = laterDay(value, stage.clock.now());
  for (const field of MEASURE_FIELDS)
    if (field in werte) values[field] = await measures(register, task.subjectId, werte[field]);
  return values;
}

/** "+P30D" is a day, counted from the decision. */
function laterDay(value: JsonObject[string], now: number): JsonObject[string] {
  return typeof value === "string" && value.startsWith("+P") ? dayOf(plusDuration(now, value.slice(1))) : value;
}

/** The day of the meeting that a form asks the decision's day of. */
export function dayOfMeeting({ schema, variables }: LoopTask): string | undefined {
  const meeting = variables["sitzungAm"];
  const asks = schema.components.some(({ key }) => key === "beschlussAm");
  return asks && typeof meeting === "string" ? dayOf(Date.parse(meeting)) : undefined;
}

async function measures(register: Register, herausforderungId: string, places: unknown): Promise<string[]> {
  const open = (await measuresOf(register, herausforderungId)).filter(({ status }) => status === "vorgeschlagen");
  const list: readonly unknown[] = Array.isArray(places) ? places : [];
  return list.flatMap((place) => (typeof place === "number" ? [open[place - 1]?.massnahmeId ?? ""] : [String(place)]));
}
