import { type D1Migration, applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

declare global {
  namespace Cloudflare {
    interface Env {
      /** Put there by vitest.workers.config.ts. */
      TEST_MIGRATIONS: D1Migration[];
    }
  }
}

// Applies only what has not been applied, so it does not matter that this runs once per file.
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
