import { writeFileSync } from "node:fs";
import { profileJsonSchema } from "../src/register/profile/json-schema.ts";

/** Writes the schema that editors read beside a profile.yaml; to be run after a change of the profile's schema. */
writeFileSync(new URL("../municipalities/profile.schema.json", import.meta.url), profileJsonSchema());
