import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { EVENTS } from "../../src/domain/events.ts";
import { CHALLENGE_STATES } from "../../src/domain/challenge-state.ts";
import { REPORT_STATES } from "../../src/domain/report-state.ts";
import { LANGUAGES, loadTexts, readTexts } from "../../src/portal/middleware/language.ts";

const PORTAL = fileURLToPath(new URL("../../src/portal/", import.meta.url));

function keysOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`));
}

const german = keysOf(readTexts("de")).toSorted();

describe("the texts of the portal", () => {
  it("are complete in both languages", () => {
    expect(keysOf(readTexts("en")).toSorted()).toEqual(german);
  });

  it("have a text for every key that a template names", () => {
    const templates = readdirSync(PORTAL, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".hbs"),
    );
    const named = templates.flatMap((name) =>
      [...readFileSync(`${PORTAL}${name}`, "utf8").matchAll(/\{\{t "([\w.-]+)"/g)].map(
        ([, key]) => `${name}: ${key ?? ""}`,
      ),
    );
    const known = new Set(german.flatMap((key) => [key, key.replace(/_(zero|one|other)$/, "")]));
    expect(named.filter((entry) => !known.has(entry.split(": ")[1] ?? ""))).toEqual([]);
    expect(templates.length).toBeGreaterThan(20);
  });

  it.each(LANGUAGES)("name every state and every event in %s", async (language) => {
    const texts = await loadTexts();
    const t = texts.getFixedT(language);
    const keys = [...CHALLENGE_STATES, ...REPORT_STATES].map((state) => `state.${state}`);
    const events = EVENTS.map((event) => `event.${event}`);
    expect([...keys, ...events].filter((key) => t(key) === key)).toEqual([]);
  });
});
