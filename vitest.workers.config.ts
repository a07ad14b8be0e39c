import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Tests that run inside workerd, on the bindings of wrangler.toml. */
export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          KEY_SECRET: "test-key-secret",
          ADMIN_KEY: "test-admin-key",
          CONNECTOR_TOKEN: "test-connector-token",
          CREDENTIALS_KEY: btoa("0123456789abcdef0123456789abcdef"),
          TEST_MIGRATIONS: await readD1Migrations("migrations"),
        },
      },
    }),
  ],
  test: {
    name: "workers",
    include: ["test/workers/**/*.test.ts"],
    setupFiles: ["./test/workers/support/apply-migrations.ts", "./test/workers/support/object-rooms.ts"],
    testTimeout: 20_000,
  },
}));
