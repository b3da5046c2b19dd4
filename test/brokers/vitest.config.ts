import { defineConfig } from "vitest/config";

/** Tests against real Zeebe 8.6 brokers that are killed, cut off and overloaded; one after the other, for they share the machine. */
export default defineConfig({
  test: {
    include: ["test/brokers/**/*.test.ts"],
    fileParallelism: false,
    pool: "forks",
    env: { TZ: "Europe/Berlin" },
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
