import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { defineConfig } from "@playwright/test";

const suite = dirname(createRequire(import.meta.url).resolve("@camunda/e2e-test-suite/package.json"));
const CLOCK = "**/clock-api-tests.spec.js";

/** Camunda's own suite for the REST API v2, HTTP only: the package's configuration is for its browser tests. */
export default defineConfig({
  testDir: join(suite, "dist/tests/api/v2"),
  outputDir: process.env["KIM_E2E_OUTPUT"] ?? "test-results",
  reporter: [["line"], ["json", { outputFile: process.env["KIM_E2E_REPORT"] ?? "e2e-suite.json" }]],
  retries: 0,
  timeout: 120_000,
  workers: 2,
  projects: [
    // Moves the time of everybody, so nothing else runs beside it.
    { name: "clock", testMatch: CLOCK },
    { name: "api", testMatch: "**/*.spec.js", testIgnore: CLOCK, dependencies: ["clock"] },
  ],
});
