import type { PublishMessage } from "../../workers/nachricht-senden.ts";
import type { CamundaClient } from "./client.ts";
import { COMMAND_LIMIT_MS, withinLimit } from "./call-limit.ts";
import { isPassing, problemOf } from "./problem.ts";

const CONFLICT = 409;

/** Publishes messages through the client; one that the engine has already counts as taken. */
export function publishMessageWith(camunda: CamundaClient): PublishMessage {
  return async ({ name, correlationKey, messageId, variables, timeToLiveMs }) => {
    try {
      const timeToLive = timeToLiveMs;
      const call = camunda.publishMessage({ name, correlationKey, messageId, variables: { ...variables }, timeToLive });
      await withinLimit(call, { limitMs: COMMAND_LIMIT_MS });
      return "taken";
    } catch (error) {
      if (problemOf(error).status === CONFLICT) return "taken";
      if (isPassing(error)) return "later";
      throw error;
    }
  };
}
