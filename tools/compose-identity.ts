import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { AppError } from "../src/platform/errors.ts";
import { planOfProfile, writeIdentity } from "./compose/identity.ts";
import { makeSecrets } from "./compose/secrets.ts";

/** Writes users, groups, role and rights of a profile for Camunda and Keycloak, as docker-compose.yml mounts them. */
const { values, positionals } = parseArgs({ options: { people: { type: "boolean" } }, allowPositionals: true });
const profile = positionals[0] ?? process.env["KIM_PROFILE"] ?? "rsk-2021";
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

try {
  const plan = await planOfProfile(at(`municipalities/${profile}`), { people: values.people === true });
  makeSecrets(at("compose/secrets"));
  writeIdentity(plan, { identity: at("compose/identity"), secrets: at("compose/secrets") }, process.env["KIM_IDP_URL"]);
  const { groups, users, authorizations } = plan;
  console.log(
    `${profile}: ${String(groups.length)} groups, ${String(users.length)} people, ${String(authorizations.length)} authorizations in compose/identity.` +
      (values.people === true ? " First passwords are in compose/secrets/users." : ""),
  );
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
