import type { PublishMessage } from "../../workers/nachricht-senden.ts";
import type { CamundaClient } from "./client.ts";
import { problemOf } from "./problem.ts";

const CONFLICT = 409;

/** Publishes messages through the client; one that the engine has already is no error. */
export function publishMessageWith(camunda: CamundaClient): PublishMessage {
  return async ({ name, correlationKey, messageId, variables, timeToLiveMs }) => {
    try {
      await camunda.publishMessage({
        name,
        correlationKey,
        messageId,
        variables: { ...variables },
        timeToLive: timeToLiveMs,
      });
    } catch (error) {
      if (problemOf(error).status !== CONFLICT) throw error;
    }
  };
}
