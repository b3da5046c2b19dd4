import { z } from "zod";
import type { StartForm } from "../../history/outline.ts";
import { allOf } from "../../store/history-conditions.ts";
import { MESSAGE_SUBSCRIPTIONS, PROCESS_DEFINITIONS } from "../../store/history-entities.ts";
import { deployedText, isOfDefinition, startForm, startFormLink } from "../../store/history-reads.ts";
import {
  definitionStatistics,
  elementStatistics,
  subscriptionStatistics,
  versionStatistics,
} from "../../store/history-statistics.ts";
import { formAnswer } from "../forms.ts";
import { instanceConditions, instanceFilterSchema } from "../instance-filters.ts";
import { notFound } from "../problem.ts";
import { ok, query, type Route } from "../route.ts";
import { noBody, required } from "../schemas.ts";
import { filterConditions, filterSchema, searchAnswer, searchSchema, toSearch } from "../search.ts";
import { elementStatisticsItems, statisticsAnswer, statisticsPage, statisticsSchema } from "../statistics.ts";

const START_FORM: z.ZodType<StartForm> = z.object({
  formId: z.string(),
  bindingType: z.string(),
  versionTag: z.string(),
});

const BY_PROCESS = {
  processDefinitionId: "process_id",
  activeInstancesWithIncidentCount: "with_incident",
  activeInstancesWithoutIncidentCount: "without_incident",
};

const BY_VERSION = {
  ...BY_PROCESS,
  processDefinitionKey: "key",
  processDefinitionName: "name",
  processDefinitionVersion: "version",
};

/** Operations on process definitions. */
export const PROCESS_DEFINITION_ROUTES: readonly Route[] = [
  query({
    operation: "searchProcessDefinitions",
    body: searchSchema(PROCESS_DEFINITIONS),
    query: ({ history }, { body }) =>
      ok(searchAnswer(history.find(PROCESS_DEFINITIONS, toSearch(PROCESS_DEFINITIONS, body)))),
  }),
  query({
    operation: "getProcessDefinition",
    body: noBody,
    query: ({ history }, { key }) => {
      const found = history.get(PROCESS_DEFINITIONS, key("processDefinitionKey"));
      // A deleted one stays in lists, as DELETED, because its instances stay in the history; by its key it is gone.
      if (found === undefined || found["state"] === "DELETED")
        throw notFound("Process Definition", String(key("processDefinitionKey")));
      return ok(found);
    },
  }),
  query({
    operation: "getProcessDefinitionXML",
    body: noBody,
    query: ({ history }, { key }) => {
      const xml = deployedText(history, "process", key("processDefinitionKey"));
      if (xml === undefined) throw notFound("Process Definition", String(key("processDefinitionKey")));
      return { status: 200, text: { content: xml, type: "text/xml;charset=UTF-8" } };
    },
  }),
  query({
    operation: "getStartProcessForm",
    body: noBody,
    query: ({ history }, { key }) => {
      const row = startFormLink(history, key("processDefinitionKey"));
      if (row === undefined) throw notFound("Process Definition", String(key("processDefinitionKey")));
      const link = row["start_form"];
      if (typeof link !== "string") return { status: 204 };
      const start = START_FORM.parse(JSON.parse(link));
      return formAnswer(startForm(history, { ...start, deploymentKey: Number(row["deployment_key"]) }));
    },
  }),
  query({
    operation: "getProcessDefinitionStatistics",
    body: z.strictObject({ filter: instanceFilterSchema.nullish() }).nullish(),
    query: ({ history }, { body, key }) => {
      const own = isOfDefinition(key("processDefinitionKey"));
      const instances = allOf([own, ...instanceConditions(body?.filter ?? {})]);
      return ok({ items: elementStatisticsItems(elementStatistics(history, instances)) });
    },
  }),
  query({
    operation: "getProcessDefinitionInstanceStatistics",
    body: statisticsSchema(BY_PROCESS),
    query: ({ history }, { body }) => {
      const found = definitionStatistics(history, statisticsPage(body, BY_PROCESS, "process_id"));
      return ok(
        statisticsAnswer(found, (row) => ({
          processDefinitionId: row["process_id"],
          tenantId: row["tenant_id"],
          latestProcessDefinitionName: row["name"],
          hasMultipleVersions: Number(row["versions"]) > 1,
          activeInstancesWithIncidentCount: row["with_incident"],
          activeInstancesWithoutIncidentCount: row["without_incident"],
        })),
      );
    },
  }),
  query({
    operation: "getProcessDefinitionInstanceVersionStatistics",
    body: statisticsSchema(BY_VERSION)
      .unwrap()
      .unwrap()
      .extend({
        filter: z.strictObject({ processDefinitionId: required, tenantId: z.string().nullish() }),
      }),
    query: ({ history }, { body }) => {
      const page = statisticsPage(body, BY_VERSION, "key");
      return ok(
        statisticsAnswer(versionStatistics(history, body.filter.processDefinitionId, page), (row) => ({
          processDefinitionId: row["process_id"],
          processDefinitionKey: String(row["key"]),
          processDefinitionName: row["name"],
          processDefinitionVersion: row["version"],
          tenantId: row["tenant_id"],
          activeInstancesWithIncidentCount: row["with_incident"],
          activeInstancesWithoutIncidentCount: row["without_incident"],
        })),
      );
    },
  }),
  query({
    operation: "getProcessDefinitionMessageSubscriptionStatistics",
    body: statisticsSchema({})
      .unwrap()
      .unwrap()
      .extend({ filter: filterSchema(MESSAGE_SUBSCRIPTIONS).nullish() })
      .nullish(),
    query: ({ history }, { body }) => {
      const wanted = allOf(filterConditions(MESSAGE_SUBSCRIPTIONS, body?.filter ?? {}));
      return ok(
        statisticsAnswer(subscriptionStatistics(history, wanted, statisticsPage(body, {}, "key")), (row) => ({
          processDefinitionId: row["process_id"],
          tenantId: row["tenant_id"],
          processDefinitionKey: String(row["key"]),
          processInstancesWithActiveSubscriptions: row["instances"],
          activeSubscriptions: row["subscriptions"],
        })),
      );
    },
  }),
];
