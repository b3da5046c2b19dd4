import type { CommandProcessors } from "../core/runtime.ts";
import { createInstanceCommands } from "./create-instance.ts";
import { deployCommands } from "./deploy.ts";
import { elementCommands } from "./elements.ts";
import { jobCommands } from "./jobs.ts";

/** Every command that the engine knows. */
export const PROCESSORS: CommandProcessors = {
  ...deployCommands,
  ...createInstanceCommands,
  ...elementCommands,
  ...jobCommands,
};
