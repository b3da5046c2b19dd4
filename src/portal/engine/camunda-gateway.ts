import { OrchestrationLifters } from "@camunda8/sdk";
import { z } from "zod";
import { createMonitorGateway } from "./camunda-monitor.ts";
import { call, createTaskGateway, type CamundaClient } from "./camunda-tasks.ts";
import { EngineUnreachable } from "./errors.ts";
import type { CommandGateway, EngineGateway } from "./gateway.ts";

const { ProcessDefinitionId } = OrchestrationLifters;

/** Before 8.8 keys come as numbers, whatever the client's type says. */
const key = z.coerce.string();

/** Starting, telling and deploying on the official client. */
function createCommandGateway(client: CamundaClient): CommandGateway {
  return {
    startProcess: async (id, variables) => {
      const processDefinitionId = ProcessDefinitionId.assumeExists(id);
      const created = await call("createProcessInstance", () =>
        client.createProcessInstance({ processDefinitionId, variables }),
      );
      return { processInstanceKey: key.parse(created.processInstanceKey) };
    },
    publishMessage: async ({ name, correlationKey, messageId, timeToLiveMs, variables }) => {
      const request = { name, correlationKey, messageId, timeToLive: timeToLiveMs, variables };
      await call("publishMessage", () => client.publishMessage(request));
    },
    deploy: async (files) => {
      const resources = files.map(({ name, content }) => new File([content], name));
      const deployed = await call("createDeployment", () => client.createDeployment({ resources }));
      return deployed.processes.map((made) => ({
        id: made.processDefinitionId,
        version: made.processDefinitionVersion,
      }));
    },
    isReachable: () => isReachable(client),
  };
}

async function isReachable(client: CamundaClient): Promise<boolean> {
  try {
    await call("getTopology", () => client.getTopology());
    return true;
  } catch (error) {
    if (error instanceof EngineUnreachable) return false;
    throw error;
  }
}

/** The loose client is the same object with wider key types. */
function isClient(client: object): client is CamundaClient {
  return "searchUserTasks" in client && "createDeployment" in client;
}

/**
 * The portal's view of Camunda on the official client (loose or strict): embedded engine or a real cluster, the same
 * calls. Throws a TypeError when it gets something else.
 */
export function createCamundaGateway(client: object): EngineGateway {
  if (!isClient(client)) throw new TypeError("Expected a client of the orchestration cluster, but got something else");
  return { ...createTaskGateway(client), ...createMonitorGateway(client), ...createCommandGateway(client) };
}
