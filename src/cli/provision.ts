import { join, resolve } from "node:path";
import { Option, type Command } from "commander";
import { createCamundaClient } from "../camunda/client.ts";
import { openPasswordBook } from "../camunda/provision/passwords.ts";
import type { Directory } from "../camunda/provision/plan.ts";
import { provision, type Provisioned } from "../camunda/provision/provision.ts";
import { lineOf } from "../camunda/provision/step.ts";
import { systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config/load.ts";
import { loadProfile, openRegister, seedRegister, staffOf } from "../register/index.ts";
import type { CliContext } from "./context.ts";
import { openDataFolder } from "./start/data-folder.ts";
import { openConfiguredRegister, profileDirectory } from "./start/register.ts";
import { settingsOf } from "./settings.ts";

interface ProvisionFlags {
  readonly to?: string;
  readonly from: "register" | "profile";
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly json?: boolean;
  readonly passwords?: string;
}

/** `kim provision`: the org directory into Camunda's identity. */
export function addProvision(program: Command, context: CliContext): void {
  program
    .command("provision")
    .description("write users, groups and rights of the org directory into a Camunda 8.9 or later with its own log-in")
    .option("--to <address>", "the Camunda (default: CAMUNDA_REST_ADDRESS)")
    .addOption(
      new Option("--from <source>", "the register, or the profile with the people it names")
        .choices(["register", "profile"])
        .default("register"),
    )
    .option("--dry-run", "say what would be changed, and change nothing")
    .option("--prune", "also remove what was written earlier and is not in the directory any more")
    .option(
      "--passwords <file>",
      "file for new users' first passwords (default: camunda-passwords.yaml in KIM_DATA_DIR)",
    )
    .option("--json", "print the changes as JSON")
    .action((flags: ProvisionFlags) => runProvision(context, flags));
}

async function runProvision(context: CliContext, flags: ProvisionFlags): Promise<void> {
  const { config } = settingsOf(context, flags.to === undefined ? {} : { CAMUNDA_REST_ADDRESS: flags.to });
  const address = config.camundaAddress ?? `http://${config.KIM_ENGINE_HOST}:${String(config.KIM_ENGINE_PORT)}`;
  const file = resolve(flags.passwords ?? join(config.KIM_DATA_DIR, "camunda-passwords.yaml"));
  const passwords = openPasswordBook(file);
  const directory = await directoryFrom(context, config, flags.from);
  if (directory.people.length === 0) {
    context.tell(`The ${flags.from} names no people yet: only groups and rights are written.`);
  }
  try {
    const result = await provision(createCamundaClient({ ...config, address }), directory, {
      prune: flags.prune === true,
      dryRun: flags.dryRun === true,
      ownName: config.CAMUNDA_BASIC_AUTH_USERNAME,
      passwords,
    });
    report(context, flags, result);
  } finally {
    // Also when something failed halfway: the users before it exist.
    const made = passwords.made();
    if (made > 0) context.tell(`First passwords of ${String(made)} users: ${file}`);
  }
}

async function directoryFrom(context: CliContext, config: Config, from: ProvisionFlags["from"]): Promise<Directory> {
  const register =
    from === "register"
      ? await openConfiguredRegister(config, openDataFolder(config.KIM_DATA_DIR), systemClock)
      : await openRegister({ file: ":memory:", clock: systemClock });
  try {
    if (from === "profile") {
      const profile = await loadProfile(profileDirectory(context.home, config.KIM_PROFILE));
      await seedRegister(register, { ...profile, demoAccounts: [] }, { demo: true });
    }
    return await staffOf(register);
  } finally {
    await register.close();
  }
}

function report(context: CliContext, flags: ProvisionFlags, { changes, surplus }: Provisioned): void {
  if (flags.json === true) {
    context.print(JSON.stringify({ dryRun: flags.dryRun === true, changes, surplus }));
    return;
  }
  for (const step of changes) context.print(lineOf(step));
  const verb = flags.dryRun === true ? "would be made" : "made";
  context.print(changes.length === 0 ? "Nothing to change." : `${String(changes.length)} changes ${verb}.`);
  if (surplus.length === 0) return;
  context.tell(
    `Not in the directory any more; --prune removes it:\n${surplus.map((step) => `  ${lineOf(step)}`).join("\n")}`,
  );
}
