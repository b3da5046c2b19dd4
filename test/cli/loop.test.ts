import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { runCli } from "../../src/cli/program.ts";

const HOME = fileURLToPath(new URL("../..", import.meta.url));

interface Call {
  readonly printed: string;
  readonly told: string;
  readonly exitCode: number;
}

async function kim(...args: string[]): Promise<Call> {
  const directory = mkdtempSync(join(tmpdir(), "kim-loop-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const printed: string[] = [];
  const told: string[] = [];
  let exitCode = 0;
  const environment = {
    KIM_DATA_DIR: directory,
    KIM_ENGINE_PORT: "0",
    KIM_ENGINE_GRPC_PORT: "0",
    PORT: "0",
    LOG_LEVEL: "silent",
  };
  const context = {
    environment,
    home: HOME,
    version: "test",
    print: (line: string) => void printed.push(line),
    tell: (line: string) => void told.push(line),
    printed: () => Promise.resolve(),
    isInteractive: false,
    confirm: () => Promise.resolve(false),
    onStop: () => undefined,
    setExitCode: (code: 0 | 1 | 2) => {
      exitCode = code;
    },
  };
  await runCli(context, args);
  return { printed: printed.join("\n"), told: told.join("\n"), exitCode };
}

function changed(example: string, change: (input: Record<string, unknown>) => void): string {
  const directory = mkdtempSync(join(tmpdir(), "kim-loop-input-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const input = z.record(z.string(), z.unknown()).parse(parse(readFileSync(join(HOME, "examples", example), "utf8")));
  change(input);
  const file = join(directory, "loop.yaml");
  writeFileSync(file, stringify(input));
  return file;
}

test("a loop is played from the reports to its close, and each step is printed", async () => {
  // when
  const { printed, exitCode, told } = await kim("loop", "--input", join(HOME, "examples/loop-wohnen.yaml"));
  // then
  expect(told).toBe(told.split("\n").find((line) => line.includes("starting one for this loop")));
  expect(exitCode).toBe(0);
  expect(printed).toContain("Mira Muster meldet M-");
  expect(printed).toContain("Nachricht „Schwelle erreicht: Weiterleitung prüfen“ an Karla Koordina (1 E-Mails)");
  expect(printed).toMatch(/Offen: Auftrag annehmen bei Projektgruppe Wohnen: Leitung, fällig \d\d\.\d\d\.\d{4}/);
  expect(printed).toMatch(/HF-\d{4}-001: abgeschlossen \(wirksam\)/);
  expect(printed).toMatch(/Zeitleiste\n[^]*rueckmeldung → abgeschlossen {2}\[system\]$/);
}, 240_000);

test("a denied loop ends at step 4 and nothing of the file is left over", async () => {
  const { printed, exitCode } = await kim("loop", "--json", "--input", join(HOME, "examples/loop-verneint.yaml"));
  expect(exitCode).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ herausforderungen: [{ zustand: "verneint" }], ungenutzt: [] });
}, 240_000);

test("a loop without effect goes through a second, linked round", async () => {
  const { printed, exitCode } = await kim("loop", "--json", "--input", join(HOME, "examples/loop-zwei-runden.yaml"));
  expect(exitCode).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    herausforderungen: [
      { zustand: "abgeschlossen", ergebnis: "nicht_wirksam" },
      { zustand: "abgeschlossen", ergebnis: "wirksam" },
    ],
    ungenutzt: [],
  });
}, 300_000);

test("a report with an IBAN is refused before anything is stored", async () => {
  const file = changed("loop-verneint.yaml", (input) => {
    const reports = z.array(z.record(z.string(), z.unknown())).parse(input["meldungen"]);
    input["meldungen"] = [{ ...reports[0], beschreibung: "Konto DE89 3704 0044 0532 0130 00" }];
  });
  const { told, exitCode } = await kim("loop", "--input", file);
  expect(exitCode).toBe(1);
  expect(told).toContain('Expected no identifying data in "beschreibung"');
}, 60_000);

test("a file that says something else than a loop is refused with a line for each fault", async () => {
  const file = changed("loop-verneint.yaml", (input) => {
    input["entscheidungen"] = [{ aufgabe: "meldung-pruefen", als: "koordination", nach: "bald", werte: {} }];
    delete input["meldungen"];
  });
  const { told, exitCode } = await kim("loop", "--input", file);
  expect(exitCode).toBe(1);
  expect(told).toContain("entscheidungen.0.nach: expected a duration such as P10D or P3M");
  expect(told).toContain("meldungen:");
});

test("a decision that the form does not accept names the form and the field", async () => {
  const file = changed("loop-verneint.yaml", (input) => {
    const decisions = z.array(z.record(z.string(), z.unknown())).parse(input["entscheidungen"]);
    input["entscheidungen"] = [{ ...decisions[0], werte: { pruefergebnis: "nicht_systematisch" } }];
  });
  const { told, exitCode } = await kim("loop", "--input", file);
  expect(exitCode).toBe(1);
  expect(told).toContain(
    'Expected the form "meldung-pruefen" to accept what "koordination" filled in, but: Feld_BegruendungText:',
  );
}, 60_000);
