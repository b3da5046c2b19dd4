import { paperDeadline, pickMeeting } from "../domain/meeting.ts";
import { addWorkingDays, berlinDate } from "../domain/working-days.ts";
import { appendAudit } from "./audit.ts";
import { NotFound } from "./errors.ts";
import type { Register } from "./open.ts";
import { numberSetting } from "./settings.ts";
import { nowOf, toUtc } from "./store/values.ts";

/** A meeting of a body; moments as ISO text in UTC. */
export interface Meeting {
  readonly sitzungId: string;
  readonly gremiumId: string;
  readonly sitzungAm: string;
  readonly vorlagenfristAm: string;
  readonly nachbereitungBis: string;
  readonly ort: string;
  /** geplant, stattgefunden, verschoben, ausgefallen. */
  readonly status: string;
}

/** An item on a meeting's agenda. */
export interface AgendaItem {
  readonly sitzungId: string;
  readonly herausforderungId: string;
  /** auftrag, beschluss, runde. */
  readonly schritt: string;
  readonly angemeldetAm: string;
}

/** The first planned meeting of a body whose paper deadline is not over at a moment (default: the present); undefined when there is none. */
export async function nextMeeting(
  register: Register,
  { gremiumId, nach }: { readonly gremiumId: string; readonly nach?: string | undefined },
): Promise<Meeting | undefined> {
  const meetings = await listMeetings(register, { gremiumId, status: "geplant" });
  return pickMeeting(meetings, nach ?? nowOf(register));
}

/** Puts a meeting into the calendar; one of the same body at the same moment is given again. */
export async function scheduleMeeting(
  register: Register,
  input: {
    readonly gremiumId: string;
    readonly sitzungAm: string;
    readonly ort?: string | undefined;
    readonly sitzungId?: string | undefined;
    readonly actor: string;
  },
): Promise<Meeting> {
  return register.transaction(async (tx) => {
    const sitzungAm = toUtc(input.sitzungAm);
    const known = (await listMeetings(tx, { gremiumId: input.gremiumId })).find(
      (meeting) => meeting.sitzungAm === sitzungAm,
    );
    if (known !== undefined) return known;
    const meeting: Meeting = {
      sitzungId: input.sitzungId ?? (await freeId(tx, input.gremiumId, sitzungAm)),
      gremiumId: input.gremiumId,
      ort: input.ort ?? "",
      status: "geplant",
      ...(await datesOf(tx, sitzungAm)),
    };
    await tx.db.insertInto("sitzung").values(meeting).execute();
    await log(tx, {
      actor: input.actor,
      aktion: "sitzung.geplant",
      sitzungId: meeting.sitzungId,
      details: { sitzungAm },
    });
    return meeting;
  });
}

/** `lenkungsgruppe-2026-02-25`; a second meeting on the day gets a number. */
async function freeId(tx: Register, gremiumId: string, sitzungAm: string): Promise<string> {
  const id = `${gremiumId}-${berlinDate(sitzungAm)}`;
  const taken = (await listMeetings(tx, { gremiumId })).filter(({ sitzungId }) => sitzungId.startsWith(id)).length;
  return taken === 0 ? id : `${id}-${taken + 1}`;
}

/** Moves a meeting to another moment; its agenda goes with it. Throws NotFound. */
export async function moveMeeting(
  register: Register,
  {
    sitzungId,
    neuesDatumAm,
    actor,
  }: { readonly sitzungId: string; readonly neuesDatumAm: string; readonly actor: string },
): Promise<Meeting> {
  return register.transaction(async (tx) => {
    await meetingById(tx, sitzungId);
    const dates = await datesOf(tx, toUtc(neuesDatumAm));
    await tx.db
      .updateTable("sitzung")
      .set({ ...dates, status: "geplant" })
      .where("sitzungId", "=", sitzungId)
      .execute();
    await log(tx, { actor, aktion: "sitzung.verschoben", sitzungId, details: { sitzungAm: dates.sitzungAm } });
    return meetingById(tx, sitzungId);
  });
}

/** Notes that a meeting took place, or was cancelled. Throws NotFound. */
export async function closeMeeting(
  register: Register,
  input: { readonly sitzungId: string; readonly ergebnis: "stattgefunden" | "ausgefallen"; readonly actor: string },
): Promise<Meeting> {
  return register.transaction(async (tx) => {
    const { sitzungId, ergebnis, actor } = input;
    await meetingById(tx, sitzungId);
    await tx.db.updateTable("sitzung").set({ status: ergebnis }).where("sitzungId", "=", sitzungId).execute();
    await log(tx, { actor, aktion: `sitzung.${ergebnis}`, sitzungId, details: {} });
    return meetingById(tx, sitzungId);
  });
}

/** Puts a challenge on the agenda of a meeting; an item that is there stays. Throws NotFound. */
export async function putOnAgenda(
  register: Register,
  input: {
    readonly sitzungId: string;
    readonly herausforderungId: string;
    readonly schritt: string;
  },
): Promise<void> {
  await register.transaction(async (tx) => {
    await meetingById(tx, input.sitzungId);
    await tx.db
      .insertInto("tagesordnung")
      .values({ ...input, angemeldetAm: nowOf(tx) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** The items of a meeting in the order in which they came. */
export async function agendaOf(register: Register, sitzungId: string): Promise<AgendaItem[]> {
  return register.db
    .selectFrom("tagesordnung")
    .selectAll()
    .where("sitzungId", "=", sitzungId)
    .orderBy("angemeldetAm")
    .orderBy("herausforderungId")
    .execute();
}

/** Meetings by body, state and beginning, in the order of their dates. */
export async function listMeetings(
  register: Register,
  filter: { readonly gremiumId?: string; readonly status?: string; readonly ab?: string } = {},
): Promise<Meeting[]> {
  let query = register.db.selectFrom("sitzung").selectAll();
  if (filter.gremiumId !== undefined) query = query.where("gremiumId", "=", filter.gremiumId);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.ab !== undefined) query = query.where("sitzungAm", ">=", toUtc(filter.ab));
  return query.orderBy("sitzungAm").execute();
}

/** A meeting by id. Throws NotFound. */
export async function meetingById(register: Register, sitzungId: string): Promise<Meeting> {
  const row = await register.db.selectFrom("sitzung").selectAll().where("sitzungId", "=", sitzungId).executeTakeFirst();
  if (row === undefined) throw new NotFound("meeting", sitzungId);
  return row;
}

async function datesOf(tx: Register, sitzungAm: string): Promise<Dates> {
  return (await meetingDates(tx))(sitzungAm);
}

type Dates = Pick<Meeting, "sitzungAm" | "vorlagenfristAm" | "nachbereitungBis">;

/** How the present settings turn a meeting's moment into its paper deadline and the day by which its decisions are recorded. */
export async function meetingDates(register: Register): Promise<(sitzungAm: string) => Dates> {
  const paperDays = (await numberSetting(register, "sitzung.vorlagenfristTage")) ?? 0;
  const recordDays = (await numberSetting(register, "frist.beschlussErfassenArbeitstage")) ?? 0;
  return (sitzungAm) => ({
    sitzungAm: toUtc(sitzungAm),
    vorlagenfristAm: toUtc(paperDeadline(sitzungAm, paperDays)),
    nachbereitungBis: toUtc(addWorkingDays(sitzungAm, recordDays)),
  });
}

async function log(
  tx: Register,
  entry: { actor: string; aktion: string; sitzungId: string; details: Readonly<Record<string, string>> },
): Promise<void> {
  const { actor, aktion, sitzungId, details } = entry;
  await appendAudit(tx, { actor, aktion, gegenstand: "sitzung", gegenstandId: sitzungId, details });
}
