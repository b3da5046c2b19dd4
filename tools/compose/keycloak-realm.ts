import type { IdentityPlan } from "../../src/camunda/provision/plan.ts";
import { SERVICE } from "./spring-identity.ts";

/** What the realm holds in clear; the file is a secret itself. */
interface RealmSecrets {
  readonly camunda: string;
  readonly kim: string;
  /** First password by user name; it has to be changed at the first log-in. */
  readonly passwords: ReadonlyMap<string, string>;
}

/** Keycloak's realm "kim": people with their groups, Camunda as the client they log in to, the application as a client of its own. */
export function keycloakRealm(plan: IdentityPlan, secrets: RealmSecrets) {
  return {
    realm: "kim",
    displayName: "KIM-Regelkreis",
    enabled: true,
    internationalizationEnabled: true,
    supportedLocales: ["de", "en"],
    defaultLocale: "de",
    bruteForceProtected: true,
    clients: [camundaClient(secrets.camunda), serviceClient(secrets.kim)],
    groups: plan.groups.map(({ groupId, name }) => ({ name: groupId, attributes: { bezeichnung: [name] } })),
    users: plan.users.map((user) => userOf(plan, user, secrets.passwords)),
  };
}

function camundaClient(secret: string) {
  return {
    clientId: "camunda",
    name: "Camunda 8",
    secret,
    standardFlowEnabled: true,
    directAccessGrantsEnabled: false,
    redirectUris: ["http://localhost:8080/sso-callback"],
    attributes: { "post.logout.redirect.uris": "http://localhost:8080/*" },
    protocolMappers: [GROUPS, AUDIENCE],
  };
}

function serviceClient(secret: string) {
  return {
    clientId: SERVICE,
    name: "KIM-Regelkreis",
    secret,
    standardFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: true,
    protocolMappers: [AUDIENCE, CLIENT_ID],
  };
}

const GROUPS = {
  name: "groups",
  protocol: "openid-connect",
  protocolMapper: "oidc-group-membership-mapper",
  config: { "claim.name": "groups", "full.path": "false", "id.token.claim": "true", "access.token.claim": "true" },
};

const AUDIENCE = {
  name: "audience",
  protocol: "openid-connect",
  protocolMapper: "oidc-audience-mapper",
  config: { "included.client.audience": "camunda", "access.token.claim": "true", "id.token.claim": "false" },
};

/** Camunda tells an application from a person by this claim. */
const CLIENT_ID = {
  name: "client id",
  protocol: "openid-connect",
  protocolMapper: "oidc-hardcoded-claim-mapper",
  config: {
    "claim.name": "client_id",
    "claim.value": SERVICE,
    "jsonType.label": "String",
    "access.token.claim": "true",
  },
};

function userOf(
  plan: IdentityPlan,
  { username, name, email }: IdentityPlan["users"][number],
  passwords: ReadonlyMap<string, string>,
) {
  const at = name.lastIndexOf(" ");
  return {
    username,
    email,
    emailVerified: true,
    enabled: true,
    firstName: at === -1 ? name : name.slice(0, at),
    lastName: at === -1 ? name : name.slice(at + 1),
    groups: plan.groups.filter(({ members }) => members.includes(username)).map(({ groupId }) => `/${groupId}`),
    credentials: [{ type: "password", value: passwords.get(username), temporary: true }],
  };
}
