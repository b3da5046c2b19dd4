import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A real Camunda with Tasklist and Operate: npm run test:camunda. Real brokers that are killed: npm run test:brokers.
    exclude: [...configDefaults.exclude, "test/full-stack/**", "test/brokers/**"],
    // Answers of the engine are checked against the published API by the client itself, missing and unknown fields included.
    env: { CAMUNDA_SDK_VALIDATION: "res:fanatical", TZ: "Europe/Berlin" },
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
