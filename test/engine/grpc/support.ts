import { onTestFinished } from "vitest";
import { serveEngine, type ServeOptions } from "../../../src/engine/serve.ts";

const logger = {
  debug: () => undefined,
  error: (fields: object, message: string) => {
    console.error(message, fields);
  },
};

/** A served engine with its gRPC gateway on a free port; closed by the caller. */
export async function openGateway(options: Partial<ServeOptions> = {}) {
  const served = await serveEngine({ file: ":memory:", port: 0, grpcPort: 0, logger, ...options });
  return { served, gateway: served.gatewayAddress ?? "" };
}

/** The same, closed when the test ends. */
export async function startGateway(options: Partial<ServeOptions> = {}) {
  const opened = await openGateway(options);
  onTestFinished(() => opened.served.close());
  return opened;
}
