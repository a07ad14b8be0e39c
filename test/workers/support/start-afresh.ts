import { type D1Migration, applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { untilIdle } from "./under-way.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      /** Put there by vitest.workers.config.ts. */
      TEST_MIGRATIONS: D1Migration[];
    }
  }
}

// Test files share a workerd, since to start one takes longer than most of them run. So what the file before this one left is
// taken away: objects and databases, and the modules with all that they remember.
await untilIdle();
await reset();
vi.resetModules();
// Ahead of any test's imports, so that modules are loaded in the order of production.
await import("./worker.ts");
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
