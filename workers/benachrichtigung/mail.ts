import { createHash } from "node:crypto";
import { composeEntry, composeMail, type MailFacts } from "../../src/platform/mail/compose.ts";
import { mailLanguage } from "../../src/platform/mail/wording.ts";
import type { NewMail } from "../../src/register/index.ts";
import { collectedMessageId } from "./collected-mail.ts";
import type { Recipient } from "./recipients.ts";
import { sendingTime } from "./sending-time.ts";
import type { Subject } from "./subject.ts";

/** A message to one person. */
interface PersonalMessage {
  readonly subject: Subject;
  readonly recipient: Recipient;
  /** One per person and event. */
  readonly schluessel: string;
  readonly isUrgent: boolean;
  readonly jetzt: string;
}

const DIGITS = 32;

/** The mail for a person, in their language and at the time they chose; undefined when they want or have none. */
export function mailFor(
  { subject, recipient, schluessel, isUrgent, jetzt }: PersonalMessage,
  portalUrl: string,
): NewMail | undefined {
  const { email, digest, art, personId } = recipient;
  const time = sendingTime({ digest, isMandatory: art === "pflicht" || isUrgent, jetzt });
  if (email === "" || time.kind === "nie") return undefined;
  const sprache = mailLanguage(recipient.sprache);
  const facts = factsOf(subject, portalUrl);
  const unique = createHash("sha256").update(schluessel).digest("hex").slice(0, DIGITS);
  const host = new URL(portalUrl).hostname;
  if (time.kind === "jetzt") return { an: email, ...composeMail(facts, sprache), messageId: `<${unique}@${host}>` };
  const messageId = collectedMessageId({ sprache, sendenAb: time.sendenAb, personId, unique, host });
  return { an: email, ...composeEntry(facts, sprache), messageId, sendenAb: time.sendenAb };
}

function factsOf(subject: Subject, portalUrl: string): MailFacts {
  const { ereignis, stufe, schritt, faelligAm, herausforderungId, meldungId } = subject;
  return {
    ereignis,
    stufe,
    schritt,
    faelligAm,
    aktenzeichen: herausforderungId ?? meldungId,
    link: linkTo(subject, portalUrl),
  };
}

function linkTo({ herausforderungId, meldungId }: Subject, portalUrl: string): string {
  const base = portalUrl.replace(/\/$/, "");
  if (herausforderungId !== undefined) return `${base}/herausforderungen/${herausforderungId}`;
  return meldungId === undefined ? `${base}/mitteilungen` : `${base}/meldungen/${meldungId}`;
}
