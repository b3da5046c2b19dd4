import { z } from "zod";
import { EVENTS, REMINDER_STAGES } from "../src/domain/events.ts";
import { findReport, notifyOnce, raiseAlert, type Register } from "../src/register/index.ts";
import { mailFor } from "./benachrichtigung/mail.ts";
import { resolveRecipients } from "./benachrichtigung/recipients.ts";
import type { Subject } from "./benachrichtigung/subject.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { identityOf } from "./job-identity.ts";
import { momentOrDay, present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const input = z.object({
  ...present,
  ereignis: z.enum(EVENTS),
  meldungId: z.string().optional(),
  herausforderungId: z.string().optional(),
  auftragId: z.string().optional(),
  sitzungId: z.string().optional(),
  schritt: z.string().optional(),
  faelligAm: momentOrDay.optional(),
  zustaendig: z.array(z.string()).default([]),
  stufe: z.enum(REMINDER_STAGES).optional(),
});

/** What the worker needs beside the register. */
export interface Messaging {
  readonly register: Register;
  /** Address of the portal as people see it, for links. */
  readonly portalUrl: string;
  /** Called when mails may be waiting. */
  readonly onQueued: () => void;
}

/**
 * Tells everybody whom an event concerns: in the app, and by mail as each of them chose. Notification and mail are
 * written together, once per person and event, however often the job runs; the mail leaves later, from the outbox.
 */
export const benachrichtigen = defineWorker(
  { type: "benachrichtigen", input, output: z.object({}) },
  ({ register, portalUrl, onQueued }: Messaging) =>
    async (job) => {
      const { jetzt, ...subject } = job.input;
      const delivery = { subject, identity: identityOf(job), jetzt, portalUrl };
      await registerAt(register, jetzt).transaction((tx) => tellEverybody(tx, delivery));
      onQueued();
      return complete({});
    },
);

interface Telling {
  readonly subject: Subject;
  readonly identity: string;
  readonly jetzt: string;
  readonly portalUrl: string;
}

async function tellEverybody(tx: Register, { subject, identity, jetzt, portalUrl }: Telling): Promise<void> {
  const { recipients, emptyGroups } = await resolveRecipients(tx, subject);
  const isUrgent = await isUrgentReport(tx, subject.meldungId);
  const { ereignis, stufe, schritt, faelligAm, meldungId, herausforderungId, auftragId, sitzungId } = subject;
  const about = { ereignis, stufe, schritt, faelligAm, meldungId, herausforderungId, auftragId, sitzungId };
  for (const recipient of recipients) {
    const { personId } = recipient;
    const schluessel = `${identity}:${personId}`;
    const mail = mailFor({ subject, recipient, schluessel, isUrgent, jetzt }, portalUrl);
    await notifyOnce(tx, { ...about, schluessel, empfaengerId: personId, mail });
  }
  for (const gruppe of emptyGroups)
    await raiseAlert(tx, {
      schluessel: `ohne_person:${gruppe}`,
      art: "gruppe_ohne_person",
      details: { gruppe, ereignis: subject.ereignis },
    });
}

async function isUrgentReport(tx: Register, meldungId: string | undefined): Promise<boolean> {
  if (meldungId === undefined) return false;
  return (await findReport(tx, meldungId))?.eilt === true;
}
