import type { MailQueue } from "../../src/platform/mail/sender.ts";
import {
  dueMails,
  markMailFailed,
  markMailSent,
  notifyOnce,
  raiseAlert,
  responsiblePeople,
  type Register,
} from "../../src/register/index.ts";
import { toWaitingMails } from "./collected-mail.ts";

/** Rows looked at in one turn; more than one collected mail ever has, so that none is torn apart. */
const BATCH = 2_000;

/** The register's outbox for the mail sender. */
export function registerMailQueue(register: Register): MailQueue {
  return {
    due: async () => toWaitingMails(await dueMails(register, { limit: BATCH })),
    sent: async ({ ids }) => {
      await register.transaction(async (tx) => {
        for (const outboxId of ids) await markMailSent(tx, { outboxId });
      });
    },
    deferred: ({ ids }, fehler) => fail(register, { ids, fehler, isFinal: false }),
    rejected: async ({ ids, messageId }, fehler) => {
      await fail(register, { ids, fehler, isFinal: true });
      await tellAdministrators(register, { messageId, fehler });
    },
  };
}

async function fail(
  register: Register,
  { ids, fehler, isFinal }: { ids: readonly string[]; fehler: string; isFinal: boolean },
): Promise<void> {
  const naechsterVersuchAm = isFinal ? null : new Date(register.clock.now()).toISOString();
  await register.transaction(async (tx) => {
    for (const outboxId of ids) await markMailFailed(tx, { outboxId, fehler, naechsterVersuchAm });
  });
}

/** In the app only: a mail about a mail that cannot be delivered helps nobody. The alert names the mail, not the person. */
async function tellAdministrators(
  register: Register,
  { messageId, fehler }: { messageId: string; fehler: string },
): Promise<void> {
  await register.transaction(async (tx) => {
    await raiseAlert(tx, { schluessel: `mail:${messageId}`, art: "mail_unzustellbar", details: { messageId, fehler } });
    for (const { personId } of await responsiblePeople(tx, "administration", { withDeputies: true }))
      await notifyOnce(tx, {
        schluessel: `mail:${messageId}:${personId}`,
        empfaengerId: personId,
        ereignis: "technischer_fehler",
      });
  });
}
