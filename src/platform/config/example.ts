import { z } from "zod";
import { environmentSchema, SECRETS } from "./schema.ts";

/** The text of .env.example: every variable with its default and one line of explanation. */
export function environmentExample(): string {
  const { properties = {} } = z.toJSONSchema(environmentSchema, { io: "input", unrepresentable: "any" });
  const entries = Object.entries(properties).map(([name, property]) => entryOf(name, property));
  return [HEAD, ...entries].join("\n");
}

const HEAD = `# Every setting with its default. Copy to .env and remove the "#" before what you change.
# Precedence: command line, environment, .env, default. Settings marked "or NAME_FILE" can also be the path of a file.
`;

function entryOf(name: string, property: boolean | { description?: string; default?: unknown }): string {
  const { description = "", default: preset } = typeof property === "boolean" ? {} : property;
  const file = SECRETS.some((secret) => secret === name) ? ` (or ${name}_FILE)` : "";
  return `# ${description}${file}\n#${name}=${presetText(preset)}\n`;
}

function presetText(preset: unknown): string {
  return typeof preset === "string" || typeof preset === "number" ? String(preset) : "";
}
