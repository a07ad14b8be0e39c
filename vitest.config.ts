import { defineConfig } from "vitest/config";

/** Three levels by folder: pure logic and TCP in Node, objects and queues in workerd, whole processes end to end. */
export default defineConfig({
  test: {
    projects: [
      "./vitest.workers.config.ts",
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
      { test: { name: "connector", include: ["test/connector/**/*.test.ts"], testTimeout: 20_000 } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
