import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { ConfigurationInvalid } from "../errors.ts";
import { environmentSchema, SECRETS, type Environment } from "./schema.ts";

/** Checked settings and what the operator should hear about them. */
export interface LoadedConfig {
  readonly config: Config;
  /** Sentences about older names that were used. */
  readonly warnings: readonly string[];
}

/** The environment with its defaults worked out. */
export interface Config extends Environment {
  readonly isDemo: boolean;
  readonly baseUrl: string;
  /** Address of a real Camunda; undefined starts the embedded engine. */
  readonly camundaAddress: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Checks the environment; throws {@link ConfigurationInvalid} with a line for each wrong variable. */
export function loadConfig(variables: Variables): LoadedConfig {
  const problems: string[] = [];
  const known = withSecrets(withoutEmpty(variables), problems);
  const parsed = environmentSchema.safeParse(known);
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    problems.push(`${name}: ${issue.message}, but found ${shown(name, known[name])}.`);
  }
  if (parsed.data === undefined || problems.length > 0) throw new ConfigurationInvalid(problems.join("\n"));
  assertComplete(parsed.data);
  return { config: toConfig(parsed.data), warnings: warningsOf(parsed.data) };
}

function withoutEmpty(variables: Variables): Record<string, string> {
  const known: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) if (value !== undefined && value !== "") known[name] = value;
  return known;
}

function withSecrets(known: Record<string, string>, problems: string[]): Record<string, string> {
  for (const name of SECRETS) {
    const path = known[`${name}_FILE`];
    if (path === undefined || known[name] !== undefined) continue;
    try {
      known[name] = readFileSync(path, "utf8").trim();
    } catch (error) {
      problems.push(`${name}_FILE: expected a file that can be read, but found "${path}" (${reasonOf(error)}).`);
    }
  }
  return known;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function shown(name: string, value: string | undefined): string {
  if (value === undefined) return "nothing";
  return SECRETS.some((secret) => secret === name) ? "another value" : `"${value}"`;
}

const NEEDED: Readonly<Record<Environment["CAMUNDA_AUTH_STRATEGY"], readonly (keyof Environment)[]>> = {
  NONE: [],
  BASIC: ["CAMUNDA_BASIC_AUTH_USERNAME", "CAMUNDA_BASIC_AUTH_PASSWORD"],
  OAUTH: ["CAMUNDA_CLIENT_ID", "CAMUNDA_CLIENT_SECRET", "CAMUNDA_OAUTH_URL"],
};

function assertComplete(environment: Environment): void {
  const strategy = environment.CAMUNDA_AUTH_STRATEGY;
  const filled = { ...environment, ...oauthNames(environment) };
  const missing = NEEDED[strategy].filter((name) => filled[name] === undefined);
  if (missing.length === 0) return;
  const lines = missing.map(
    (name) => `${name}: expected a value because CAMUNDA_AUTH_STRATEGY is ${strategy}, but found nothing.`,
  );
  throw new ConfigurationInvalid(lines.join("\n"));
}

function oauthNames(environment: Environment): Pick<Environment, "CAMUNDA_CLIENT_ID" | "CAMUNDA_CLIENT_SECRET"> {
  return {
    CAMUNDA_CLIENT_ID: environment.CAMUNDA_CLIENT_ID ?? environment.ZEEBE_CLIENT_ID,
    CAMUNDA_CLIENT_SECRET: environment.CAMUNDA_CLIENT_SECRET ?? environment.ZEEBE_CLIENT_SECRET,
  };
}

function toConfig(environment: Environment): Config {
  return {
    ...environment,
    ...oauthNames(environment),
    isDemo: environment.KIM_DEMO ?? isLoopback(environment.HOST),
    baseUrl: environment.KIM_BASE_URL ?? `http://localhost:${String(environment.PORT)}`,
    camundaAddress: environment.CAMUNDA_REST_ADDRESS ?? environment.ZEEBE_REST_ADDRESS,
  };
}

/** Whether an address can be reached from this machine only. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

const OLDER_NAMES = [
  ["ZEEBE_REST_ADDRESS", "CAMUNDA_REST_ADDRESS"],
  ["ZEEBE_CLIENT_ID", "CAMUNDA_CLIENT_ID"],
  ["ZEEBE_CLIENT_SECRET", "CAMUNDA_CLIENT_SECRET"],
] as const satisfies readonly (readonly [keyof Environment, keyof Environment])[];

function warningsOf(environment: Environment): string[] {
  return OLDER_NAMES.filter(([older]) => environment[older] !== undefined).map(
    ([older, name]) => `${older} is an older name: expected ${name}. It is used all the same.`,
  );
}
