import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { ProfileInvalid } from "../errors.ts";
import { checkProfile } from "./check.ts";
import { toProfile, type Profile } from "./profile.ts";
import { PROFILE_FILE } from "./schema.ts";

/** Reads `profile.yaml` of a municipality's folder. Throws ProfileInvalid with one line per fault: where, what was expected, what to do. */
export async function loadProfile(directory: string): Promise<Profile> {
  const file = join(directory, "profile.yaml");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ProfileInvalid(`Expected a profile at ${file}, but it cannot be read`, { cause });
  });
  return readProfile(file, text);
}

/** Reads the text of a profile; `name` stands in the messages. Throws ProfileInvalid. */
export function readProfile(name: string, text: string): Profile {
  const parsed = PROFILE_FILE.safeParse(parseYaml(name, text));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "profile"}: ${issue.message}`);
    throw new ProfileInvalid(`Expected ${name} to be a valid profile, but:\n  ${faults.join("\n  ")}`);
  }
  const faults = checkProfile(parsed.data);
  if (faults.length > 0)
    throw new ProfileInvalid(`Expected ${name} to be a valid profile, but:\n  ${faults.join("\n  ")}`);
  return toProfile(parsed.data);
}

function parseYaml(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new ProfileInvalid(`Expected ${name} to be YAML, but it cannot be parsed: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
}
