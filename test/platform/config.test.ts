import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configurationTable, environmentExample } from "../../src/platform/config/example.ts";
import { loadConfig } from "../../src/platform/config/load.ts";

describe("configuration", () => {
  it("starts the embedded engine and the demo when nothing is set", () => {
    const { config, warnings } = loadConfig({});
    expect(config).toMatchObject({ PORT: 3000, isDemo: true, camundaAddress: undefined, KIM_DATA_DIR: "./data" });
    expect(warnings).toEqual([]);
  });

  it("switches the demo off when the portal listens for other machines", () => {
    expect(loadConfig({ HOST: "0.0.0.0" }).config.isDemo).toBe(false);
    expect(loadConfig({ HOST: "0.0.0.0", KIM_DEMO: "true" }).config.isDemo).toBe(true);
  });

  it("names the variable, what was expected and what was found, for every wrong value", () => {
    const wrong = { PORT: "abc", LOG_LEVEL: "loud", CAMUNDA_REST_ADDRESS: "localhost:8080" };
    expect(() => loadConfig(wrong)).toThrow('PORT: expected a port number from 0 to 65535, but found "abc".');
    expect(() => loadConfig(wrong)).toThrow(/LOG_LEVEL: expected one of .*, but found "loud"\./);
    expect(() => loadConfig({ TZ: "Mars/Olympus" })).toThrow(
      'TZ: expected a time zone such as Europe/Berlin, but found "Mars/Olympus".',
    );
    expect(() => loadConfig(wrong)).toThrow(/CAMUNDA_REST_ADDRESS: expected an address .*"localhost:8080"\./);
  });

  it("treats an empty value as not set", () => {
    expect(loadConfig({ PORT: "" }).config.PORT).toBe(3000);
  });

  it("reads a secret from the file that NAME_FILE names", () => {
    const file = join(mkdtempSync(join(tmpdir(), "kim-secret-")), "smtp");
    writeFileSync(file, "smtp://user:geheim@mail.example:587\n");
    expect(loadConfig({ KIM_SMTP_URL_FILE: file }).config.KIM_SMTP_URL).toBe("smtp://user:geheim@mail.example:587");
  });

  it("names the file of a secret that cannot be read", () => {
    expect(() => loadConfig({ DATABASE_URL_FILE: "/no/such/file" })).toThrow(/DATABASE_URL_FILE: expected a file/);
  });

  it("never shows a secret in an error", () => {
    const short = "zu-kurz";
    expect(() => loadConfig({ KIM_SESSION_SECRET: short })).toThrow(
      /KIM_SESSION_SECRET: expected at least 32 characters/,
    );
    expect(() => loadConfig({ KIM_SESSION_SECRET: short })).not.toThrow(new RegExp(short));
  });

  it("asks for what the way of authentication needs", () => {
    expect(() => loadConfig({ CAMUNDA_AUTH_STRATEGY: "BASIC" })).toThrow(
      /CAMUNDA_BASIC_AUTH_USERNAME: expected a value/,
    );
  });

  it("accepts older names of the Camunda client and warns", () => {
    const { config, warnings } = loadConfig({ ZEEBE_REST_ADDRESS: "http://camunda:8080" });
    expect(config.camundaAddress).toBe("http://camunda:8080");
    expect(warnings).toEqual([expect.stringContaining("expected CAMUNDA_REST_ADDRESS")]);
  });

  it("is described completely by .env.example", () => {
    const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
    expect(example).toBe(environmentExample());
  });

  it("is described completely by the README's table", () => {
    const cells = (text: string): string => text.replaceAll(/[ -]+/g, " ");
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(cells(readme)).toContain(cells(configurationTable()));
  });
});
