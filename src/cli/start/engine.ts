import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { serveEngine, type ServedEngine } from "../../engine/serve.ts";
import { systemClock, type Clock } from "../../platform/clock.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import type { DataFolder } from "./data-folder.ts";
import { listening } from "./port.ts";

/** The engine that the application works with: embedded in this process, or a Camunda at an address. */
export interface EngineInUse {
  /** Base address for clients. */
  readonly address: string;
  readonly clock: Clock;
  readonly embedded: ServedEngine | undefined;
  close(): Promise<void>;
}

const vocabulary = z.object({
  properties: z.record(z.string(), z.object({ transient: z.boolean().optional() }).loose()),
});

/** Names of the variables that may carry free text, from bpmn/variables.schema.json. */
export function transientVariables(home: string): string[] {
  const { properties } = vocabulary.parse(
    JSON.parse(readFileSync(join(home, "bpmn", "variables.schema.json"), "utf8")),
  );
  return Object.entries(properties).flatMap(([name, { transient }]) => (transient === true ? [name] : []));
}

/** Starts the embedded engine unless a Camunda is configured. Throws when its file is in use or its port is taken. */
export async function openEngineInUse(options: {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly home: string;
  readonly logger: Logger;
}): Promise<EngineInUse> {
  const { config, folder, home, logger } = options;
  if (config.camundaAddress !== undefined) {
    return { address: config.camundaAddress, clock: systemClock, embedded: undefined, close: () => Promise.resolve() };
  }
  const serve = (): Promise<ServedEngine> =>
    serveEngine({
      file: folder.engineFile,
      host: config.KIM_ENGINE_HOST,
      port: config.KIM_ENGINE_PORT,
      transientVariables: transientVariables(home),
      clockControl: config.isDemo ? "advance" : "refused",
      logger,
    });
  const served = await listening("KIM_ENGINE_PORT", config.KIM_ENGINE_PORT, serve);
  return {
    address: served.address.url,
    clock: { now: () => served.engine.clock.now() },
    embedded: served,
    close: () => served.close(),
  };
}
