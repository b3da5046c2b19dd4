import { z } from "zod";
import {
  count,
  flag,
  grpcAddresses,
  httpAddress,
  port,
  postgresAddress,
  smtpAddress,
  text,
  timeZone,
} from "./fields.ts";

/** Time zone of deadlines and shown dates unless TZ says otherwise. */
export const DEFAULT_TIME_ZONE = "Europe/Berlin";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const AUTH_STRATEGIES = ["NONE", "BASIC", "OAUTH"] as const;

/** Variables that name the application itself. */
const application = {
  HOST: text
    .default("127.0.0.1")
    .describe("Address the portal listens on. Anything but loopback switches the demo off."),
  PORT: port.default(3000).describe("Port of the portal."),
  KIM_DATA_DIR: text.default("./data").describe("Folder of the engine's file, the register and generated secrets."),
  KIM_PROFILE: text.default("rsk-2021").describe("Municipality: a folder name under municipalities/."),
  KIM_DEMO: flag
    .optional()
    .describe("Demo people, demo accounts and a clock that can be moved. Default: true on loopback, else false."),
  KIM_BASE_URL: httpAddress
    .optional()
    .describe("Address of the portal as people see it, for links in mails. Default: http://localhost:PORT."),
  KIM_ADMIN_PASSWORD: z
    .string()
    .min(12, "expected at least 12 characters")
    .optional()
    .describe("Password of the first account, admin, when there is no account yet (not used by the demo)."),
  KIM_SESSION_SECRET: z
    .string()
    .min(32, "expected at least 32 characters")
    .optional()
    .describe("Key that signs sessions. Default: made once and kept in KIM_DATA_DIR."),
  DATABASE_URL: postgresAddress
    .optional()
    .describe("PostgreSQL for the register. Default: an SQLite file in KIM_DATA_DIR."),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(", ")}`)
    .default("info")
    .describe("How much is logged."),
  NODE_ENV: z
    .enum(["development", "test", "production"], "expected development, test or production")
    .default("development")
    .describe("Kind of environment; production hides error details."),
  TZ: timeZone.default(DEFAULT_TIME_ZONE).describe("Time zone of dates that people see."),
};

/** Variables of the outgoing mail. */
const mail = {
  KIM_SMTP_URL: smtpAddress
    .optional()
    .describe("Mail server. Default: mails are kept and shown in the portal, none is sent."),
  KIM_MAIL_FROM: text.default("KIM-Regelkreis <kim@localhost>").describe("Sender of mails."),
};

/** Variables of the embedded engine; without effect when CAMUNDA_REST_ADDRESS is set. */
const engine = {
  KIM_ENGINE_HOST: text.default("127.0.0.1").describe("Address the embedded engine listens on."),
  KIM_ENGINE_USERS: text
    .optional()
    .describe("Users who may use the engine, as YAML or JSON (docs/engine/api.md). Default: no log-in."),
  KIM_ENGINE_PORT: port.default(8080).describe("Port of the embedded engine's REST API v2."),
  KIM_ENGINE_GRPC_PORT: port
    .default(26_500)
    .describe("Port of the embedded engine's gRPC gateway, for Zeebe clients; 0 takes a free one."),
  KIM_ENGINE_HISTORY_DAYS: count
    .optional()
    .describe("Days for which the embedded engine keeps the history of ended instances. Default: for ever."),
};

/** Variables of the Camunda client, under the names of the official TypeScript client. */
const camunda = {
  CAMUNDA_REST_ADDRESS: httpAddress.optional().describe("A real Camunda 8. Default: the embedded engine is started."),
  ZEEBE_REST_ADDRESS: httpAddress.optional().describe("Older name of CAMUNDA_REST_ADDRESS."),
  CAMUNDA_AUTH_STRATEGY: z
    .enum(AUTH_STRATEGIES, `expected one of ${AUTH_STRATEGIES.join(", ")}`)
    .default("NONE")
    .describe("How the client identifies itself."),
  CAMUNDA_CLIENT_ID: text.optional().describe("OAuth client id (OAUTH)."),
  CAMUNDA_CLIENT_SECRET: text.optional().describe("OAuth client secret (OAUTH)."),
  ZEEBE_CLIENT_ID: text.optional().describe("Older name of CAMUNDA_CLIENT_ID."),
  ZEEBE_CLIENT_SECRET: text.optional().describe("Older name of CAMUNDA_CLIENT_SECRET."),
  CAMUNDA_OAUTH_URL: httpAddress.optional().describe("OAuth token endpoint (OAUTH)."),
  CAMUNDA_TOKEN_AUDIENCE: text.optional().describe("OAuth audience (OAUTH)."),
  CAMUNDA_OAUTH_SCOPE: text.optional().describe("OAuth scope (OAUTH)."),
  CAMUNDA_BASIC_AUTH_USERNAME: text.optional().describe("User name (BASIC)."),
  CAMUNDA_BASIC_AUTH_PASSWORD: text.optional().describe("Password (BASIC)."),
  CAMUNDA_DEFAULT_TENANT_ID: text.default("<default>").describe("Tenant of every call."),
  CAMUNDA_MTLS_CERT_PATH: text
    .optional()
    .describe("Client certificate file (mutual TLS); for gRPC only: the REST client takes no heed of it."),
  CAMUNDA_MTLS_KEY_PATH: text.optional().describe("Client key file (mutual TLS); for gRPC only."),
  CAMUNDA_MTLS_CA_PATH: text
    .optional()
    .describe("Certificate authority file; for gRPC only. For REST: NODE_EXTRA_CA_CERTS."),
  CAMUNDA_WORKER_TIMEOUT: count.default(60_000).describe("How long a worker holds a job, in milliseconds."),
  CAMUNDA_WORKER_MAX_CONCURRENT_JOBS: count.default(16).describe("Jobs of one type in work at the same time."),
  CAMUNDA_WORKER_REQUEST_TIMEOUT: count.default(20_000).describe("How long one poll for jobs waits, in milliseconds."),
  CAMUNDA_WORKER_NAME: text.default("kim-regelkreis").describe("Name the workers give themselves."),
  CAMUNDA_WORKER_STARTUP_JITTER_MAX_SECONDS: z.coerce
    .number("expected a number of seconds")
    .min(0, "expected a number of seconds")
    .default(0)
    .describe("Workers start within this many seconds of each other."),
  ZEEBE_GRPC_ADDRESS: grpcAddresses
    .optional()
    .describe(
      "Zeebe's gRPC gateway, several with commas between, for workers. Default: port 26500 of the engine's host.",
    ),
  KIM_WORKER_PROTOCOL: z
    .enum(["rest", "grpc"], "expected rest or grpc")
    .default("rest")
    .describe(
      "What the workers speak with the engine: rest (8.8 or later, and the embedded engine) or grpc (8.6 or later).",
    ),
  KIM_WORKER_STREAMING: flag
    .default(false)
    .describe("With grpc: jobs are pushed to the workers; a poll every ten seconds watches the stream."),
  KIM_WORKER_WITHOUT: text
    .optional()
    .describe("Job types that somebody else serves, with commas between. Default: the workers serve all of ours."),
  KIM_TASKLIST_URL: httpAddress
    .optional()
    .describe("Tasklist as people see it: linked in the portal where the engine cannot be searched (8.6, 8.7)."),
  KIM_OPERATE_URL: httpAddress.optional().describe("Operate as people see it; as KIM_TASKLIST_URL."),
  CAMUNDA_SDK_LOG_LEVEL: text.default("error").describe("How much the Camunda client itself logs."),
};

/** The environment as one schema: the only list of variables there is. */
export const environmentSchema = z.object({ ...application, ...mail, ...engine, ...camunda });

/** The environment after checking, under its variables' own names. */
export type Environment = z.infer<typeof environmentSchema>;

/** Variables that can also be given as the path of a file, in NAME_FILE. */
export const SECRETS = [
  "KIM_ADMIN_PASSWORD",
  "KIM_SESSION_SECRET",
  "DATABASE_URL",
  "KIM_SMTP_URL",
  "KIM_ENGINE_USERS",
  "CAMUNDA_CLIENT_SECRET",
  "CAMUNDA_BASIC_AUTH_PASSWORD",
] as const satisfies readonly (keyof Environment)[];
