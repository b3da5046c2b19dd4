import { z } from "zod";
import { challengeOfReport, findPerson, findReport, type Register } from "../../../register/index.ts";
import { isVisible } from "../challenges/access.ts";
import { loadChallenge } from "../challenges/load.ts";
import type { EngineGateway, UserTask } from "../../engine/gateway.ts";
import type { JsonObject } from "../../engine/json.ts";
import type { CurrentUser } from "../../user.ts";
import type { TaskWithSubject } from "./view-model.ts";

const subjects = z.object({
  herausforderungId: z.string().optional().catch(undefined),
  meldungId: z.string().optional().catch(undefined),
});

/** Whether the task is for this person: theirs, or of one of the groups that the org directory gives them now. */
export function isForUser(task: UserTask, user: CurrentUser): boolean {
  return task.assignee === user.personId || task.candidateGroups.some((group) => user.groups.includes(group));
}

/** All open tasks of the person and the person's groups, each once. */
export async function findTasks(engine: EngineGateway, user: CurrentUser): Promise<readonly UserTask[]> {
  const [own, groups] = await Promise.all([
    engine.searchTasks({ assignee: user.personId }),
    engine.searchTasks({ groups: user.groups }),
  ]);
  return [...new Map([...own, ...groups].map((task) => [task.userTaskKey, task])).values()];
}

/** What the task is about, read from its variables: ids only. */
export function subjectOf(variables: JsonObject): z.infer<typeof subjects> {
  return subjects.parse(variables);
}

/** The texts that help to decide a task, as far as the person may see them. */
export async function loadSubject(register: Register, user: CurrentUser, variables: JsonObject) {
  const { herausforderungId, meldungId } = subjectOf(variables);
  const challengeId =
    herausforderungId ?? (meldungId === undefined ? undefined : await challengeOfReport(register, meldungId));
  const [loaded, report] = await Promise.all([
    challengeId === undefined ? undefined : loadChallenge(register, user, challengeId),
    meldungId === undefined || herausforderungId !== undefined ? undefined : findReport(register, meldungId),
  ]);
  const mayReadReport =
    report !== undefined && (user.permissions.has("meldung:pruefen") || user.cmStellen.includes(report.cmStelleId));
  return { challenge: loaded, report: mayReadReport ? report : undefined };
}

/** The subject of a task. */
export type TaskSubject = Awaited<ReturnType<typeof loadSubject>>;

/** Adds to each task what it is about and who has it. */
export async function withSubjects(
  { register, engine }: { readonly register: Register; readonly engine: EngineGateway },
  user: CurrentUser,
  tasks: readonly UserTask[],
): Promise<readonly TaskWithSubject[]> {
  return Promise.all(
    tasks.map(async (task) => {
      const variables = await engine.variablesOfTask(task.userTaskKey);
      const { challenge, report } = await loadSubject(register, user, variables);
      const ids = subjectOf(variables);
      const holder = task.assignee === undefined ? undefined : await findPerson(register, task.assignee);
      return {
        task,
        subjectId: ids.herausforderungId ?? ids.meldungId,
        subjectTitle: report?.titel ?? titleOf(challenge),
        assigneeName: holder?.name,
      };
    }),
  );
}

function titleOf(loaded: TaskSubject["challenge"]): string | undefined {
  if (loaded === undefined) return undefined;
  return isVisible("zusammenfassung", loaded.viewer, loaded.challenge.status) ? loaded.challenge.titel : undefined;
}
