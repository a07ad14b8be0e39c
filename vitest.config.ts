import { defineConfig } from "vitest/config";
import { dashboardAliases } from "./dashboard/aliases.ts";

/** Levels by folder: pure logic and TCP in Node, objects and queues in workerd, other people's programs, whole processes. */
export default defineConfig({
  test: {
    projects: [
      "./vitest.workers.config.ts",
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 20_000 } },
      {
        resolve: { alias: dashboardAliases },
        test: { name: "dashboard", include: ["dashboard/test/**/*.test.{ts,tsx}"] },
      },
      { test: { name: "connector", include: ["test/connector/**/*.test.ts"], testTimeout: 20_000 } },
      {
        test: {
          name: "peers",
          include: ["test/peers/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // Each has a stack of its own on ports of its own, and mostly waits.
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias: dashboardAliases },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One stack and one browser for all of them.
          maxWorkers: 1,
          isolate: false,
        },
      },
    ],
  },
});
