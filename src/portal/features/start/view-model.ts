import type { Challenge, Notification, Report } from "../../../register/index.ts";
import type { elsewhereNote } from "../../elsewhere.ts";
import type { Language, Translate } from "../../middleware/language.ts";
import { badgeOf } from "../../status.ts";
import type { CurrentUser } from "../../user.ts";
import { toNotificationRow } from "../notifications/view-model.ts";
import { shownState } from "../reports/view-model.ts";
import { toTaskListView, type TaskWithSubject } from "../tasks/view-model.ts";

/** What the start page needs. */
interface StartInput {
  readonly t: Translate;
  readonly language: Language;
  readonly now: number;
  readonly user: CurrentUser;
  /** Undefined when the engine does not answer. */
  readonly tasks: readonly TaskWithSubject[] | undefined;
  /** Set where tasks are done in another application. */
  readonly elsewhere: ReturnType<typeof elsewhereNote>;
  readonly notifications: readonly Notification[];
  readonly reports: readonly Report[];
  readonly challenges: readonly Challenge[];
  /** Open incidents; undefined for people who do not see the operation. */
  readonly incidents: number | undefined;
}

const SHOWN = 5;

/** "What is to do, what is new": the first page after the log-in. */
export function toStartView(input: StartInput) {
  const { t, language, user, tasks, notifications, reports, challenges, incidents } = input;
  const lists = toTaskListView({ ...input, tasks: tasks ?? [], personId: user.personId });
  const todo = [...lists.own, ...lists.open];
  const stats = [
    ...(input.elsewhere === undefined
      ? [{ href: "/aufgaben", number: todo.length, label: t("start.tasks", { count: todo.length }) }]
      : []),
    { href: "/mitteilungen", number: notifications.length, label: t("start.news", { count: notifications.length }) },
    ...(incidents === undefined
      ? []
      : [{ href: "/betrieb/stoerungen", number: incidents, label: t("start.incidents", { count: incidents }) }]),
  ];
  return {
    title: t("start.title"),
    greeting: t("start.greeting", { name: user.name }),
    isEngineDown: tasks === undefined,
    elsewhere: input.elsewhere,
    stats,
    tasks: todo.slice(0, SHOWN),
    hasMoreTasks: todo.length > SHOWN,
    notifications: notifications
      .slice(0, SHOWN)
      .map((notification) => toNotificationRow(notification, { t, language })),
    canReport: user.permissions.has("meldung:erstellen"),
    canOperate: user.permissions.has("betrieb"),
    canEditProcesses: user.permissions.has("prozesse"),
    reports: reports.slice(0, SHOWN).map((report) => ({
      href: `/meldungen/${report.meldungId}`,
      title: report.titel,
      id: report.meldungId,
      state: t(`state.${shownState(report)}`),
      badge: badgeOf(shownState(report)),
    })),
    challenges: challenges.slice(0, SHOWN).map((challenge) => ({
      href: `/herausforderungen/${challenge.herausforderungId}`,
      title: challenge.titel,
      id: challenge.herausforderungId,
      state: t(`state.${challenge.status}`),
      badge: badgeOf(challenge.status),
    })),
  };
}
