import { stringify } from "yaml";
import { TASK_WORKER, type IdentityPlan } from "../../src/camunda/provision/plan.ts";

/** The application's own user, or client, of Camunda. */
export const SERVICE = "kim";

/** Name of the file below compose/secrets/users, and of the property, that holds a person's first password. */
export function passwordName(username: string): string {
  return `kim_user_${username}`;
}

const HEAD = `Made by "npm run compose:identity" from the profile; changes here are lost.
 Camunda creates at its start what is missing and changes nothing that is there: "kim provision" brings later changes in.`;

/** Spring configuration for Camunda's own passwords: users, groups, memberships, role and rights. */
export function basicIdentity(plan: IdentityPlan): string {
  const service = { username: SERVICE, name: "KIM-Regelkreis", email: "kim@example.org" };
  return configuration({
    initialization: {
      users: [service, ...plan.users].map((user) => ({
        ...user,
        password: `\${${user === service ? "camunda_kim_password" : passwordName(user.username)}}`,
      })),
      groups: plan.groups.map(({ members, ...group }) => ({ ...group, users: members })),
      "default-roles": { admin: { users: [SERVICE] }, [TASK_WORKER]: { groups: plan.taskWorkers } },
      authorizations: authorizationsOf(plan),
    },
  });
}

/** Keycloak as seen from a browser, and from the other containers. */
interface IdentityProvider {
  readonly outside: string;
  readonly inside: string;
}

/** Spring configuration for Keycloak: users and groups come with the token, role and rights stay here. */
export function oidcIdentity(plan: IdentityPlan, { outside, inside }: IdentityProvider): string {
  const protocol = "realms/kim/protocol/openid-connect";
  return configuration({
    authentication: {
      oidc: {
        "client-id": "camunda",
        "client-secret": "${keycloak_camunda_secret}",
        // No issuer-uri: its address would have to be the same for browsers and containers.
        "authorization-uri": `${outside}/${protocol}/auth`,
        "token-uri": `${inside}/${protocol}/token`,
        "jwk-set-uri": `${inside}/${protocol}/certs`,
        // The browser goes there: whoever logs out of Tasklist is logged out of Keycloak too.
        "end-session-endpoint-uri": `${outside}/${protocol}/logout`,
        "redirect-uri": "http://localhost:8080/sso-callback",
        "username-claim": "preferred_username",
        "groups-claim": "groups",
        "client-id-claim": "client_id",
        audiences: "camunda",
      },
    },
    initialization: {
      "default-roles": { admin: { clients: [SERVICE] }, [TASK_WORKER]: { groups: plan.taskWorkers } },
      authorizations: authorizationsOf(plan),
    },
  });
}

function authorizationsOf({ authorizations }: IdentityPlan) {
  return authorizations.map(({ permissionTypes, ...authorization }) => ({
    ...authorization,
    permissions: permissionTypes,
  }));
}

function configuration(security: Record<string, unknown>): string {
  const text = stringify({ camunda: { security } }, { aliasDuplicateObjects: false });
  return `${HEAD.split("\n")
    .map((line) => `# ${line.trim()}`)
    .join("\n")}\n${text}`;
}
