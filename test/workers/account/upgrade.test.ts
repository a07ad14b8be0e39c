import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { accountMigrations } from "../../../durable-objects/account/schema.ts";
import { defaultLimits } from "../../../src/accounts/account.ts";
import { makeAccount } from "../support/accounts.ts";

const operator = { kind: "operator", name: "test" } as const;

describe("an account of the first version", () => {
  it("keeps its name, limits, senders and keys", async ({ expect }) => {
    const { id, presented } = await makeAccount();
    const stub = env.ACCOUNT.getByName(id);
    await runInDurableObject(stub, (_object, state) => {
      const { sql } = state.storage;
      const upgrade = accountMigrations.find((migration) => migration.includes("account_document"));
      if (upgrade === undefined) throw new Error("there is no such migration");
      for (const table of ["account_document", "segment_counts", "sub_accounts", "api_keys"])
        sql.exec(`DROP TABLE ${table}`);
      sql.exec(`CREATE TABLE account (id TEXT PRIMARY KEY, name TEXT, segments_per_second REAL, burst_segments INTEGER,
        max_segments_per_message INTEGER, max_waiting_messages INTEGER, senders TEXT, created_at_ms INTEGER)`);
      sql.exec("CREATE TABLE api_keys (hash TEXT PRIMARY KEY, id TEXT, scopes TEXT, created_at_ms INTEGER)");
      sql.exec(`INSERT INTO account VALUES (?, 'Old', 0.5, 7, 3, 9, '["Elibom","89555"]', 42)`, id);
      sql.exec(`INSERT INTO api_keys VALUES (?, 'key_1', '["messages:write"]', 42)`, presented.hash);
      sql.exec(upgrade);
    });
    await evictDurableObject(stub);
    expect(await stub.profile.describe(operator)).toMatchObject({
      ok: true,
      value: {
        account: {
          id,
          version: 1,
          name: "Old",
          status: "active",
          parentId: null,
          limits: {
            ...defaultLimits,
            segmentsPerSecond: 0.5,
            burstSegments: 7,
            maxSegmentsPerMessage: 3,
            maxWaitingMessages: 9,
          },
          senders: [
            { address: "Elibom", status: "active", countries: null },
            { address: "89555", status: "active", countries: null },
          ],
          createdAtMs: 42,
        },
      },
    });
    expect(await stub.authorize(presented, "messages:write")).toEqual({ ok: true, value: { keyId: "key_1" } });
    expect(await stub.authorize(presented, "keys:manage")).toMatchObject({ error: { code: "missing_scope" } });
  });
});
