import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { environmentSchema, SECRETS } from "../src/platform/config/schema.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const service = z.object({
  image: z.string(),
  restart: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).loose(),
  mem_limit: z.string(),
  cpus: z.number(),
  read_only: z.boolean().optional(),
  profiles: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.literal("service_healthy") })).default({}),
});

const compose = z
  .object({
    services: z
      .object({ database: service.loose(), camunda: service.loose(), app: service.loose(), mail: service.loose() })
      .strict(),
    secrets: z.record(z.string(), z.object({ file: z.string().startsWith("./compose/secrets/") })),
  })
  .loose()
  .parse(parse(readFileSync(`${root}/docker-compose.yml`, "utf8")));

const services = Object.entries(compose.services);

/** Keys of Camunda 8.9 as its documentation names them, in their form as environment variables. */
const CAMUNDA_KEYS = [
  /^SPRING_(CONFIG_IMPORT|PROFILES_ACTIVE)$/,
  /^CAMUNDA_DATA_SECONDARYSTORAGE_(TYPE|RDBMS_(URL|USERNAME|PASSWORD|HISTORY_DEFAULTHISTORYTTL))$/,
  /^CAMUNDA_SECURITY_AUTHENTICATION_(METHOD|UNPROTECTEDAPI)$/,
  /^CAMUNDA_SECURITY_AUTHORIZATIONS_ENABLED$/,
  /^CAMUNDA_SECURITY_INITIALIZATION_USERS_\d+_(USERNAME|NAME|EMAIL|PASSWORD)$/,
  /^CAMUNDA_SECURITY_INITIALIZATION_DEFAULTROLES_ADMIN_USERS_\d+$/,
  /^CAMUNDA_LICENSE_KEY$/,
  /^JAVA_OPTS$/,
];

describe("docker-compose.yml", () => {
  it.each(services)("pins the image of %s to one version", (_name, { image }) => {
    expect(image).toMatch(/^[a-z/-]+:v?\d+\.\d+/);
  });

  it.each(services)("publishes the ports of %s on the loopback address only", (_name, { ports }) => {
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  it.each(services)("gives %s only secrets that are declared", (_name, { secrets }) => {
    expect(secrets.filter((secret) => !(secret in compose.secrets))).toEqual([]);
  });

  it.each(services)("holds no password of %s in clear", (_name, { environment }) => {
    const passwords = Object.entries(environment).filter(([name]) => /PASSWORD|SECRET/.test(name));
    expect(passwords.filter(([, value]) => !/^(\/run\/secrets\/\w+|\$\$\{\w+\})$/.test(value))).toEqual([]);
  });

  it("starts each service after what it needs is healthy", () => {
    expect(Object.keys(compose.services.camunda.depends_on)).toEqual(["database"]);
    expect(Object.keys(compose.services.app.depends_on)).toEqual(["camunda"]);
  });

  it("gives the application only variables that it knows", () => {
    const known = new Set([...Object.keys(environmentSchema.shape), ...SECRETS.map((name) => `${name}_FILE`)]);
    expect(Object.keys(compose.services.app.environment).filter((name) => !known.has(name))).toEqual([]);
  });

  it("gives Camunda only variables that its documentation names", () => {
    const names = Object.keys(compose.services.camunda.environment);
    expect(names.filter((name) => !CAMUNDA_KEYS.some((key) => key.test(name)))).toEqual([]);
  });

  it("protects Camunda's API and lets the application in by the same secret", () => {
    expect(compose.services.camunda.environment).toMatchObject({
      CAMUNDA_SECURITY_AUTHENTICATION_UNPROTECTEDAPI: "false",
      CAMUNDA_SECURITY_AUTHORIZATIONS_ENABLED: "true",
      CAMUNDA_SECURITY_INITIALIZATION_USERS_0_PASSWORD: "$${camunda_kim_password}",
    });
    expect(compose.services.app.environment["CAMUNDA_BASIC_AUTH_PASSWORD_FILE"]).toBe(
      "/run/secrets/camunda_kim_password",
    );
  });

  it("offers the mail sink in the development profile only", () => {
    expect(compose.services.mail.profiles).toEqual(["dev"]);
  });

  it("runs the application on a read-only file system", () => {
    expect(compose.services.app.read_only).toBe(true);
  });
});

describe("Dockerfile", () => {
  const lines = readFileSync(`${root}/Dockerfile`, "utf8").split("\n");

  it("pins its base image", () => {
    const bases = lines.filter((line) => line.startsWith("FROM "));
    expect(bases.every((line) => /^FROM node:24\.\d+\.\d+-/.test(line))).toBe(true);
    expect(bases).toHaveLength(2);
  });

  it("runs as another user than root", () => {
    expect(lines).toContain("USER node");
  });

  it("starts what npm start starts", () => {
    const { scripts } = z
      .object({ scripts: z.object({ start: z.string() }) })
      .parse(JSON.parse(readFileSync(`${root}/package.json`, "utf8")));
    expect(scripts.start).toBe("node src/kim.js start");
    expect(lines).toContain('CMD ["node", "src/kim.js", "start"]');
  });
});
