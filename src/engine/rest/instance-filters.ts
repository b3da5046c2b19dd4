import { z } from "zod";
import {
  allOf,
  anyOf,
  INNER_FIELDS,
  withAllItems,
  withBatchOperation,
  withElement,
  withIncident,
  withRetriesLeft,
  withVariables,
} from "../store/history-conditions.ts";
import { PROCESS_INSTANCES } from "../store/history-entities.ts";
import { text, type Condition } from "../store/history-entity.ts";
import { invalidArgument } from "./problem.ts";
import { extraFilter, fieldSchema, filterConditions, filterSchema, type ExtraFilters } from "./search.ts";
import { variableFilters } from "./variables.ts";

/** The API compares the keys of batch operations as texts: any text may be asked for, also by a pattern. */
const BATCH = text("CAST(b.batch_key AS TEXT)");
const batchFilter = extraFilter(fieldSchema("batchOperationKey", BATCH), (wanted, filter) => {
  // The first is the old name of the second; the API refuses both at once.
  const isTwice = isGiven(filter["batchOperationId"]) && isGiven(filter["batchOperationKey"]);
  if (isTwice) throw invalidArgument("Only one of [batchOperationId, batchOperationKey] is allowed.");
  return withBatchOperation(BATCH, wanted);
});

const EXTRAS: ExtraFilters = {
  variables: extraFilter(variableFilters, (wanted) => withVariables("t.key", wanted)),
  tags: extraFilter(z.array(z.string()), (wanted) => withAllItems("t.tags", wanted)),
  batchOperationId: batchFilter,
  batchOperationKey: batchFilter,
  hasRetriesLeft: extraFilter(z.boolean(), withRetriesLeft),
  errorMessage: incidentFilter("errorMessage"),
  incidentErrorHashCode: incidentFilter("incidentErrorHashCode"),
  elementId: elementFilter("elementId"),
  elementInstanceState: elementFilter("elementInstanceState"),
  hasElementInstanceIncident: elementFilter("hasElementInstanceIncident"),
};

function isGiven(wanted: unknown): boolean {
  return wanted !== undefined && wanted !== null;
}

function incidentFilter(name: "errorMessage" | "incidentErrorHashCode") {
  const field = INNER_FIELDS[name];
  return extraFilter(fieldSchema(name, field), (wanted) => withIncident(field, wanted));
}

function elementFilter(name: "elementId" | "elementInstanceState" | "hasElementInstanceIncident") {
  const field = INNER_FIELDS[name];
  return extraFilter(fieldSchema(name, field), (wanted) => withElement(field, wanted));
}

const alternatives = extraFilter(z.array(filterSchema(PROCESS_INSTANCES, EXTRAS)), (groups) => [
  anyOf(groups.map((group) => allOf(filterConditions(PROCESS_INSTANCES, group, EXTRAS)))),
]);

/** The filters of process instances that are no fields of theirs. */
export const INSTANCE_FILTERS: ExtraFilters = { ...EXTRAS, $or: alternatives };

/** The schema of a filter on process instances. */
export const instanceFilterSchema = filterSchema(PROCESS_INSTANCES, INSTANCE_FILTERS);

/** What a filter on process instances means. */
export function instanceConditions(filter: Readonly<Record<string, unknown>>): Condition[] {
  return filterConditions(PROCESS_INSTANCES, filter, INSTANCE_FILTERS);
}
