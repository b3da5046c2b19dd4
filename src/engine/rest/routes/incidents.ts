import { z } from "zod";
import { INCIDENTS } from "../../store/history-entities.ts";
import { incidentsByDefinition, incidentsByError } from "../../store/history-statistics.ts";
import { notFound } from "../problem.ts";
import { command, ok, query, type Route } from "../route.ts";
import { noBody, operationReference } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";
import { statisticsAnswer, statisticsPage, statisticsSchema } from "../statistics.ts";

const BY_ERROR = { errorMessage: "error_message", activeInstancesWithErrorCount: "instances" };
const BY_DEFINITION = {
  processDefinitionKey: "key",
  tenantId: "tenant_id",
  activeInstancesWithErrorCount: "instances",
};

/** Operations on incidents. */
export const INCIDENT_ROUTES: readonly Route[] = [
  command({
    operation: "resolveIncident",
    body: z.strictObject({ operationReference }).nullish(),
    command: ({ key }) => ({ valueType: "INCIDENT", intent: "RESOLVE", key: key("incidentKey"), value: {} }),
  }),
  query({
    operation: "searchIncidents",
    body: searchSchema(INCIDENTS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(INCIDENTS, toSearch(INCIDENTS, body)))),
  }),
  query({
    operation: "getIncident",
    body: noBody,
    query: ({ history }, { key }) => {
      const found = history.get(INCIDENTS, key("incidentKey"));
      if (found === undefined) throw notFound("Incident", String(key("incidentKey")));
      return ok(found);
    },
  }),
  query({
    operation: "getProcessInstanceStatisticsByError",
    body: statisticsSchema(BY_ERROR),
    query: ({ history }, { body }) =>
      ok(
        statisticsAnswer(incidentsByError(history, statisticsPage(body, BY_ERROR, "error_hash")), (row) => ({
          errorHashCode: row["error_hash"],
          errorMessage: row["error_message"],
          activeInstancesWithErrorCount: row["instances"],
        })),
      ),
  }),
  query({
    operation: "getProcessInstanceStatisticsByDefinition",
    body: statisticsSchema(BY_DEFINITION)
      .unwrap()
      .unwrap()
      .extend({ filter: z.strictObject({ errorHashCode: z.int() }) }),
    query: ({ history }, { body }) => {
      const page = statisticsPage(body, BY_DEFINITION, "key");
      return ok(
        statisticsAnswer(incidentsByDefinition(history, body.filter.errorHashCode, page), (row) => ({
          processDefinitionId: row["process_id"],
          processDefinitionKey: String(row["key"]),
          processDefinitionName: row["name"],
          processDefinitionVersion: row["version"],
          tenantId: row["tenant_id"],
          activeInstancesWithErrorCount: row["instances"],
        })),
      );
    },
  }),
];
