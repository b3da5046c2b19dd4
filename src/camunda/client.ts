import { Camunda8 } from "@camunda8/sdk";
import type { Environment } from "../platform/config/schema.ts";

/** The official client of the orchestration cluster's REST API v2; keys are strings. */
export type CamundaClient = ReturnType<Camunda8["getOrchestrationClusterApiClientLoose"]>;

/** The settings a client is made of, under their official names, and the address it talks to. */
interface CamundaSettings extends Partial<Pick<Environment, ClientVariable>> {
  /** Base address of a Camunda 8 or of the embedded engine; "/v2" is added where it is missing. */
  readonly address: string;
}

type ClientVariable = Extract<keyof Environment, `CAMUNDA_${string}`>;

/**
 * Makes a client. Each call makes a new one: workers and portal take one each, so that the limit that a client
 * sets itself under back-pressure never lets long polls starve what a person waits for.
 */
export function createCamundaClient(settings: CamundaSettings): CamundaClient {
  return sdkOf(settings).getOrchestrationClusterApiClientLoose();
}

/** The same client with a type for each kind of key, so that the key of a task cannot be taken for that of a job. */
export type KeyedCamundaClient = ReturnType<Camunda8["getOrchestrationClusterApiClient"]>;

/** Makes a client with typed keys; otherwise as {@link createCamundaClient}. */
export function createKeyedCamundaClient(settings: CamundaSettings): KeyedCamundaClient {
  return sdkOf(settings).getOrchestrationClusterApiClient();
}

function sdkOf(settings: CamundaSettings): Camunda8 {
  return new Camunda8(withoutUndefined(sdkSettings(settings)), { defaultCached: false });
}

/** The SDK reads its older names before the official ones, so each setting is given under the name it reads first. */
function sdkSettings(settings: CamundaSettings): Parameters<typeof withoutUndefined>[0] {
  return {
    ZEEBE_REST_ADDRESS: settings.address,
    CAMUNDA_AUTH_STRATEGY: settings.CAMUNDA_AUTH_STRATEGY,
    ZEEBE_CLIENT_ID: settings.CAMUNDA_CLIENT_ID,
    ZEEBE_CLIENT_SECRET: settings.CAMUNDA_CLIENT_SECRET,
    CAMUNDA_OAUTH_URL: settings.CAMUNDA_OAUTH_URL,
    ZEEBE_TOKEN_AUDIENCE: settings.CAMUNDA_TOKEN_AUDIENCE,
    CAMUNDA_TOKEN_SCOPE: settings.CAMUNDA_OAUTH_SCOPE,
    CAMUNDA_BASIC_AUTH_USERNAME: settings.CAMUNDA_BASIC_AUTH_USERNAME,
    CAMUNDA_BASIC_AUTH_PASSWORD: settings.CAMUNDA_BASIC_AUTH_PASSWORD,
    CAMUNDA_TENANT_ID: settings.CAMUNDA_DEFAULT_TENANT_ID,
    CAMUNDA_CUSTOM_CERT_CHAIN_PATH: settings.CAMUNDA_MTLS_CERT_PATH,
    CAMUNDA_CUSTOM_PRIVATE_KEY_PATH: settings.CAMUNDA_MTLS_KEY_PATH,
    CAMUNDA_CUSTOM_ROOT_CERT_PATH: settings.CAMUNDA_MTLS_CA_PATH,
    CAMUNDA_LOG_LEVEL: logLevels.find((level) => level === settings.CAMUNDA_SDK_LOG_LEVEL),
  };
}

const logLevels = ["none", "error", "warn", "info", "http", "verbose", "debug", "silly"] as const;

function withoutUndefined<T extends Record<string, string | undefined>>(
  settings: T,
): { [K in keyof T]?: Exclude<T[K], undefined> };
function withoutUndefined(settings: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
