/** A key of Camunda 8.9, as an environment variable or below "camunda" in a configuration file. */
interface DocumentedKey {
  readonly key: RegExp;
  /** Where Camunda's documentation of 8.9 names it. */
  readonly source: string;
}

const CODE = "Admin: Identity as Code";
const AUTHENTICATION = "Orchestration Cluster configuration: authentication and authorization";
const CLUSTER = "Zeebe configuration: camunda.cluster";
const RDBMS = "Secondary storage: relational databases";

/** Every variable that the Camunda services may be given. */
export const CAMUNDA_VARIABLES: readonly DocumentedKey[] = [
  { key: /^SPRING_(CONFIG_IMPORT|PROFILES_ACTIVE)$/, source: "Spring Boot: externalized configuration, profiles" },
  { key: /^CAMUNDA_CLUSTER_(NODEID|SIZE|PARTITIONCOUNT|REPLICATIONFACTOR|INITIALCONTACTPOINTS)$/, source: CLUSTER },
  { key: /^CAMUNDA_CLUSTER_NETWORK_ADVERTISEDHOST$/, source: `${CLUSTER}.network` },
  { key: /^CAMUNDA_DATA_SECONDARYSTORAGE_TYPE$/, source: "Secondary storage" },
  { key: /^CAMUNDA_DATA_SECONDARYSTORAGE_RDBMS_(URL|USERNAME|PASSWORD|HISTORY_DEFAULTHISTORYTTL)$/, source: RDBMS },
  { key: /^CAMUNDA_SECURITY_AUTHENTICATION_(METHOD|UNPROTECTEDAPI)$/, source: AUTHENTICATION },
  { key: /^CAMUNDA_SECURITY_AUTHORIZATIONS_ENABLED$/, source: AUTHENTICATION },
  { key: /^CAMUNDA_LICENSE_KEY$/, source: "Licensing" },
  { key: /^JAVA_OPTS$/, source: "Manual installation: bin/camunda" },
];

/** Every key that the generated configuration files may hold, list positions as [n]. */
export const CAMUNDA_PROPERTIES: readonly DocumentedKey[] = [
  { key: /^camunda\.security\.initialization\.users\[n\]\.(username|name|email|password)$/, source: CODE },
  { key: /^camunda\.security\.initialization\.groups\[n\]\.(groupId|name|description|users\[n\])$/, source: CODE },
  {
    key: /^camunda\.security\.initialization\.authorizations\[n\]\.(ownerType|ownerId|resourceType|resourceId|permissions\[n\])$/,
    source: CODE,
  },
  {
    key: /^camunda\.security\.initialization\.default-roles\.(admin|task-worker)\.(users|groups|clients)\[n\]$/,
    source: AUTHENTICATION,
  },
  {
    key: /^camunda\.security\.authentication\.oidc\.(client-id|client-secret|authorization-uri|token-uri|jwk-set-uri|redirect-uri|username-claim|groups-claim|client-id-claim|audiences)$/,
    source: AUTHENTICATION,
  },
];

/** The names that no documented key covers. */
export function undocumented(names: readonly string[], documented: readonly DocumentedKey[]): string[] {
  return [...new Set(names)].filter((name) => !documented.some(({ key }) => key.test(name)));
}
