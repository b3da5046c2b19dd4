import { fileURLToPath } from "node:url";
import { makeSecrets } from "./compose/secrets.ts";

/** Makes the secrets of docker-compose.yml that are missing. */
const folder = fileURLToPath(new URL("../compose/secrets", import.meta.url));
makeSecrets(folder);
console.log(
  `Secrets are in ${folder}. The first account of the portal is "admin", its password is in kim_admin_password.`,
);
