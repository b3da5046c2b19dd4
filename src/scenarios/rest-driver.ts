import { answerEngine } from "../camunda/job-answer.ts";
import type { CamundaClient } from "../camunda/client.ts";
import type { JobReport } from "../camunda/job-report.ts";
import { deployResources } from "../camunda/deploy.ts";
import { restTransport } from "../camunda/rest-transport.ts";
import type { Logger } from "../platform/logger.ts";
import type { HandedJob, ScenarioDriver } from "./driver.ts";
import { ALL, NOW, restReadings } from "./rest-readings.ts";

/** Longer than any scenario: a job stays ours however far the clock moves. */
const JOB_TIMEOUT_MS = 10 * 366 * 24 * 3_600_000;
const MAX_JOBS = 100;
const NO_LONG_POLL = -1;

/** Speaks REST API v2 through the official client. */
export function restDriver({
  camunda,
  logger,
  close,
}: {
  readonly camunda: CamundaClient;
  readonly logger: Logger;
  readonly close: () => Promise<void>;
}): ScenarioDriver {
  const { publish } = restTransport(camunda);
  return {
    deploy: async (resources) => {
      await deployResources(camunda, resources);
    },
    setTime: async (timestamp) => {
      await camunda.pinClock({ timestamp });
    },
    createInstance: async ({ processId, variables, startElementIds }) => {
      const startInstructions = startElementIds.map((elementId) => ({ elementId }));
      await camunda.createProcessInstance({
        processDefinitionId: processId,
        variables: { ...variables },
        ...(startInstructions.length === 0 ? {} : { startInstructions }),
      });
    },
    publishMessage: async ({ messageId = crypto.randomUUID(), ...message }) => {
      const publication = await publish({ ...message, messageId });
      if (publication === "later") throw new Error("Expected the engine to take a message, but it is busy or away");
    },
    correlateMessage: async ({ name, correlationKey, variables }) => {
      await camunda.correlateMessage({ name, correlationKey, variables: { ...variables } });
    },
    broadcastSignal: async ({ name, variables }) => {
      await camunda.broadcastSignal({ signalName: name, variables: { ...variables } });
    },
    ...restJobs(camunda, logger),
    completeUserTask: async (userTaskKey, variables) => {
      await camunda.completeUserTask({ userTaskKey, variables: { ...variables } });
    },
    resolveIncident: async ({ key, jobKey }) => {
      if (jobKey !== undefined) await camunda.updateJob({ jobKey, changeset: { retries: 1 } });
      await camunda.resolveIncident({ incidentKey: key });
    },
    setVariables: async ({ scopeKey, variables, isLocal }) => {
      await camunda.createElementInstanceVariables({
        elementInstanceKey: scopeKey,
        variables: { ...variables },
        local: isLocal,
      });
    },
    evaluateDecision: async ({ decisionId, variables }) => {
      await camunda.evaluateDecision({ decisionDefinitionId: decisionId, variables: { ...variables } });
    },
    ...restReadings(camunda),
    close,
  };
}

/** Jobs are handed out without waiting and stay ours however far the clock moves. */
function restJobs(camunda: CamundaClient, logger: Logger) {
  return {
    waitingJobTypes: async () => {
      const { items } = await camunda.searchJobs({ filter: { state: { $in: [...WAITING] } }, page: ALL }, NOW);
      return [...new Set(items.map(({ type }) => type))];
    },
    activateJobs: async (type: string): Promise<HandedJob[]> => {
      const request = { type, worker: "scenarios", timeout: JOB_TIMEOUT_MS, maxJobsToActivate: MAX_JOBS };
      const { jobs } = await camunda.activateJobs({ ...request, requestTimeout: NO_LONG_POLL });
      return jobs.map(
        ({ jobKey, processInstanceKey, elementInstanceKey, elementId, processDefinitionId, variables, retries }) => ({
          jobKey,
          processInstanceKey,
          elementInstanceKey,
          elementId,
          processId: processDefinitionId,
          variables,
          retries,
        }),
      );
    },
    reportJob: async (jobKey: string, report: JobReport) => {
      await answerEngine(
        { transport: restTransport(camunda), settings: { jobTimeoutMs: 0 }, logger },
        { jobKey, report },
      );
    },
  } satisfies Partial<ScenarioDriver>;
}

const WAITING = ["CREATED", "FAILED", "RETRIES_UPDATED", "TIMED_OUT"] as const;
