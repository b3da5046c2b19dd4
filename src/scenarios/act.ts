import { Temporal } from "temporal-polyfill";
import { inBerlin } from "../domain/working-days.ts";
import { InstructionFailed } from "./errors.ts";
import type { Action, JobSelector, Mock } from "./format.ts";
import { mockDecision, mockProcess } from "./mock-resources.ts";
import type { ElementNames } from "./models.ts";
import {
  describeOpenTasks,
  describeSelector,
  elementIdOf,
  elementsOf,
  matchingTasks,
  youngestInstance,
} from "./select.ts";
import type { Stage } from "./stage.ts";

type Of<T extends Action["type"]> = Extract<Action, { type: T }>;

/** How long a published message waits when the instruction does not say: not at all. */
const NO_TIME_MS = 0;

/** Carries out an instruction and works off all jobs that follow from it. Throws InstructionFailed. */
export async function act(stage: Stage, names: ElementNames, action: Action): Promise<void> {
  await perform(stage, names, action);
  await stage.settle();
}

/** Puts something in the place of a worker, decision or process from here on. */
export async function mock(stage: Stage, instruction: Mock): Promise<void> {
  switch (instruction.type) {
    case "MOCK_JOB_WORKER_COMPLETE_JOB":
    case "MOCK_JOB_WORKER_THROW_BPMN_ERROR":
      stage.mock(instruction);
      return;
    case "MOCK_DMN_DECISION":
      await stage.driver.deploy([mockDecision(instruction.decisionDefinitionId, instruction.variables ?? {})]);
      return;
    case "MOCK_CHILD_PROCESS":
      await stage.driver.deploy([mockProcess(instruction.processDefinitionId, instruction.variables ?? {})]);
  }
}

function perform(stage: Stage, names: ElementNames, action: Action): Promise<void> {
  const { driver } = stage;
  switch (action.type) {
    case "CREATE_PROCESS_INSTANCE":
      return createInstance(stage, action);
    case "COMPLETE_USER_TASK":
      return completeUserTask(stage, action);
    case "COMPLETE_JOB":
      return reportHeld(stage, action.jobSelector, { action: "completed", variables: action.variables ?? {} });
    case "THROW_BPMN_ERROR_FROM_JOB":
      return throwError(stage, action);
    case "PUBLISH_MESSAGE":
      return driver.publishMessage({
        ...messageOf(action),
        timeToLiveMs: action.timeToLive ?? NO_TIME_MS,
        messageId: action.messageId,
      });
    case "CORRELATE_MESSAGE":
      return driver.correlateMessage({ ...messageOf(action), timeToLiveMs: NO_TIME_MS });
    case "BROADCAST_SIGNAL":
      return driver.broadcastSignal({ name: action.signalName, variables: action.variables ?? {} });
    case "INCREASE_TIME":
      return stage.moveTo(later(stage.now(), action.duration));
    case "SET_TIME":
      return stage.moveTo(Temporal.Instant.from(action.time).epochMilliseconds);
    case "RESOLVE_INCIDENT":
      return resolveIncident(stage, action);
    case "UPDATE_VARIABLES":
      return updateVariables(stage, names, action);
    case "EVALUATE_DECISION":
      return driver.evaluateDecision({
        decisionId: action.decisionDefinitionSelector.decisionDefinitionId,
        variables: action.variables ?? {},
      });
  }
}

function createInstance({ driver }: Stage, action: Of<"CREATE_PROCESS_INSTANCE">): Promise<void> {
  return driver.createInstance({
    processId: action.processDefinitionSelector.processDefinitionId,
    variables: action.variables ?? {},
    startElementIds: (action.startInstructions ?? []).map(({ elementId }) => elementId),
  });
}

function messageOf({ name, correlationKey, variables }: Of<"PUBLISH_MESSAGE"> | Of<"CORRELATE_MESSAGE">) {
  return { name, correlationKey: correlationKey ?? "", variables: variables ?? {} };
}

async function completeUserTask({ driver }: Stage, action: Of<"COMPLETE_USER_TASK">): Promise<void> {
  const tasks = matchingTasks(await driver.snapshot(), action.userTaskSelector);
  const task = tasks.find(({ state }) => state === "created");
  if (task === undefined)
    throw new InstructionFailed(
      `Expected an open user task ${describeSelector(action.userTaskSelector)}, but there is none (${await describeOpenTasks(driver)})`,
    );
  await driver.completeUserTask(task.key, action.variables ?? {});
}

type Report = Parameters<Stage["driver"]["reportJob"]>[1];

async function throwError(stage: Stage, action: Of<"THROW_BPMN_ERROR_FROM_JOB">): Promise<void> {
  const { jobSelector, errorCode, errorMessage = "" } = action;
  await reportHeld(stage, jobSelector, { action: "error_thrown", errorCode, errorMessage });
}

async function reportHeld({ driver, held }: Stage, selector: JobSelector, report: Report): Promise<void> {
  const index = held.findIndex(({ elementId }) => selector.elementId === undefined || selector.elementId === elementId);
  const [job] = index < 0 ? [] : held.splice(index, 1);
  if (job === undefined)
    throw new InstructionFailed(
      `Expected a job ${describeSelector(selector)}, but there is none (${await describeOpenTasks(driver)})`,
    );
  await driver.reportJob(job.jobKey, report);
}

async function resolveIncident({ driver }: Stage, { incidentSelector }: Of<"RESOLVE_INCIDENT">): Promise<void> {
  const { elementId, processDefinitionId } = incidentSelector;
  const found = (await driver.snapshot()).incidents.find(
    (incident) =>
      (elementId === undefined || incident.elementId === elementId) &&
      (processDefinitionId === undefined || incident.processId === processDefinitionId),
  );
  if (found === undefined)
    throw new InstructionFailed(`Expected an incident at ${describeSelector(incidentSelector)}, but there is none`);
  await driver.resolveIncident(found);
}

async function updateVariables({ driver }: Stage, names: ElementNames, action: Of<"UPDATE_VARIABLES">): Promise<void> {
  const snapshot = await driver.snapshot();
  const instance = youngestInstance(snapshot, action.processInstanceSelector.processDefinitionId);
  if (action.elementSelector === undefined) {
    await driver.setVariables({ scopeKey: instance.key, variables: action.variables, isLocal: false });
    return;
  }
  const elementId = elementIdOf(names, instance.processId, action.elementSelector);
  const element = elementsOf(snapshot, instance, elementId).findLast(({ state }) => state === "active");
  if (element === undefined) throw new InstructionFailed(`Expected ${elementId} to be active, but it is not`);
  await driver.setVariables({ scopeKey: element.key, variables: action.variables, isLocal: true });
}

/** Calendar durations are counted as people do: a month later at the same time of day in Berlin. */
function later(epochMs: number, duration: string): number {
  return inBerlin(new Date(epochMs).toISOString()).add(Temporal.Duration.from(duration)).epochMilliseconds;
}
