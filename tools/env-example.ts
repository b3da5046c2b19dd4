import { writeFileSync } from "node:fs";
import { environmentExample } from "../src/platform/config/example.ts";

writeFileSync(new URL("../.env.example", import.meta.url), environmentExample());
