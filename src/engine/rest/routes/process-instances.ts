import { z } from "zod";
import type { EngineRecord } from "../../core/record.ts";
import { numberOf, objectOf, textOf } from "../../history/values.ts";
import { INCIDENTS, PROCESS_INSTANCES } from "../../store/history-entities.ts";
import { callHierarchy, flowsOf, incidentsBelow, isInstance } from "../../store/history-reads.ts";
import type { HistorySearch, Item } from "../../store/history-search.ts";
import { elementStatistics } from "../../store/history-statistics.ts";
import { INSTANCE_FILTERS } from "../instance-filters.ts";
import { notFound, rejected, timedOut } from "../problem.ts";
import type { Outcome } from "../rest-engine.ts";
import { command, given, ok, query, type Parsed, type Route, type Services } from "../route.ts";
import { keyText, noBody, operationReference, required, tenantId, variables } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";
import { elementStatisticsItems } from "../statistics.ts";
import { within } from "../../core/time-limit.ts";

const TAG = /^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/;

const CREATION = z
  .strictObject({
    processDefinitionId: z.string().nullish(),
    processDefinitionKey: keyText.nullish(),
    processDefinitionVersion: z.int().nullish(),
    variables,
    tenantId,
    operationReference,
    startInstructions: z.array(z.strictObject({ elementId: required })).nullish(),
    runtimeInstructions: z
      .array(z.strictObject({ type: z.literal("TERMINATE_PROCESS_INSTANCE").nullish(), afterElementId: required }))
      .nullish(),
    awaitCompletion: z.boolean().nullish(),
    requestTimeout: z.int().gte(0).nullish(),
    fetchVariables: z.array(z.string()).nullish(),
    tags: z
      .array(
        z
          .string()
          .regex(TAG, { error: (issue) => `The provided tag '${String(issue.input)}' is not valid`, abort: true }),
      )
      .max(10)
      .nullish(),
    businessId: z
      .null({ error: "The businessId is unknown to this engine, which runs Camunda 8.8's semantics" })
      .optional(),
  })
  .refine(({ processDefinitionId: id, processDefinitionKey: key }) => Boolean(id) || typeof key === "number", {
    error: "At least one of [processDefinitionId, processDefinitionKey] is required",
  })
  .refine(({ processDefinitionId: id, processDefinitionKey: key }) => !id || typeof key !== "number", {
    error: "Only one of [processDefinitionId, processDefinitionKey] is allowed",
  });
type Creation = z.infer<typeof CREATION>;

/** Operations on process instances. */
export const PROCESS_INSTANCE_ROUTES: readonly Route[] = [
  query({ operation: "createProcessInstance", body: CREATION, query: create }),
  command({
    operation: "cancelProcessInstance",
    mayWait: true,
    body: z.strictObject({ operationReference }).nullish(),
    command: ({ key }) => ({
      valueType: "PROCESS_INSTANCE",
      intent: "CANCEL",
      key: key("processInstanceKey"),
      value: {},
    }),
  }),
  query({
    operation: "searchProcessInstances",
    body: searchSchema(PROCESS_INSTANCES, INSTANCE_FILTERS),
    query: ({ history }, { body }) =>
      ok(searchAnswer(history.find(PROCESS_INSTANCES, toSearch(PROCESS_INSTANCES, body, INSTANCE_FILTERS)))),
  }),
  query({
    operation: "getProcessInstance",
    body: noBody,
    query: ({ history }, { key }) => ok(instanceOf(history, key("processInstanceKey"))),
  }),
  query({
    operation: "getProcessInstanceSequenceFlows",
    body: noBody,
    query: ({ history }, { key }) => ok({ items: flowItems(history, key("processInstanceKey")) }),
  }),
  query({
    operation: "getProcessInstanceCallHierarchy",
    body: noBody,
    query: ({ history }, { key }) => {
      instanceOf(history, key("processInstanceKey"));
      return ok(callHierarchy(history, key("processInstanceKey")).map(callEntry));
    },
  }),
  query({
    operation: "getProcessInstanceStatistics",
    body: noBody,
    query: ({ history }, { key }) => {
      const own = isInstance(key("processInstanceKey"));
      return ok({ items: elementStatisticsItems(elementStatistics(history, own)) });
    },
  }),
  query({
    operation: "searchProcessInstanceIncidents",
    body: searchSchema(INCIDENTS),
    query: ({ history }, { body, key }) => {
      instanceOf(history, key("processInstanceKey"));
      const search = toSearch(INCIDENTS, body);
      const below = incidentsBelow(key("processInstanceKey"));
      return ok(searchAnswer(history.find(INCIDENTS, { ...search, conditions: [...search.conditions, below] })));
    },
  }),
];

async function create({ engine, requestTimeoutMs }: Services, { body, request }: Parsed<Creation>) {
  const isAwaiting = body.awaitCompletion === true;
  const running = engine.execute({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: isAwaiting ? "CREATE_WITH_AWAITING_RESULT" : "CREATE",
    value: creationOf(body),
  });
  const timeoutMs = isAwaiting ? body.requestTimeout || requestTimeoutMs : undefined;
  const outcome = await within(running, { timeoutMs, signal: request.signal });
  if (outcome === undefined) throw timedOut();
  if (outcome.kind === "rejected") throw rejected(outcome.record);
  return ok(createdAnswer(isAwaiting ? resultRecord(outcome) : outcome.record, isAwaiting));
}

function creationOf(body: Creation) {
  return {
    ...given({
      bpmnProcessId: body.processDefinitionId,
      processDefinitionKey: body.processDefinitionKey,
      tags: body.tags,
      fetchVariables: body.awaitCompletion === true ? body.fetchVariables : undefined,
    }),
    version: body.processDefinitionVersion ?? -1,
    variables: body.variables,
    tenantId: body.tenantId,
    startInstructions: (body.startInstructions ?? []).map(({ elementId }) => ({ elementId })),
    runtimeInstructions: (body.runtimeInstructions ?? []).map(({ afterElementId }) => ({
      type: "TERMINATE_PROCESS_INSTANCE",
      afterElementId,
    })),
  };
}

/** With a result awaited, the answer is the result's record, wherever the engine put it. */
function resultRecord({ record, records }: Outcome): EngineRecord {
  return records.find(({ valueType }) => valueType === "PROCESS_INSTANCE_RESULT") ?? record;
}

function createdAnswer({ value }: EngineRecord, isAwaiting: boolean) {
  return {
    processDefinitionId: textOf(value, "bpmnProcessId"),
    processDefinitionVersion: numberOf(value, "version"),
    processDefinitionKey: String(numberOf(value, "processDefinitionKey")),
    processInstanceKey: String(numberOf(value, "processInstanceKey")),
    tenantId: textOf(value, "tenantId"),
    variables: isAwaiting ? objectOf(value, "variables") : {},
    tags: value["tags"] ?? [],
    businessId: null,
  };
}

/** A process instance as the API shows it; 404 where there is none. */
function instanceOf(history: HistorySearch, key: number): Item {
  const found = history.get(PROCESS_INSTANCES, key);
  if (found === undefined) throw notFound("Process Instance", String(key));
  return found;
}

function flowItems(history: HistorySearch, instanceKey: number) {
  return flowsOf(history, instanceKey).map((row) => ({
    sequenceFlowId: `${instanceKey}_${String(row["flow_id"])}`,
    processInstanceKey: String(instanceKey),
    rootProcessInstanceKey: String(row["root_key"]),
    processDefinitionKey: String(row["definition_key"]),
    processDefinitionId: row["process_id"],
    elementId: row["flow_id"],
    tenantId: row["tenant_id"],
  }));
}

function callEntry(row: Readonly<Record<string, unknown>>) {
  return {
    processInstanceKey: String(row["key"]),
    processDefinitionKey: String(row["definition_key"]),
    processDefinitionName: row["name"],
  };
}
