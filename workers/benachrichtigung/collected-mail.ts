import { createHash } from "node:crypto";
import { composeDigest } from "../../src/platform/mail/compose.ts";
import type { WaitingMail } from "../../src/platform/mail/sender.ts";
import { mailLanguage } from "../../src/platform/mail/wording.ts";
import type { OutboxMail } from "../../src/register/index.ts";

/** The outbox keeps each entry of a collected mail as a row; which rows go together stands in their Message-ID. */
const COLLECTED = /^<(?<slot>sammel\.(?<language>\w\w)\.[\w-]+)\.\w+@(?<host>.+)>$/;
const DIGITS = 16;

/** Message-ID of one entry: same language, person and moment of sending = same mail. */
export function collectedMessageId(entry: {
  sprache: string;
  sendenAb: string;
  personId: string;
  unique: string;
  host: string;
}): string {
  const slot = createHash("sha256").update(`${entry.personId} ${entry.sendenAb}`).digest("hex").slice(0, DIGITS);
  return `<sammel.${entry.sprache}.${slot}.${entry.unique}@${entry.host}>`;
}

/** Turns rows of the outbox into mails: entries of one person and moment become one mail with one stable Message-ID. */
export function toWaitingMails(rows: readonly OutboxMail[]): WaitingMail[] {
  const groups = Map.groupBy(rows, ({ messageId }) => slotOf(messageId)?.slot ?? messageId);
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map((first) => toWaitingMail(first, group)));
}

function toWaitingMail(first: OutboxMail, group: readonly OutboxMail[]): WaitingMail {
  const ids = group.map(({ outboxId }) => outboxId);
  const { an, betreff, text, html, messageId, sendenAb } = first;
  const collected = slotOf(messageId);
  if (collected === undefined) return { ids, messageId, an, sendenAb, betreff, text, html: html ?? undefined };
  const entries = group.map((row) => row.text).toSorted();
  return {
    ids,
    messageId: `<${collected.slot}@${collected.host}>`,
    an,
    sendenAb,
    ...composeDigest(entries, mailLanguage(collected.language)),
  };
}

function slotOf(messageId: string): { slot: string; language: string; host: string } | undefined {
  const { slot, language, host } = COLLECTED.exec(messageId)?.groups ?? {};
  return slot === undefined || language === undefined || host === undefined ? undefined : { slot, language, host };
}
