import { z } from "zod";
import type { JsonObject } from "../../core/record.ts";
import { numberOf, textOf } from "../../history/values.ts";
import { BATCH_OPERATION_ITEMS, BATCH_OPERATIONS } from "../../store/history-batch-entities.ts";
import { DECISION_INSTANCES, PROCESS_INSTANCES } from "../../store/history-entities.ts";
import type { HistorySearch, Item } from "../../store/history-search.ts";
import { endedInstances, itemsOf, openIncidents, runningInstances, type BatchItems } from "../batch-items.ts";
import { instanceConditions, instanceFilterSchema } from "../instance-filters.ts";
import { invalidArgument, notFound, rejected } from "../problem.ts";
import { command, ok, query, type Answer, type Route, type Services } from "../route.ts";
import { keyText, noBody, operationReference, required } from "../schemas.ts";
import { filterConditions, filterSchema, searchAnswer, searchSchema, toSearch } from "../search.ts";

const BATCH = { filter: instanceFilterSchema, operationReference };

const PLAN = z.strictObject({
  targetProcessDefinitionKey: keyText,
  mappingInstructions: z.array(z.strictObject({ sourceElementId: required, targetElementId: required })),
});

const MOVES = z.array(z.strictObject({ sourceElementId: required, targetElementId: required })).min(1);

const ANYTHING = z.unknown();

/** Operations on many instances at once, and what becomes of them. */
export const BATCH_OPERATION_ROUTES: readonly Route[] = [
  batch("cancelProcessInstancesBatchOperation", z.strictObject(BATCH), {
    type: "CANCEL_PROCESS_INSTANCE",
    items: ({ filter }) => runningInstances(scoped(filter), "roots"),
  }),
  batch("migrateProcessInstancesBatchOperation", z.strictObject({ ...BATCH, migrationPlan: PLAN }), {
    type: "MIGRATE_PROCESS_INSTANCE",
    items: ({ filter }) => runningInstances(scoped(filter), "all"),
    plan: ({ migrationPlan }) => migrationPlan,
  }),
  batch("modifyProcessInstancesBatchOperation", z.strictObject({ ...BATCH, moveInstructions: MOVES }), {
    type: "MODIFY_PROCESS_INSTANCE",
    items: ({ filter }) => runningInstances(scoped(filter), "all"),
    plan: ({ moveInstructions }) => ({ moveInstructions }),
  }),
  batch("resolveIncidentsBatchOperation", z.strictObject(BATCH), {
    type: "RESOLVE_INCIDENT",
    items: ({ filter }) => openIncidents(scoped(filter)),
  }),
  batch("deleteProcessInstancesBatchOperation", z.strictObject(BATCH), {
    type: "DELETE_PROCESS_INSTANCE",
    items: ({ filter }) => endedInstances(scoped(filter)),
  }),
  query({
    operation: "resolveProcessInstanceIncidents",
    body: noBody,
    query: (services, { key }) => {
      const processInstanceKey = key("processInstanceKey");
      known(services.history, processInstanceKey);
      const own = { sql: "t.key = ?", params: [processInstanceKey] };
      return create(services, { type: "RESOLVE_INCIDENT", items: openIncidents([own])(services.history) });
    },
  }),
  query({
    operation: "getBatchOperation",
    body: noBody,
    query: ({ history }, { request }) => {
      const id = request.path["batchOperationKey"] ?? "";
      const found = /^\d{1,19}$/.test(id) ? history.get(BATCH_OPERATIONS, Number(id)) : undefined;
      if (found === undefined) throw notFound("Batch Operation", id);
      return ok(shown(found));
    },
  }),
  query({
    operation: "searchBatchOperations",
    body: searchSchema(BATCH_OPERATIONS),
    query: ({ history }, { body }) => {
      const found = history.find(BATCH_OPERATIONS, toSearch(BATCH_OPERATIONS, body));
      return ok(searchAnswer(found, found.items.map(shown)));
    },
  }),
  query({
    operation: "searchBatchOperationItems",
    body: searchSchema(BATCH_OPERATION_ITEMS),
    query: ({ history }, { body }) =>
      ok(searchAnswer(history.find(BATCH_OPERATION_ITEMS, toSearch(BATCH_OPERATION_ITEMS, body)))),
  }),
  lifecycle("cancelBatchOperation", "CANCEL"),
  lifecycle("suspendBatchOperation", "SUSPEND"),
  lifecycle("resumeBatchOperation", "RESUME"),
  query({
    operation: "deleteProcessInstance",
    body: z.strictObject({ operationReference }).nullish(),
    query: async (services, { key }) => {
      known(services.history, key("processInstanceKey"));
      return forget(services, key("processInstanceKey"), "PROCESS_INSTANCE");
    },
  }),
  query({
    operation: "deleteDecisionInstance",
    body: z.strictObject({ operationReference }).nullish(),
    query: async (services, { key }) => {
      const evaluationKey = key("decisionEvaluationKey");
      const filter = { decisionEvaluationKey: evaluationKey };
      if (itemsOf(services.history, DECISION_INSTANCES, { filter }).length === 0) {
        throw notFound("Decision Instance", String(evaluationKey));
      }
      return forget(services, evaluationKey, "DECISION_INSTANCE");
    },
  }),
  query({
    operation: "deleteDecisionInstancesBatchOperation",
    body: z.strictObject({ filter: filterSchema(DECISION_INSTANCES), operationReference }),
    query: (services, { body }) => {
      demandFilter(body.filter);
      const conditions = filterConditions(DECISION_INSTANCES, body.filter);
      const found = itemsOf(services.history, DECISION_INSTANCES, { conditions });
      const keys = [...new Set(found.map((item) => Number(item["decisionEvaluationKey"])))];
      const items = keys.map((itemKey) => ({ itemKey, processInstanceKey: -1 }));
      return create(services, { type: "DELETE_DECISION_INSTANCE", items });
    },
  }),
];

interface BatchKind<B> {
  readonly type: string;
  items(body: B): (history: HistorySearch) => BatchItems;
  readonly plan?: (body: B) => JsonObject;
}

/** A route that does something to all instances that fit a filter. */
function batch<B>(operation: Route["operation"], body: z.ZodType<B>, kind: BatchKind<B>): Route {
  return query({
    operation,
    body,
    query: (services, parsed) =>
      create(services, {
        type: kind.type,
        items: kind.items(parsed.body)(services.history),
        plan: kind.plan?.(parsed.body) ?? {},
      }),
  });
}

async function create(
  { engine }: Services,
  { type, items, plan = {} }: { type: string; items: BatchItems; plan?: JsonObject },
): Promise<Answer> {
  const value = { batchOperationType: type, items, plan };
  const outcome = await engine.execute({ valueType: "BATCH_OPERATION_CREATION", intent: "CREATE", value });
  if (outcome.kind === "rejected") throw rejected(outcome.record);
  const created = outcome.record.value;
  return ok({
    batchOperationKey: String(numberOf(created, "batchOperationKey")),
    batchOperationType: textOf(created, "batchOperationType"),
  });
}

/** Without a filter a batch would hit everything there is. */
function demandFilter(filter: object): void {
  const isEmpty = Object.values(filter).every((wanted) => wanted === undefined || wanted === null);
  if (isEmpty) throw invalidArgument("At least one filter criterion is required.");
}

function scoped(filter: Readonly<Record<string, unknown>>) {
  demandFilter(filter);
  return instanceConditions(filter);
}

function known(history: HistorySearch, processInstanceKey: number): void {
  if (history.get(PROCESS_INSTANCES, processInstanceKey) === undefined) {
    throw notFound("Process Instance", String(processInstanceKey));
  }
}

function shown(item: Item): Item {
  return { ...item, errors: [] };
}

function lifecycle(operation: Route["operation"], intent: string): Route {
  return command({
    operation,
    body: ANYTHING,
    command: ({ key }) => ({
      valueType: "BATCH_OPERATION_LIFECYCLE_MANAGEMENT",
      intent,
      key: key("batchOperationKey"),
      value: {},
    }),
  });
}

async function forget({ engine }: Services, key: number, resourceType: string): Promise<Answer> {
  const value = { resourceKey: key, resourceType };
  const outcome = await engine.execute({ valueType: "HISTORY_DELETION", intent: "DELETE", key, value });
  if (outcome.kind === "rejected") throw rejected(outcome.record);
  return { status: 204 };
}
