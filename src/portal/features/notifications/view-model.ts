import type { Notification } from "../../../register/index.ts";
import { formatDate, formatDateTime } from "../../format.ts";
import type { Language, Translate } from "../../middleware/language.ts";

function subjectOf(notification: Notification): { id: string; href: string | undefined } {
  const { herausforderungId, meldungId, sitzungId } = notification;
  if (herausforderungId !== null) return { id: herausforderungId, href: `/herausforderungen/${herausforderungId}` };
  if (meldungId !== null) return { id: meldungId, href: `/meldungen/${meldungId}` };
  return { id: sitzungId ?? "", href: undefined };
}

/** One notification as a sentence with its date and link; reference numbers only, never a title. */
export function toNotificationRow(notification: Notification, { t, language }: { t: Translate; language: Language }) {
  const { id, href } = subjectOf(notification);
  const { ereignis, stufe, faelligAm } = notification;
  const key = ereignis === "erinnerung" && stufe !== null ? `event.erinnerung_${stufe}` : `event.${ereignis}`;
  return {
    id: notification.notificationId,
    text: t(key, { id }),
    href,
    at: formatDateTime(notification.erstelltAm, language),
    iso: notification.erstelltAm,
    due: faelligAm === null ? undefined : formatDate(faelligAm, language),
    isNew: notification.gelesenAm === null,
  };
}

/** The list of notifications. */
export function toNotificationListView(
  notifications: readonly Notification[],
  texts: { t: Translate; language: Language },
) {
  const rows = notifications.map((notification) => toNotificationRow(notification, texts));
  return { title: texts.t("notifications.title"), rows, hasNew: rows.some(({ isNew }) => isNew) };
}
