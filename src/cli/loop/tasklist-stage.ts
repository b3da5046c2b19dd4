import { setTimeout as delay } from "node:timers/promises";
import type { ImportProgress } from "../../camunda/webapps/import-progress.ts";
import type { Operate } from "../../camunda/webapps/operate.ts";
import type { Tasklist, TasklistTask } from "../../camunda/webapps/tasklist.ts";
import { reportOfProcess, type Register } from "../../register/index.ts";
import type { UserTask } from "../../portal/engine/gateway.ts";
import type { JsonObject } from "../../portal/engine/json.ts";
import type { EngineClock } from "./engine-clock.ts";
import type { LoopReport } from "./input.ts";
import { LoopStuck } from "./settle.ts";
import type { CurrentUser } from "../../portal/user.ts";
import type { CompletedTask, HandedReport, LoopStage } from "./stage.ts";

/** What people have on a Camunda 8.6. */
interface TasklistStageParts {
  readonly tasklist: Tasklist;
  readonly operate: Operate;
  readonly progress: ImportProgress;
  readonly register: Register;
  readonly clock: EngineClock;
  /** How they act there; default by Tasklist's own API. */
  readonly hands?: TasklistHands;
}

/** What people do in Tasklist. */
export interface TasklistHands {
  /** Starts a process by its start form; gives the instance's key. */
  start(processId: string, values: JsonObject, user: CurrentUser): Promise<string>;
  /** Takes a task and completes it with its form. */
  complete(completed: CompletedTask): Promise<void>;
}

/** Elements that a worker has to do something for. */
const WORK = ["SERVICE_TASK", "SEND_TASK"];
const HUMAN_WORK = ["USER_TASK"];
/** The broker looks for due timers once a second: so long nothing must happen. */
const QUIET_LOOKS = 3;
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 180_000;

/** People act through Tasklist's own API: what they write arrives as variables, and a worker records it. */
export function tasklistStage(parts: TasklistStageParts): LoopStage {
  const { tasklist, register, clock, hands = handsOf(tasklist) } = parts;
  const known = new Map<string, TasklistTask>();
  return {
    clock,
    // Every look waits for two importers, so time goes on in larger steps than on the embedded engine.
    steps: { small: 14, large: 28 },
    settle: () => quiet(parts),
    refuseIncidents: async (since) => {
      const incident = (await parts.operate.activeIncidents()).find(
        ({ creationTime }) => Date.parse(creationTime) >= since,
      );
      if (incident === undefined) return;
      throw new LoopStuck(
        `Expected the loop to go on, but process instance ${String(incident.processInstanceKey)} has an incident: ${incident.message ?? incident.type}`,
      );
    },
    openTasks: async () => {
      const tasks = await tasklist.openTasks();
      for (const task of tasks) known.set(task.id, task);
      return tasks.map(userTask);
    },
    variablesOf: (userTaskKey) => tasklist.variablesOf(userTaskKey),
    formOf: async (userTaskKey) => {
      const task = known.get(userTaskKey);
      return task === undefined ? undefined : tasklist.formOf(task);
    },
    // Taking a task is part of completing it there.
    claim: () => Promise.resolve(),
    complete: (completed) => hands.complete(completed),
    report: async (handed) => reportedAs(register, await hands.start("meldung", startForm(handed), handed.user)),
  };
}

function handsOf(tasklist: Tasklist): TasklistHands {
  return {
    start: (processId, values, { personId }) => tasklist.start(processId, { ...values, bearbeitetVon: personId }),
    complete: async ({ task, user, data }) => {
      await tasklist.claim(task.userTaskKey);
      await tasklist.complete(task.userTaskKey, { ...data, bearbeitetVon: user.personId });
    },
  };
}

/** Resolves when no work is open, and Tasklist and Operate know all that has happened. */
async function quiet(parts: TasklistStageParts): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  let [looks, seen] = [0, ""];
  while (looks < QUIET_LOOKS) {
    const { mark, open } = await look(parts);
    looks = open.length === 0 && mark === seen ? looks + 1 : 0;
    seen = mark ?? "";
    if (performance.now() > giveUpAt) throw stillBusy(open);
    await delay(LOOK_EVERY_MS);
  }
}

/** Open is what a worker has to do, and what Tasklist does not show yet. */
async function look({
  tasklist,
  operate,
  progress,
}: TasklistStageParts): Promise<{ mark: string | undefined; open: string[] }> {
  const mark = await progress.look();
  if (mark === undefined) return { mark, open: ["import"] };
  const [work, human, tasks] = await Promise.all([
    operate.activeElements(WORK),
    operate.activeElements(HUMAN_WORK),
    tasklist.openTasks(),
  ]);
  const hidden = human.length === tasks.length ? [] : human;
  return { mark, open: [...work, ...hidden].map(({ flowNodeId }) => flowNodeId) };
}

function stillBusy(open: readonly string[]): LoopStuck {
  return new LoopStuck(
    `Expected the workers to do their jobs, but these are still open: ${open.join(", ")}. Are workers running (npm run workers)?`,
  );
}

/** The reference that the recording worker gave the report. */
async function reportedAs(register: Register, processInstanceKey: string): Promise<string> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const meldungId = await reportOfProcess(register, processInstanceKey);
    if (meldungId !== undefined) return meldungId;
    if (performance.now() > giveUpAt)
      throw new LoopStuck(
        "Expected the report to be recorded, but it is not. Are workers running (npm run workers) on the same KIM_DATA_DIR?",
      );
    await delay(LOOK_EVERY_MS);
  }
}

/** The report as the start form "meldung" has it. */
function startForm({ report, cmStelleId }: HandedReport): JsonObject {
  const { titel, beschreibung, eiltGrund, bisherUnternommen, loesungsvorschlag } = report;
  return defined({
    cmStelleId,
    ...plain(report),
    titelText: titel,
    beschreibungText: beschreibung,
    eilgrundText: eiltGrund,
    versuchtText: bisherUnternommen,
    vorschlagText: loesungsvorschlag,
  });
}

function plain({
  themen,
  kommunen,
  rechtskreise,
  stellenarten,
  haeufigkeit,
  folge,
  seitQuartal,
  quelle,
  eilt,
}: LoopReport) {
  return {
    themen,
    kommunen,
    rechtskreise,
    behoerdenarten: stellenarten,
    haeufigkeit,
    folgen: folge,
    seitWann: seitQuartal,
    quelle,
    eilt,
  };
}

function defined(values: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const known = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(known);
}

function userTask(task: TasklistTask): UserTask {
  return {
    userTaskKey: task.id,
    name: task.name,
    elementId: task.taskDefinitionId,
    state: "CREATED",
    assignee: task.assignee ?? undefined,
    candidateGroups: task.candidateGroups ?? [],
    creationDate: task.creationDate,
    dueDate: task.dueDate ?? undefined,
    processDefinitionId: "",
    processInstanceKey: task.processInstanceKey,
    elementInstanceKey: "",
    priority: task.priority ?? 50,
  };
}
