import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityPlan, type IdentityPlan } from "../../src/camunda/provision/plan.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { loadProfile, openRegister, seedRegister, staffOf } from "../../src/register/index.ts";
import { keycloakRealm } from "./keycloak-realm.ts";
import { secretIn, writeSecret } from "./secret-files.ts";
import { basicIdentity, oidcIdentity, passwordName } from "./spring-identity.ts";

/** Where the files of docker-compose.yml lie. */
export interface IdentityFolders {
  readonly identity: string;
  readonly secrets: string;
}

const KEYCLOAK = { outside: "http://localhost:8081", inside: "http://keycloak:8080" };

/** The plan of a profile: its groups, and with `people` the profile's people too, as the register takes them with the demo only. */
export async function planOfProfile(
  directory: string,
  { people }: { readonly people: boolean },
): Promise<IdentityPlan> {
  const profile = await loadProfile(directory);
  const register = await openRegister({ file: ":memory:", clock: systemClock });
  try {
    await seedRegister(register, { ...profile, demoAccounts: [] }, { demo: people });
    return identityPlan(await staffOf(register));
  } finally {
    await register.close();
  }
}

/** Writes what Camunda and Keycloak read at their first start; needs the secrets, and makes the people's first passwords once. */
export function writeIdentity(plan: IdentityPlan, folders: IdentityFolders, idpUrl = KEYCLOAK.outside): void {
  const users = join(folders.secrets, "users");
  // Mounted as a whole: the user in the container has to look into it. The folder above is closed.
  mkdirSync(users, { recursive: true, mode: 0o755 });
  mkdirSync(folders.identity, { recursive: true });
  const passwords = new Map(
    plan.users.map(({ username }) => [username, secretIn(join(users, passwordName(username)))] as const),
  );
  writeFileSync(join(folders.identity, "basic.yaml"), basicIdentity(plan));
  writeFileSync(join(folders.identity, "oidc.yaml"), oidcIdentity(plan, { ...KEYCLOAK, outside: idpUrl }));
  const secret = (name: string): string => readFileSync(join(folders.secrets, name), "utf8");
  const realm = keycloakRealm(plan, {
    camunda: secret("keycloak_camunda_secret"),
    kim: secret("keycloak_kim_secret"),
    passwords,
  });
  writeSecret(join(folders.secrets, "keycloak_realm"), JSON.stringify(realm, undefined, 2));
}
