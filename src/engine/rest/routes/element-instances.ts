import { z } from "zod";
import { ELEMENT_INSTANCES, INCIDENTS, VARIABLES } from "../../store/history-entities.ts";
import { incidentsBelow } from "../../store/history-reads.ts";
import { notFound } from "../problem.ts";
import { command, ok, query, type Route } from "../route.ts";
import { jsonObject, noBody, operationReference } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";
import { variableAnswer, VARIABLE_SEARCH } from "../variables.ts";

/** Operations on element instances and variables. */
export const ELEMENT_INSTANCE_ROUTES: readonly Route[] = [
  query({
    operation: "searchElementInstances",
    body: searchSchema(ELEMENT_INSTANCES),
    query: ({ history }, { body }) =>
      ok(searchAnswer(history.find(ELEMENT_INSTANCES, toSearch(ELEMENT_INSTANCES, body)))),
  }),
  query({
    operation: "getElementInstance",
    body: noBody,
    query: ({ history }, { key }) => {
      const found = history.get(ELEMENT_INSTANCES, key("elementInstanceKey"));
      if (found === undefined) throw notFound("Element Instance", String(key("elementInstanceKey")));
      return ok(found);
    },
  }),
  query({
    operation: "searchElementInstanceIncidents",
    body: searchSchema(INCIDENTS),
    query: ({ history }, { body, key }) => {
      const search = toSearch(INCIDENTS, body);
      const below = incidentsBelow(key("elementInstanceKey"));
      return ok(searchAnswer(history.find(INCIDENTS, { ...search, conditions: [...search.conditions, below] })));
    },
  }),
  command({
    operation: "createElementInstanceVariables",
    mayWait: true,
    body: z.strictObject({ variables: jsonObject, local: z.boolean().nullish(), operationReference }),
    command: ({ body, key }) => ({
      valueType: "VARIABLE_DOCUMENT",
      intent: "UPDATE",
      value: {
        scopeKey: key("elementInstanceKey"),
        updateSemantics: body.local === true ? "LOCAL" : "PROPAGATE",
        variables: body.variables,
      },
    }),
  }),
  query({
    operation: "searchVariables",
    body: VARIABLE_SEARCH,
    query: ({ history }, { body, request }) => variableAnswer(history, { body, request, within: [] }),
  }),
  query({
    operation: "getVariable",
    body: noBody,
    query: ({ history }, { key }) => {
      const found = history.get(VARIABLES, key("variableKey"));
      if (found === undefined) throw notFound("Variable", String(key("variableKey")));
      return ok(found);
    },
  }),
];
