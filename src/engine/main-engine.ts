import { serveEngine, type ServedEngine, type ServeOptions } from "./serve.ts";

/** What the stand-alone engine needs of its process. */
interface EngineProcess {
  /** Calls back when the process is asked to end (SIGTERM, SIGINT). */
  onStop(stop: () => Promise<void>): void;
  /** Told once the engine answers. */
  onReady(address: ServedEngine["address"], gatewayAddress: ServedEngine["gatewayAddress"]): void;
}

/** Runs the engine alone in this process until it is asked to end: what `kim engine start` does with its options. */
export async function runEngine(options: ServeOptions, host: EngineProcess): Promise<ServedEngine> {
  const served = await serveEngine(options);
  host.onStop(() => served.close());
  host.onReady(served.address, served.gatewayAddress);
  return served;
}
