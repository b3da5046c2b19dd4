import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { secretIn } from "./secret-files.ts";

const PLAIN = [
  "postgres_password",
  "camunda_db_password",
  "camunda_kim_password",
  "kim_db_password",
  "kim_admin_password",
  "keycloak_db_password",
  "keycloak_admin_password",
  "keycloak_camunda_secret",
  "keycloak_kim_secret",
] as const;

/** Makes the secrets of docker-compose.yml that are missing, a file each; what is there stays. */
export function makeSecrets(folder: string): void {
  for (const name of PLAIN) secretIn(join(folder, name));
  secretIn(join(folder, "kim_session_secret"), () => randomBytes(48).toString("base64url"));
  // The address holds the password that the database was made with.
  const password = secretIn(join(folder, "kim_db_password"));
  secretIn(join(folder, "kim_database_url"), () => `postgresql://kim:${password}@database:5432/kim`);
}
