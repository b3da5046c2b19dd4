import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  hasAccounts,
  loadProfile,
  openRegister,
  seedAdministrator,
  seedRegister,
  type Register,
} from "../../register/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Config } from "../../platform/config/load.ts";
import { ConfigurationInvalid } from "../../platform/errors.ts";
import type { DataFolder } from "./data-folder.ts";

/** Folder of a municipality's profile; throws ConfigurationInvalid with the names that exist. */
export function profileDirectory(home: string, profile: string): string {
  const directory = join(home, "municipalities", profile);
  if (existsSync(join(directory, "profile.yaml"))) return directory;
  const known = readdirSync(join(home, "municipalities"), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  throw new ConfigurationInvalid(`KIM_PROFILE: expected one of ${known.join(", ")}, but found "${profile}".`);
}

/** Opens the register, on PostgreSQL when DATABASE_URL is set. */
export function openConfiguredRegister(config: Config, folder: DataFolder, clock: Clock): Promise<Register> {
  return openRegister({ ...registerPlace(config, folder), clock });
}

/** Where the register lies. */
export function registerPlace(
  config: Config,
  folder: DataFolder,
): { readonly file: string } | { readonly databaseUrl: string } {
  return config.DATABASE_URL === undefined ? { file: folder.registerFile } : { databaseUrl: config.DATABASE_URL };
}

/** Brings the profile in and sees to it that somebody can log in; throws ConfigurationInvalid when nobody could. */
export async function seedConfiguredRegister(register: Register, config: Config, home: string): Promise<void> {
  const profile = await loadProfile(profileDirectory(home, config.KIM_PROFILE));
  await seedRegister(register, profile, { demo: config.isDemo });
  if (config.isDemo || (await hasAccounts(register))) return;
  if (config.KIM_ADMIN_PASSWORD === undefined) {
    throw new ConfigurationInvalid(
      "KIM_ADMIN_PASSWORD: expected a password for the first account, admin, because nobody can log in yet, but found nothing.",
    );
  }
  await seedAdministrator(register, config.KIM_ADMIN_PASSWORD);
}
