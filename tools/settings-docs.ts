import { readFileSync, writeFileSync } from "node:fs";
import { configurationTable, environmentExample } from "../src/platform/config/example.ts";

/** Writes .env.example and the README's table of settings from the schema. */
const readme = new URL("../README.md", import.meta.url);
const BETWEEN = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/;

writeFileSync(new URL("../.env.example", import.meta.url), environmentExample());
writeFileSync(
  readme,
  readFileSync(readme, "utf8").replace(
    BETWEEN,
    (_all, before: string, after: string) => `${before}\n${configurationTable()}\n${after}`,
  ),
);
