import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../compose/secrets/", import.meta.url));
const random = (): string => randomBytes(24).toString("base64url");
const kimDatabasePassword = random();

/** One file per secret of docker-compose.yml; the database address holds the same password as the database. */
const SECRETS = {
  postgres_password: random(),
  camunda_db_password: random(),
  camunda_kim_password: random(),
  kim_db_password: kimDatabasePassword,
  kim_database_url: `postgresql://kim:${kimDatabasePassword}@database:5432/kim`,
  kim_admin_password: random(),
  kim_session_secret: randomBytes(48).toString("base64url"),
};

if (existsSync(folder)) {
  console.error(`Expected no folder ${folder} yet, but it exists: secrets are made once. Delete it to make new ones.`);
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, secret] of Object.entries(SECRETS)) writeFileSync(`${folder}${name}`, secret, { mode: 0o644 });
  console.log(
    `Secrets written to ${folder}. The first account of the portal is "admin", its password is in kim_admin_password.`,
  );
}
