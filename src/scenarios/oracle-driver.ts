import { z } from "zod";
import type { JobReport } from "../camunda/job-report.ts";
import type { DeployableResource } from "../camunda/resources.ts";
import type { HandedJob, OutgoingMessage, ScenarioDriver, Variables } from "./driver.ts";
import { elementNames, readModels, type Model } from "./models.ts";
import type { OracleClient, OracleCommand } from "./oracle-client.ts";
import {
  decisionsFrom,
  flowsFrom,
  snapshotFrom,
  subscriptionsFrom,
  variablesFrom,
  waitingTypesFrom,
  type NameOf,
} from "./oracle-state.ts";

const TENANT = "<default>";
/** The oracle starts every empty engine at this moment; scenarios may not begin earlier. */
const START = Date.parse("2026-01-05T08:00:00Z");
const JOB_TIMEOUT_MS = 10 * 366 * 24 * 3_600_000;
const MAX_JOBS = 100;

/** Speaks commands and records with the real Zeebe engine. Empties it first. */
export async function oracleDriver(client: OracleClient): Promise<ScenarioDriver> {
  await client.reset();
  let now = START;
  let models: readonly Model[] = [];
  const nameOf: NameOf = (processId, elementId) =>
    elementNames(models)(processId).find(({ id }) => id === elementId)?.name ?? "";
  return {
    deploy: async (resources) => {
      models = [...models, ...(await readModels(resources))];
      await client.command(deploymentOf(resources));
    },
    setTime: async (epochMs) => {
      if (epochMs > now) await client.advance(epochMs - now);
      now = Math.max(now, epochMs);
    },
    ...actions(client),
    ...jobs(client),
    snapshot: () => Promise.resolve(snapshotFrom(client.records, nameOf)),
    variables: (key) => Promise.resolve(variablesFrom(client.records, key)),
    subscriptions: (key) => Promise.resolve(subscriptionsFrom(client.records, key)),
    decisions: () => Promise.resolve(decisionsFrom(client.records)),
    takenFlows: () => Promise.resolve(flowsFrom(client.records)),
    close: () => Promise.resolve(),
  };
}

function deploymentOf(resources: readonly DeployableResource[]): OracleCommand {
  const value = {
    resources: resources.map(({ name, content }) => ({
      resourceName: name,
      resource: Buffer.from(content).toString("base64"),
    })),
    tenantId: TENANT,
  };
  return { valueType: "DEPLOYMENT", intent: "CREATE", value };
}

function actions(client: OracleClient): Pick<ScenarioDriver, ActionName> {
  const run = async (command: OracleCommand): Promise<void> => {
    await client.command(command);
  };
  return {
    createInstance: ({ processId, variables, startElementIds }) => {
      const startInstructions = startElementIds.map((elementId) => ({ elementId }));
      const value = { bpmnProcessId: processId, version: -1, tenantId: TENANT, variables, startInstructions };
      return run({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value });
    },
    publishMessage: (message) => run(publication(message)),
    correlateMessage: ({ name, correlationKey, variables }) => {
      const value = { name, correlationKey, variables, tenantId: TENANT };
      return run({ valueType: "MESSAGE_CORRELATION", intent: "CORRELATE", value });
    },
    broadcastSignal: ({ name, variables }) =>
      run({ valueType: "SIGNAL", intent: "BROADCAST", value: { signalName: name, variables, tenantId: TENANT } }),
    completeUserTask: (userTaskKey, variables) => {
      const key = Number(userTaskKey);
      const value = { userTaskKey: key, variables, action: "complete" };
      return run({ valueType: "USER_TASK", intent: "COMPLETE", key, value });
    },
    resolveIncident: async ({ key, jobKey }) => {
      const value = { retries: 1, changedAttributes: ["retries"] };
      if (jobKey !== undefined) await run({ valueType: "JOB", intent: "UPDATE", key: Number(jobKey), value });
      await run({ valueType: "INCIDENT", intent: "RESOLVE", key: Number(key), value: {} });
    },
    setVariables: ({ scopeKey, variables, isLocal }) => {
      const value = { scopeKey: Number(scopeKey), updateSemantics: isLocal ? "LOCAL" : "PROPAGATE", variables };
      return run({ valueType: "VARIABLE_DOCUMENT", intent: "UPDATE", value });
    },
    evaluateDecision: ({ decisionId, variables }) =>
      run({ valueType: "DECISION_EVALUATION", intent: "EVALUATE", value: { decisionId, variables, tenantId: TENANT } }),
  };
}

type ActionName =
  | "createInstance"
  | "publishMessage"
  | "correlateMessage"
  | "broadcastSignal"
  | "completeUserTask"
  | "resolveIncident"
  | "setVariables"
  | "evaluateDecision";

function publication({ name, correlationKey, timeToLiveMs, messageId, variables }: OutgoingMessage): OracleCommand {
  const value = {
    name,
    correlationKey,
    timeToLive: timeToLiveMs,
    messageId: messageId ?? "",
    variables,
    tenantId: TENANT,
  };
  return { valueType: "MESSAGE", intent: "PUBLISH", value };
}

const BATCH = z.looseObject({
  jobKeys: z.array(z.number()),
  jobs: z.array(
    z.looseObject({
      elementId: z.string(),
      bpmnProcessId: z.string(),
      processInstanceKey: z.number(),
      elementInstanceKey: z.number(),
      retries: z.number(),
      variables: z.record(z.string(), z.json()),
    }),
  ),
});

function jobs(client: OracleClient) {
  return {
    waitingJobTypes: () => Promise.resolve(waitingTypesFrom(client.records)),
    activateJobs: async (type: string): Promise<HandedJob[]> => {
      const value = {
        type,
        worker: "scenarios",
        timeout: JOB_TIMEOUT_MS,
        maxJobsToActivate: MAX_JOBS,
        tenantIds: [TENANT],
      };
      const written = await client.command({ valueType: "JOB_BATCH", intent: "ACTIVATE", value });
      const batch = written.find(({ valueType, intent }) => valueType === "JOB_BATCH" && intent === "ACTIVATED");
      const { jobKeys, jobs: found } = BATCH.parse(batch?.value);
      return found.map((job, index) => ({
        jobKey: String(jobKeys[index]),
        processInstanceKey: String(job.processInstanceKey),
        elementInstanceKey: String(job.elementInstanceKey),
        elementId: job.elementId,
        processId: job.bpmnProcessId,
        variables: job.variables,
        retries: job.retries,
      }));
    },
    reportJob: async (jobKey: string, report: JobReport) => {
      const { intent, value } = reportCommand(report);
      await client.command({ valueType: "JOB", intent, key: Number(jobKey), value });
    },
  } satisfies Partial<ScenarioDriver>;
}

function reportCommand(report: JobReport): { intent: string; value: Variables } {
  switch (report.action) {
    case "completed":
      return { intent: "COMPLETE", value: { variables: z.record(z.string(), z.json()).parse(report.variables) } };
    case "error_thrown":
      return { intent: "THROW_ERROR", value: { errorCode: report.errorCode, errorMessage: report.errorMessage } };
    case "failed":
      return {
        intent: "FAIL",
        value: { retries: report.retries, retryBackoff: report.retryBackOffMs, errorMessage: report.errorMessage },
      };
  }
}
