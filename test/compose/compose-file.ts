import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

/** Folder of package.json. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the repository, by its path from the root. */
export const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

/** docker-compose.yml as Compose reads it: with its anchors and merges. */
export const document: unknown = parse(read("docker-compose.yml"), { merge: true });

const mounted = z.union([z.string(), z.object({ source: z.string(), target: z.string() }).strict()]);

const service = z.looseObject({
  image: z.string(),
  restart: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(mounted).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).loose(),
  mem_limit: z.string(),
  cpus: z.number(),
  pids_limit: z.number(),
  read_only: z.boolean().optional(),
  user: z.string().optional(),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  profiles: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.literal("service_healthy") })).default({}),
});

/** What we look at of docker-compose.yml; a service that is not on this list is refused. */
export const compose = z
  .object({
    services: z.strictObject({
      database: service,
      camunda: service,
      "camunda-1": service,
      "camunda-2": service,
      app: service,
      mail: service,
      keycloak: service,
    }),
    secrets: z.record(z.string(), z.object({ file: z.string().startsWith("./compose/secrets/") })),
    volumes: z.record(z.string(), z.null()),
  })
  .loose()
  .parse(document);

/** Fills in variables as Compose does: `${NAME:-default}` from the given environment, `$$` for a dollar sign. */
export function interpolated(text: string, environment: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\$\$|\$\{\w+(?::-[^}]*)?\}/g, (found) => {
    const [, name = "", fallback = ""] = /^\$\{(\w+)(?::-(.*))?\}$/.exec(found) ?? [];
    if (name === "") return "$";
    const value = environment[name] ?? "";
    return value === "" ? fallback : value;
  });
}

/** Variables of an environment file. */
export function environmentFile(path: string): Record<string, string> {
  const lines = read(path)
    .split("\n")
    .filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
