import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { findRetention } from "../../../src/db/retention/settings.ts";
import { call, problemOf } from "../http/support/api.ts";
import { addKey, makeAccount } from "../support/accounts.ts";
import { runAccountAlarms } from "./account-alarms.ts";
import { dayMs } from "./scene.ts";

const nothing = { textDays: null, numberDays: null, messageDays: null, inboundDays: null, archive: null };
const forEver = { ...nothing, archive: true };

describe("what an account keeps", () => {
  it("is the operator's until it is set, and then its own", async ({ expect }) => {
    const { id, key } = await makeAccount();
    expect((await call("GET", "/v1/retention", { key })).body).toEqual({ ...nothing, effective: forEver });
    const wanted = { ...nothing, textDays: 30, messageDays: 400, archive: false };
    const set = await call("PUT", "/v1/retention", { key, body: wanted });
    expect([set.status, set.body]).toEqual([200, { ...wanted, effective: wanted }]);
    expect((await call("GET", "/v1/retention", { key })).body).toEqual({ ...wanted, effective: wanted });
    expect(await findRetention(env.DB, id)).toEqual(wanted);
    const back = await call("PUT", `/admin/v1/accounts/${id}/retention`, { key: env.ADMIN_KEY, body: nothing });
    expect(back.body).toEqual({ ...nothing, effective: forEver });
    const { body } = await call("GET", `/admin/v1/audit?account=${id}`, { key: env.ADMIN_KEY });
    expect(body).toMatchObject({ data: [{ action: "retention.changed" }, { action: "retention.changed" }] });
  });

  it("is a key's to change that has the scope, and to see for one that sees the account", async ({ expect }) => {
    const { id } = await makeAccount();
    const { key } = await addKey(id, { scopes: ["account:read"] });
    expect((await call("GET", "/v1/retention", { key })).status).toBe(200);
    const refused = await call("PUT", "/v1/retention", { key, body: nothing });
    expect(problemOf(refused)).toMatchObject({ code: "missing_scope" });
  });

  it.for<[string, object]>([
    ["textDays", { textDays: 0 }],
    ["numberDays", { numberDays: 1.5 }],
    ["messageDays", { messageDays: 6 }],
    ["inboundDays", { inboundDays: 3_651 }],
    ["archive", { archive: "yes" }],
  ])("has no other %s than it may have", async ([path, wrong], { expect }) => {
    const { key } = await makeAccount();
    const refused = await call("PUT", "/v1/retention", { key, body: { ...nothing, ...wrong } });
    expect(problemOf(refused)).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  });

  it("bounds the feed and whatever else of its object has texts and numbers in it", async ({ expect }) => {
    const { id, key } = await makeAccount();
    const account = env.ACCOUNT.getByName(id);
    const agedMs = Date.now() - 5 * dayMs;
    const fill = () =>
      runInDurableObject(account, (_object, { storage: { sql } }) => {
        for (const chunkId of ["a", "b"]) {
          sql.exec(
            "INSERT INTO feed (chunk_id, recorded_at_ms, events, types, body) VALUES (?, ?, 1, '[]', '[]')",
            chunkId,
            agedMs,
          );
        }
        sql.exec("INSERT OR IGNORE INTO concatenation_references VALUES ('s', '+573001234567', 1, ?)", agedMs);
        sql.exec("INSERT OR IGNORE INTO schedule_failures VALUES ('x', 1, ?, 'unreadable', 'text')", agedMs);
      });
    const left = () =>
      runInDurableObject(account, (_object, { storage: { sql } }) =>
        ["feed", "concatenation_references", "schedule_failures"].map(
          (table) => sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n,
        ),
      );
    await fill();
    await runAccountAlarms(id);
    expect(await left()).toEqual([2, 1, 1]);
    await call("PUT", "/v1/retention", { key, body: { ...nothing, numberDays: 3 } });
    await runAccountAlarms(id);
    // The feed keeps its newest row, by which it knows how far it is.
    expect(await left()).toEqual([1, 0, 0]);
  });
});
