import { z } from "zod";
import { numberOf } from "../../history/values.ts";
import { CORRELATIONS, MESSAGE_SUBSCRIPTIONS } from "../../store/history-entities.ts";
import { command, ok, query, type Route } from "../route.ts";
import { DEFAULT_TENANT, optionalText, required, tenantId, variables } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";

/** Operations on messages, their subscriptions, and signals. */
export const MESSAGE_ROUTES: readonly Route[] = [
  command({
    operation: "publishMessage",
    body: z.strictObject({
      name: required,
      correlationKey: optionalText,
      timeToLive: z.int().gte(0).nullish(),
      messageId: optionalText,
      variables,
      tenantId,
    }),
    command: ({ body }) => ({
      valueType: "MESSAGE",
      intent: "PUBLISH",
      value: {
        name: body.name,
        correlationKey: body.correlationKey ?? "",
        timeToLive: body.timeToLive ?? 0,
        messageId: body.messageId ?? "",
        variables: body.variables,
        tenantId: body.tenantId,
      },
    }),
    answer: ({ key }) => ({ tenantId: DEFAULT_TENANT, messageKey: String(key) }),
  }),
  command({
    operation: "correlateMessage",
    body: z.strictObject({ name: required, correlationKey: optionalText, variables, tenantId }),
    command: ({ body }) => ({
      valueType: "MESSAGE_CORRELATION",
      intent: "CORRELATE",
      value: {
        name: body.name,
        correlationKey: body.correlationKey ?? "",
        variables: body.variables,
        tenantId: body.tenantId,
      },
    }),
    answer: ({ value }) => ({
      tenantId: DEFAULT_TENANT,
      messageKey: String(numberOf(value, "messageKey")),
      processInstanceKey: String(numberOf(value, "processInstanceKey")),
    }),
  }),
  command({
    operation: "broadcastSignal",
    body: z.strictObject({ signalName: required, variables, tenantId }),
    command: ({ body }) => ({
      valueType: "SIGNAL",
      intent: "BROADCAST",
      value: { signalName: body.signalName, variables: body.variables, tenantId: body.tenantId },
    }),
    answer: ({ key }) => ({ tenantId: DEFAULT_TENANT, signalKey: String(key) }),
  }),
  query({
    operation: "searchMessageSubscriptions",
    body: searchSchema(MESSAGE_SUBSCRIPTIONS),
    query: ({ history }, { body }) =>
      ok(searchAnswer(history.find(MESSAGE_SUBSCRIPTIONS, toSearch(MESSAGE_SUBSCRIPTIONS, body)))),
  }),
  query({
    operation: "searchCorrelatedMessageSubscriptions",
    body: searchSchema(CORRELATIONS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(CORRELATIONS, toSearch(CORRELATIONS, body)))),
  }),
];
