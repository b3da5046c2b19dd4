import type { Register } from "./open.ts";
import { nowOf, toUtc } from "./store/values.ts";

/** A mail of the outbox. */
export interface OutboxMail {
  readonly outboxId: string;
  readonly notificationId: string;
  readonly messageId: string;
  readonly an: string;
  readonly betreff: string;
  readonly text: string;
  readonly html: string | null;
  readonly sendenAb: string;
  /** wartend, gesendet, gescheitert. */
  readonly status: string;
  readonly versuche: number;
  readonly gesendetAm: string | null;
  readonly fehler: string | null;
}

const PAGE = 50;

/** Mails whose time has come, the oldest first. A mail stays `wartend` until its outcome is recorded; whose turn it is to send says {@link openMailTurn}. */
export async function dueMails(
  register: Register,
  { limit = PAGE }: { readonly limit?: number } = {},
): Promise<OutboxMail[]> {
  return register.db
    .selectFrom("outbox")
    .selectAll()
    .where("status", "=", "wartend")
    .where("sendenAb", "<=", nowOf(register))
    .orderBy("sendenAb")
    .orderBy("outboxId")
    .limit(limit)
    .execute();
}

/** Notes that the mail server took the mail. */
export async function markMailSent(register: Register, { outboxId }: { readonly outboxId: string }): Promise<void> {
  await register.db
    .updateTable("outbox")
    .set((eb) => ({ status: "gesendet", gesendetAm: nowOf(register), versuche: eb("versuche", "+", 1), fehler: null }))
    .where("outboxId", "=", outboxId)
    .execute();
}

/** Notes a failed attempt: tried again at a moment, or given up (null). */
export async function markMailFailed(
  register: Register,
  input: { readonly outboxId: string; readonly fehler: string; readonly naechsterVersuchAm: string | null },
): Promise<void> {
  const { outboxId, fehler, naechsterVersuchAm } = input;
  const next = naechsterVersuchAm === null ? { status: "gescheitert" } : { sendenAb: toUtc(naechsterVersuchAm) };
  await register.db
    .updateTable("outbox")
    .set((eb) => ({ ...next, versuche: eb("versuche", "+", 1), fehler }))
    .where("outboxId", "=", outboxId)
    .execute();
}

/** Mails by state, newest first. */
export async function listMails(
  register: Register,
  filter: { readonly status?: string; readonly an?: string; readonly limit?: number } = {},
): Promise<OutboxMail[]> {
  let query = register.db.selectFrom("outbox").selectAll();
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.an !== undefined) query = query.where("an", "=", filter.an);
  return query
    .orderBy("sendenAb", "desc")
    .orderBy("outboxId")
    .limit(filter.limit ?? PAGE)
    .execute();
}
