import { defineConfig } from "vitest/config";

/** The tests against a real Camunda 8.6 with Tasklist and Operate; one stack for all of them, so one after the other. */
export default defineConfig({
  test: {
    include: ["test/full-stack/**/*.test.ts"],
    globalSetup: "test/full-stack/global-setup.ts",
    fileParallelism: false,
    pool: "forks",
    env: { TZ: "Europe/Berlin" },
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
  },
});
