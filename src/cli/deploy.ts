import type { Command } from "commander";
import { createCamundaClient } from "../camunda/client.ts";
import { deployResources } from "../camunda/deploy.ts";
import { lookAtEngine } from "../camunda/engine-check.ts";
import { collectResources } from "../camunda/resources.ts";
import type { CliContext } from "./context.ts";
import { profileDirectory } from "./start/register.ts";
import { settingsOf } from "./settings.ts";

/** `kim deploy`: models, decisions and forms of the profile to a running engine. */
export function addDeploy(program: Command, context: CliContext): void {
  program
    .command("deploy")
    .description("deploy models, decisions and forms of the profile to a running engine")
    .option("--to <address>", "the engine (default: CAMUNDA_REST_ADDRESS, else the embedded engine's address)")
    .option("--json", "print the result as JSON")
    .action((flags: { to?: string; json?: boolean }) => deploy(context, flags));
}

async function deploy(context: CliContext, flags: { to?: string; json?: boolean }): Promise<void> {
  const { config } = settingsOf(context, flags.to === undefined ? {} : { CAMUNDA_REST_ADDRESS: flags.to });
  const address = config.camundaAddress ?? `http://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_PORT)}`;
  const resources = collectResources({
    root: context.home,
    profileDirectory: profileDirectory(context.home, config.KIM_PROFILE),
  });
  const camunda = createCamundaClient({ ...config, address });
  await lookAtEngine({ address, topology: () => camunda.getTopology() });
  const processes = await deployResources(camunda, resources);
  if (flags.json === true) context.print(JSON.stringify(processes));
  else for (const { processId, version } of processes) context.print(`${processId}  v${String(version)}`);
}
