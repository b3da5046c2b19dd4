/**
 * Names of settings of Camunda 8.9 as its documentation lists them (Orchestration Cluster: configuration properties, sections cluster,
 * secondary storage and security; documentation of 8.9 as of October 2026). Whole sections, not only what we use: a setting that was
 * renamed or misspelt is in none of them. `<role>` stands for any name, `[n]` for a place in a list.
 */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  "camunda.cluster": [
    "name",
    "id",
    "size",
    "node-id",
    "partition-count",
    "replication-factor",
    "compression-algorithm",
    "gateway-id",
    "initial-contact-points",
    "network.host",
    "network.advertised-host",
    "network.port-offset",
    "network.max-message-size",
    "network.socket-send-buffer",
    "network.socket-receive-buffer",
    "network.heartbeat-timeout",
    "network.heartbeat-interval",
  ],
  "camunda.data.secondary-storage": [
    "type",
    "autoconfigure-camunda-exporter",
    "retention.enabled",
    "retention.minimum-age",
    "rdbms.url",
    "rdbms.username",
    "rdbms.password",
    "rdbms.prefix",
    "rdbms.flush-interval",
    "rdbms.queue-size",
    "rdbms.queue-memory-limit",
    "rdbms.auto-ddl",
    "rdbms.database-vendor-id",
    "rdbms.history.default-history-ttl",
    "rdbms.history.default-batch-operation-history-ttl",
    "rdbms.history.min-history-cleanup-interval",
    "rdbms.history.max-history-cleanup-interval",
    "rdbms.history.history-cleanup-batch-size",
    "rdbms.connection-pool.maximum-pool-size",
    "rdbms.connection-pool.minimum-idle",
  ],
  "camunda.security.authentication": [
    "method",
    "unprotected-api",
    "authentication-refresh-interval",
    "oidc.client-id",
    "oidc.client-secret",
    "oidc.issuer-uri",
    "oidc.redirect-uri",
    "oidc.username-claim",
    "oidc.groups-claim",
    "oidc.client-id-claim",
    "oidc.prefer-username-claim",
    "oidc.audiences",
    "oidc.scope",
    "oidc.jwk-set-uri",
    "oidc.additional-jwk-set-uris",
    "oidc.authorization-uri",
    "oidc.token-uri",
    "oidc.end-session-endpoint-uri",
    "oidc.idp-logout-enabled",
    "oidc.client-authentication-method",
    "oidc.user-info-enabled",
    "oidc.clock-skew",
    "oidc.id-token-algorithm",
  ],
  "camunda.security": [
    "id-validation-pattern",
    "authorizations.enabled",
    "csrf.enabled",
    "multi-tenancy.checks-enabled",
  ],
  "camunda.security.initialization": [
    "users[n].username",
    "users[n].name",
    "users[n].email",
    "users[n].password",
    "groups[n].groupId",
    "groups[n].name",
    "groups[n].description",
    "groups[n].clients[n]",
    "groups[n].mappingRules[n]",
    "groups[n].users[n]",
    "roles[n].roleId",
    "roles[n].name",
    "roles[n].groups[n]",
    "authorizations[n].ownerType",
    "authorizations[n].ownerId",
    "authorizations[n].resourceType",
    "authorizations[n].resourceId",
    "authorizations[n].permissions[n]",
    "default-roles.<role>.users[n]",
    "default-roles.<role>.groups[n]",
    "default-roles.<role>.clients[n]",
    "default-roles.<role>.mappingrules[n]",
  ],
  "camunda.license": ["key"],
};

/** Settings of Spring Boot, of which Camunda says that it takes all standard ones, and of the start script. */
const OTHER_VARIABLES = ["SPRING_CONFIG_IMPORT", "SPRING_PROFILES_ACTIVE", "JAVA_OPTS"];

const PROPERTIES: readonly string[] = Object.entries(DOCUMENTED).flatMap(([section, names]) =>
  names.map((name) => `${section}.${name}`),
);

/** The environment variables of these settings by Spring Boot's rule: capitals, without dashes, points as underscores. */
const VARIABLES: ReadonlySet<string> = new Set([
  ...PROPERTIES.map((name) => name.replaceAll("-", "").replaceAll(".", "_").toUpperCase()),
  ...OTHER_VARIABLES,
]);

/** The variables that are not documented. */
export function undocumentedVariables(names: readonly string[]): string[] {
  return names.filter((name) => !VARIABLES.has(name));
}

/** The keys of a configuration file, list positions as [n], that are not documented. */
export function undocumentedKeys(keys: readonly string[]): string[] {
  const patterns = PROPERTIES.map(
    (name) => new RegExp(`^${name.replaceAll(/[.[\]]/g, String.raw`\$&`).replace("<role>", String.raw`[\w-]+`)}$`),
  );
  return [...new Set(keys)].filter((key) => !patterns.some((pattern) => pattern.test(key)));
}
