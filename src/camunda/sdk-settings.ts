import type { Environment } from "../platform/config/schema.ts";

/** Variables of the official client. */
export type ClientVariable = Extract<keyof Environment, `CAMUNDA_${string}`>;

const logLevels = ["none", "error", "warn", "info", "http", "verbose", "debug", "silly"] as const;

/** The SDK reads its older names before the official ones, so each setting is given under the name it reads first. */
export function sdkSettings(settings: Partial<Pick<Environment, ClientVariable>>) {
  return withoutUndefined({
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
  });
}

function withoutUndefined<T extends Record<string, string | undefined>>(
  settings: T,
): { [K in keyof T]?: Exclude<T[K], undefined> };
function withoutUndefined(settings: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
