import type { Config } from "../platform/config/load.ts";
import { loadConfig } from "../platform/config/load.ts";
import { createLogger, type Logger } from "../platform/logger.ts";
import type { CliContext } from "./context.ts";

/** What most commands begin with. */
export interface Settings {
  readonly config: Config;
  readonly logger: Logger;
}

/** Checks the environment and makes the logger; throws ConfigurationInvalid. */
export function settingsOf(
  context: CliContext,
  overrides: Readonly<Record<string, string | undefined>> = {},
): Settings {
  const { config, warnings } = loadConfig({ ...context.environment, ...overrides });
  const logger = createLogger({ level: config.LOG_LEVEL, isPretty: context.isInteractive });
  for (const warning of warnings) logger.warn(warning);
  return { config, logger };
}
