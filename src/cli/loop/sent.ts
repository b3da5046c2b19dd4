import { eventWording } from "../../platform/mail/wording.ts";
import {
  findPerson,
  listMails,
  notificationsOfChallenge,
  notificationsOfReport,
  type Notification,
  type Register,
} from "../../register/index.ts";
import type { LoopEvent } from "./events.ts";
import type { LoopSubjects } from "./subject.ts";

/** Tells which notifications and mails are new since the last call. */
export function createSentWatch(register: Register): (subjects: LoopSubjects) => Promise<LoopEvent[]> {
  const seen = new Set<string>();
  return async ({ meldungIds, herausforderungIds }) => {
    const lists = [
      ...(await Promise.all(herausforderungIds.map((id) => notificationsOfChallenge(register, id)))),
      ...(await Promise.all(meldungIds.map((id) => notificationsOfReport(register, id)))),
    ];
    const fresh = lists.flat().filter(({ notificationId }) => !seen.has(notificationId));
    for (const { notificationId } of fresh) seen.add(notificationId);
    const byEvent = Map.groupBy(
      unique(fresh),
      ({ ereignis, stufe, erstelltAm }) => `${erstelltAm} ${ereignis} ${stufe ?? ""}`,
    );
    return Promise.all([...byEvent.values()].map((group) => toEvent(register, group)));
  };
}

function unique(notifications: readonly Notification[]): Notification[] {
  return [...new Map(notifications.map((one) => [one.notificationId, one])).values()].toSorted((a, b) =>
    a.erstelltAm.localeCompare(b.erstelltAm),
  );
}

const MANY = 5_000;

async function toEvent(register: Register, group: readonly Notification[]): Promise<LoopEvent> {
  const [first] = group;
  const ids = new Set(group.map(({ notificationId }) => notificationId));
  const names = await Promise.all(
    group.map(async ({ empfaengerId }) => (await findPerson(register, empfaengerId))?.name ?? empfaengerId),
  );
  const mails = (await listMails(register, { limit: MANY })).filter(({ notificationId }) =>
    ids.has(notificationId),
  ).length;
  const ereignis = eventWording(first?.ereignis ?? "", { sprache: "de", stufe: first?.stufe ?? undefined });
  return { art: "gesendet", am: first?.erstelltAm ?? "", ereignis, an: names.toSorted(), mails };
}
