import type { Command } from "commander";
import { loadProfile } from "../register/index.ts";
import type { CliContext } from "./context.ts";
import { profileDirectory } from "./start/register.ts";

/** `kim profile check`: what is wrong in a municipality's profile. */
export function addProfile(program: Command, context: CliContext): void {
  program
    .command("profile")
    .description("a municipality's profile")
    .command("check <name>")
    .description("check municipalities/<name>/profile.yaml and name what is wrong")
    .action(async (name: string) => {
      const { name: municipality } = await loadProfile(profileDirectory(context.home, name));
      context.print(`${name}: ${municipality}, in Ordnung / no fault found`);
    });
}
