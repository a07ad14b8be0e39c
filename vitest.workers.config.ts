import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { Response } from "miniflare";
import { defineConfig } from "vitest/config";

/** Tests that run inside workerd, on the bindings of wrangler.toml. */
export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      main: "./test/workers/support/worker.ts",
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        // What a test leaves under way outlives its own stand-in for `fetch`: nobody gets out of here, not even to a name server.
        outboundService: () => new Response("tests have no network", { status: 503 }),
        // Databases of months, which tests of them bind under their names.
        d1Databases: ["MONTH_ONE", "MONTH_TWO"],
        bindings: {
          KEY_SECRET: "test-key-secret",
          ADMIN_KEY: "test-admin-key",
          CONNECTOR_TOKEN: "test-connector-token",
          CREDENTIALS_KEY: btoa("0123456789abcdef0123456789abcdef"),
          // Its queue holds lines for half a minute, which is several test files; tests of it catch them.
          EVENT_LOG: "off",
          TEST_MIGRATIONS: await readD1Migrations("migrations"),
        },
      },
    }),
  ],
  test: {
    name: "workers",
    include: ["test/workers/**/*.test.ts"],
    setupFiles: ["./test/workers/support/start-afresh.ts", "./test/workers/support/object-rooms.ts"],
    sequence: { setupFiles: "list" },
    testTimeout: 60_000,
    // One workerd for each core; start-afresh.ts keeps the files apart.
    isolate: false,
    maxWorkers: 2,
  },
}));
