import { z } from "zod";
import { environmentSchema, SECRETS } from "./schema.ts";

interface Described {
  readonly name: string;
  readonly description: string;
  readonly preset: string;
  /** Can also be given as the path of a file, in NAME_FILE. */
  readonly isSecret: boolean;
}

const HEAD = `# Every setting with its default. Copy to .env and remove the "#" before what you change.
# Precedence: command line, environment, .env, default. Settings marked "or NAME_FILE" can also be the path of a file.
`;

/** The text of .env.example: every variable with its default and one line of explanation. */
export function environmentExample(): string {
  const entries = describedVariables().map(({ name, description, preset, isSecret }) => {
    const file = isSecret ? ` (or ${name}_FILE)` : "";
    return `# ${description}${file}\n#${name}=${preset}\n`;
  });
  return [HEAD, ...entries].join("\n");
}

/** The README's table of all variables, in Markdown. */
export function configurationTable(): string {
  const rows = describedVariables().map(({ name, description, preset, isSecret }) => {
    const names = isSecret ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``;
    return `| ${names} | ${preset === "" ? "" : `\`${preset}\``} | ${description} |`;
  });
  return ["| variable | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function describedVariables(): Described[] {
  const { properties = {} } = z.toJSONSchema(environmentSchema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => {
    const { description = "", default: preset } = typeof property === "boolean" ? {} : property;
    return { name, description, preset: presetText(preset), isSecret: SECRETS.some((secret) => secret === name) };
  });
}

function presetText(preset: unknown): string {
  return typeof preset === "string" || typeof preset === "number" ? String(preset) : "";
}
