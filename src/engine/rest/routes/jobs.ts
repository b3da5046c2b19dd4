import { z } from "zod";
import type { EngineRecord, JsonObject } from "../../core/record.ts";
import { numberOf, objectOf, objectsOf, textOf } from "../../history/values.ts";
import { jobKeysOf, pollJobs } from "../../jobs/activation.ts";
import { JOBS } from "../../store/history-entities.ts";
import { rejected } from "../problem.ts";
import type { RestEngine } from "../rest-engine.ts";
import { command, given, ok, query, type Parsed, type Route, type Services } from "../route.ts";
import { jsonObject, operationReference, optionalText, required, variables } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";

const ACTIVATION = z.strictObject({
  type: required,
  worker: optionalText,
  timeout: z.int().gt(0),
  maxJobsToActivate: z.int().gt(0),
  fetchVariable: z.array(z.string()).nullish(),
  requestTimeout: z.int().nullish(),
  tenantIds: z.array(z.string()).nullish(),
  tenantFilter: z.enum(["PROVIDED", "ASSIGNED"]).nullish(),
});
type Activation = z.infer<typeof ACTIVATION>;

const CORRECTIONS = z.strictObject({
  assignee: optionalText,
  dueDate: optionalText,
  followUpDate: optionalText,
  candidateUsers: z.array(z.string()).nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  priority: z.int().gte(0).lte(100).nullish(),
});

const USER_TASK_RESULT = z.strictObject({
  type: z.literal("userTask"),
  denied: z.boolean().nullish(),
  deniedReason: optionalText,
  corrections: CORRECTIONS.nullish(),
});

const AD_HOC_RESULT = z.strictObject({
  type: z.literal("adHocSubProcess"),
  activateElements: z.array(z.strictObject({ elementId: required, variables: jsonObject.nullish() })).nullish(),
  isCompletionConditionFulfilled: z.boolean().nullish(),
  isCancelRemainingInstances: z.boolean().nullish(),
});

const RESULT = z.discriminatedUnion("type", [USER_TASK_RESULT, AD_HOC_RESULT]);

/** Operations on jobs: what workers do, and the list of a monitor. */
export const JOB_ROUTES: readonly Route[] = [
  query({ operation: "activateJobs", body: ACTIVATION, query: activate }),
  command({
    operation: "completeJob",
    body: z.strictObject({ variables, result: RESULT.nullish() }).nullish(),
    command: ({ body, key }) => ({
      valueType: "JOB",
      intent: "COMPLETE",
      key: key("jobKey"),
      value: given({ variables: body?.variables ?? {}, result: resultOf(body?.result) }),
    }),
  }),
  command({
    operation: "failJob",
    body: z
      .strictObject({
        retries: z.int().nullish(),
        errorMessage: optionalText,
        retryBackOff: z.int().gte(0).nullish(),
        variables,
      })
      .nullish(),
    command: ({ body, key }) => ({
      valueType: "JOB",
      intent: "FAIL",
      key: key("jobKey"),
      value: {
        retries: body?.retries ?? 0,
        errorMessage: body?.errorMessage ?? "",
        retryBackoff: body?.retryBackOff ?? 0,
        variables: body?.variables ?? {},
      },
    }),
  }),
  command({
    operation: "throwJobError",
    body: z.strictObject({ errorCode: required, errorMessage: optionalText, variables }),
    command: ({ body, key }) => ({
      valueType: "JOB",
      intent: "THROW_ERROR",
      key: key("jobKey"),
      value: { errorCode: body.errorCode, errorMessage: body.errorMessage ?? "", variables: body.variables },
    }),
  }),
  command({
    operation: "updateJob",
    body: z.strictObject({
      changeset: z
        .strictObject({ retries: z.int().gt(0).nullish(), timeout: z.int().gt(0).nullish() })
        .refine(({ retries, timeout }) => typeof retries === "number" || typeof timeout === "number", {
          error: "At least one of [retries, timeout] is required",
        }),
      operationReference,
    }),
    command: ({ body, key }) => {
      const value = given({ retries: body.changeset.retries, timeout: body.changeset.timeout });
      return {
        valueType: "JOB",
        intent: "UPDATE",
        key: key("jobKey"),
        value: { ...value, changedAttributes: Object.keys(value) },
      };
    },
  }),
  query({
    operation: "searchJobs",
    body: searchSchema(JOBS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(JOBS, toSearch(JOBS, body)))),
  }),
];

/** A listener's or an ad-hoc sub-process's answer in the engine's words. */
function resultOf(result: z.infer<typeof RESULT> | null | undefined): JsonObject | undefined {
  if (result === null || result === undefined) return undefined;
  return result.type === "userTask" ? userTaskResult(result) : adHocResult(result);
}

function userTaskResult({ denied, deniedReason, corrections }: z.infer<typeof USER_TASK_RESULT>): JsonObject {
  const { candidateUsers, candidateGroups, ...others } = corrections ?? {};
  const corrected = given({ ...others, candidateUsersList: candidateUsers, candidateGroupsList: candidateGroups });
  return {
    type: "USER_TASK",
    denied: denied ?? false,
    deniedReason: deniedReason ?? "",
    corrections: corrected,
    correctedAttributes: Object.keys(corrected),
  };
}

function adHocResult(result: z.infer<typeof AD_HOC_RESULT>): JsonObject {
  const elements = result.activateElements ?? [];
  return {
    type: "AD_HOC_SUB_PROCESS",
    activateElements: elements.map((element) => ({ elementId: element.elementId, variables: element.variables ?? {} })),
    completionConditionFulfilled: result.isCompletionConditionFulfilled ?? false,
    cancelRemainingInstances: result.isCancelRemainingInstances ?? false,
  };
}

async function activate(services: Services, { body, request }: Parsed<Activation>) {
  const activation = {
    type: body.type,
    worker: body.worker ?? "",
    timeout: body.timeout,
    fetchVariables: body.fetchVariable ?? [],
  };
  const wait = {
    requestTimeoutMs: body.requestTimeout ?? 0,
    maxJobs: body.maxJobsToActivate,
    signal: request.signal,
  };
  const outcome = await pollJobs(services, activation, wait);
  if (outcome?.kind === "rejected") throw rejected(outcome.record);
  return ok({ jobs: outcome === undefined ? [] : activatedJobs(outcome.record, services.engine) });
}

function activatedJobs(batch: EngineRecord, engine: RestEngine) {
  const jobs = objectsOf(batch.value, "jobs");
  return jobKeysOf(batch).map((key, index) => activatedJob(key, jobs[index] ?? {}, engine));
}

function activatedJob(key: number, job: JsonObject, engine: RestEngine) {
  const instanceKey = numberOf(job, "processInstanceKey");
  return {
    jobKey: String(key),
    type: textOf(job, "type"),
    processDefinitionId: textOf(job, "bpmnProcessId"),
    processDefinitionVersion: numberOf(job, "processDefinitionVersion"),
    elementId: textOf(job, "elementId"),
    customHeaders: objectOf(job, "customHeaders"),
    worker: textOf(job, "worker"),
    retries: numberOf(job, "retries"),
    deadline: numberOf(job, "deadline"),
    variables: objectOf(job, "variables"),
    tenantId: textOf(job, "tenantId"),
    processInstanceKey: String(instanceKey),
    processDefinitionKey: String(numberOf(job, "processDefinitionKey")),
    elementInstanceKey: String(numberOf(job, "elementInstanceKey")),
    kind: textOf(job, "jobKind"),
    listenerEventType: textOf(job, "jobListenerEventType"),
    userTask: userTaskOf(job),
    tags: job["tags"] ?? [],
    rootProcessInstanceKey: rootOf(engine, instanceKey),
  };
}

function rootOf(engine: RestEngine, instanceKey: number): string | null {
  const root = engine.rootOf(instanceKey);
  return root === undefined ? null : String(root);
}

const USER_TASK_HEADER = "io.camunda.zeebe:";

/** The user task behind a listener's job; the engine gives it in reserved headers. */
function userTaskOf(job: JsonObject) {
  if (textOf(job, "jobKind") !== "TASK_LISTENER") return null;
  const headers = objectOf(job, "customHeaders");
  const read = (name: string): string | null => {
    const text = textOf(headers, USER_TASK_HEADER + name);
    return text === "" ? null : text;
  };
  const list = (name: string): unknown => JSON.parse(read(name) ?? "[]");
  const priority = read("priority");
  return {
    action: read("action") ?? "",
    assignee: read("assignee"),
    candidateGroups: list("candidateGroups"),
    candidateUsers: list("candidateUsers"),
    changedAttributes: list("changedAttributes"),
    dueDate: read("dueDate"),
    followUpDate: read("followUpDate"),
    formKey: read("formKey"),
    priority: priority === null ? null : Number(priority),
    userTaskKey: read("userTaskKey"),
  };
}
