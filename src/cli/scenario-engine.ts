import { createCamundaClient } from "../camunda/client.ts";
import { serveEngine } from "../engine/serve.ts";
import type { Logger } from "../platform/logger.ts";
import { restDriver, type ScenarioDriver } from "../scenarios/index.ts";

/** An empty embedded engine in memory behind its own REST API on a free port. */
export async function startEmbedded(logger: Logger): Promise<ScenarioDriver> {
  const engine = await serveEngine({ file: ":memory:", port: 0, logger });
  const camunda = createCamundaClient({
    address: engine.address.url,
    CAMUNDA_AUTH_STRATEGY: "NONE",
    CAMUNDA_SDK_LOG_LEVEL: "none",
  });
  return restDriver({ camunda, logger, close: () => engine.close() });
}
