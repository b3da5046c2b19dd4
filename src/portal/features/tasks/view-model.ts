import type { UserTask } from "../../engine/gateway.ts";
import { daysUntil, formatDate } from "../../format.ts";
import type { Language, Translate } from "../../middleware/language.ts";

/** A task with what the portal knows of its subject. */
export interface TaskWithSubject {
  readonly task: UserTask;
  /** HF-… or M-…; undefined when the task concerns none (a meeting). */
  readonly subjectId: string | undefined;
  /** Title of the report or challenge, when this person may see it. */
  readonly subjectTitle: string | undefined;
  readonly assigneeName: string | undefined;
}

/** What the lists of tasks need. */
interface TaskListInput {
  readonly t: Translate;
  readonly language: Language;
  readonly now: number;
  readonly personId: string;
  readonly tasks: readonly TaskWithSubject[];
}

/** When a task is due, in words and as a badge. */
export function dueOf(
  dueDate: string | undefined,
  { t, language, now }: Pick<TaskListInput, "t" | "language" | "now">,
) {
  if (dueDate === undefined) return undefined;
  const days = daysUntil(dueDate, now);
  const date = formatDate(dueDate, language);
  if (days < 0) return { text: t("tasks.overdue", { date }), badge: "danger" };
  if (days <= 2) return { text: t("tasks.dueSoon", { date }), badge: "warning" };
  return { text: t("tasks.due", { date }), badge: "neutral" };
}

/** One row of a task list. */
function toTaskRow(entry: TaskWithSubject, input: TaskListInput) {
  const { task, subjectId, subjectTitle, assigneeName } = entry;
  return {
    href: `/aufgaben/${task.userTaskKey}`,
    key: task.userTaskKey,
    name: task.name,
    subjectId,
    subjectTitle,
    created: formatDate(task.creationDate, input.language),
    due: dueOf(task.dueDate, input),
    assignee:
      task.assignee === undefined || task.assignee === input.personId ? undefined : (assigneeName ?? task.assignee),
    canClaim: task.assignee === undefined,
  };
}

/** A drawn row of a task list. */
type TaskRow = ReturnType<typeof toTaskRow>;

const byDue = (a: TaskWithSubject, b: TaskWithSubject): number =>
  b.task.priority - a.task.priority || (a.task.dueDate ?? "9").localeCompare(b.task.dueDate ?? "9");

/** My tasks, what waits for my groups, and what colleagues have taken. */
export function toTaskListView(input: TaskListInput) {
  const { t, tasks, personId } = input;
  const rows = (wanted: (task: UserTask) => boolean): readonly TaskRow[] =>
    tasks
      .filter(({ task }) => wanted(task))
      .toSorted(byDue)
      .map((entry) => toTaskRow(entry, input));
  return {
    title: t("tasks.listTitle"),
    own: rows(({ assignee }) => assignee === personId),
    open: rows(({ assignee }) => assignee === undefined),
    taken: rows(({ assignee }) => assignee !== undefined && assignee !== personId),
  };
}
