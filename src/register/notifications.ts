import { sql } from "kysely";
import type { Register } from "./open.ts";
import { newId, nowOf, toUtc } from "./store/values.ts";

/** A mail as rendered when its event happened: reference number, step, due date and link, never title or free text. */
export interface NewMail {
  readonly an: string;
  readonly betreff: string;
  readonly text: string;
  readonly html?: string | undefined;
  /** Earliest moment of sending (a digest is sent later); default: at once. */
  readonly sendenAb?: string | undefined;
  /** The same at each attempt, so that a repeated mail is recognised; default: made from the notification's id. */
  readonly messageId?: string | undefined;
}

/** One notification of one person on one event. */
export interface NewNotification {
  /** One per person and event; a second call with it does nothing. */
  readonly schluessel: string;
  readonly empfaengerId: string;
  readonly ereignis: string;
  readonly schritt?: string | undefined;
  readonly stufe?: string | undefined;
  readonly herausforderungId?: string | undefined;
  readonly meldungId?: string | undefined;
  readonly auftragId?: string | undefined;
  readonly sitzungId?: string | undefined;
  readonly faelligAm?: string | undefined;
  readonly mail?: NewMail | undefined;
}

/** A notification as shown in the app. */
export interface Notification {
  readonly notificationId: string;
  readonly empfaengerId: string;
  readonly ereignis: string;
  readonly schritt: string | null;
  readonly stufe: string | null;
  readonly herausforderungId: string | null;
  readonly meldungId: string | null;
  readonly auftragId: string | null;
  readonly sitzungId: string | null;
  readonly faelligAm: string | null;
  readonly erstelltAm: string;
  readonly gelesenAm: string | null;
}

const PAGE = 50;

/** Writes a notification and, where wanted, its mail into the outbox, both or neither. False: it was there already. */
export async function notifyOnce(register: Register, input: NewNotification): Promise<boolean> {
  return register.transaction(async (tx) => {
    const { mail, ...notification } = input;
    const written = await tx.db
      .insertInto("notification")
      .values(rowOf(tx, notification))
      .onConflict((conflict) => conflict.column("schluessel").doNothing())
      .returning("notificationId")
      .executeTakeFirst();
    if (written === undefined) return false;
    if (mail !== undefined) await enqueue(tx, written.notificationId, mail);
    return true;
  });
}

function rowOf(tx: Register, input: Omit<NewNotification, "mail">) {
  return {
    notificationId: newId(),
    schluessel: input.schluessel,
    empfaengerId: input.empfaengerId,
    ereignis: input.ereignis,
    schritt: input.schritt ?? null,
    stufe: input.stufe ?? null,
    herausforderungId: input.herausforderungId ?? null,
    meldungId: input.meldungId ?? null,
    auftragId: input.auftragId ?? null,
    sitzungId: input.sitzungId ?? null,
    faelligAm: input.faelligAm ?? null,
    erstelltAm: nowOf(tx),
    gelesenAm: null,
  };
}

async function enqueue(tx: Register, notificationId: string, mail: NewMail): Promise<void> {
  await tx.db
    .insertInto("outbox")
    .values({
      outboxId: newId(),
      notificationId,
      messageId: mail.messageId ?? `<${notificationId}@kim-regelkreis>`,
      an: mail.an,
      betreff: mail.betreff,
      text: mail.text,
      html: mail.html ?? null,
      sendenAb: mail.sendenAb === undefined ? nowOf(tx) : toUtc(mail.sendenAb),
      status: "wartend",
      versuche: 0,
      gesendetAm: null,
      fehler: null,
    })
    .execute();
}

/** A person's notifications, newest first. */
export async function listNotifications(
  register: Register,
  personId: string,
  filter: { readonly nurUngelesene?: boolean; readonly limit?: number } = {},
): Promise<Notification[]> {
  let query = register.db.selectFrom("notification").selectAll().where("empfaengerId", "=", personId);
  if (filter.nurUngelesene === true) query = query.where("gelesenAm", "is", null);
  return query
    .orderBy("erstelltAm", "desc")
    .orderBy("notificationId")
    .limit(filter.limit ?? PAGE)
    .execute();
}

/** Notifications on one challenge, oldest first: who was told what. */
export async function notificationsOfChallenge(register: Register, herausforderungId: string): Promise<Notification[]> {
  return register.db
    .selectFrom("notification")
    .selectAll()
    .where("herausforderungId", "=", herausforderungId)
    .orderBy("erstelltAm")
    .orderBy("notificationId")
    .execute();
}

/** Notifications on one report, oldest first: who was told what. */
export async function notificationsOfReport(register: Register, meldungId: string): Promise<Notification[]> {
  return register.db
    .selectFrom("notification")
    .selectAll()
    .where("meldungId", "=", meldungId)
    .orderBy("erstelltAm")
    .orderBy("notificationId")
    .execute();
}

/** How many notifications a person has not read. */
export async function countUnread(register: Register, personId: string): Promise<number> {
  const row = await register.db
    .selectFrom("notification")
    .select(sql<number | string>`count(*)`.as("anzahl"))
    .where("empfaengerId", "=", personId)
    .where("gelesenAm", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.anzahl);
}

/** Marks one of a person's own notifications as read; another's stays untouched. */
export async function markNotificationRead(
  register: Register,
  { notificationId, personId }: { readonly notificationId: string; readonly personId: string },
): Promise<void> {
  await register.db
    .updateTable("notification")
    .set({ gelesenAm: nowOf(register) })
    .where("notificationId", "=", notificationId)
    .where("empfaengerId", "=", personId)
    .where("gelesenAm", "is", null)
    .execute();
}
