import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { insertAccount } from "../../../src/db/accounts.ts";
import { aMessage, insertMessage } from "../http/support/messages.ts";
import { call, problemOf } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { balanceOf, makePaying, operator } from "./scene.ts";

const list = {
  currency: "EUR",
  defaultPriceMicros: 9_000,
  rows: [
    { country: "CO", priceMicros: 8_000 },
    { prefix: "57300", priceMicros: 7_000 },
    { operator: "732-101", priceMicros: 6_000 },
  ],
};

function put(id: string, body: unknown, options: { query?: string; headers?: Record<string, string> } = {}) {
  const { query = "", headers = {} } = options;
  return call("PUT", `/admin/v1/prices/${id}${query}`, { key: operator, body, headers });
}

const get = (path: string) => call("GET", `/admin/v1/prices${path}`, { key: operator });
const newId = (): string => `list-${crypto.randomUUID()}`;

describe("price lists", () => {
  it("are versioned, compared and reverted", async ({ expect }) => {
    const id = newId();
    const first = await put(id, { ...list, note: "to begin with" });
    expect(first.headers.get("etag")).toBe('"1"');
    expect(first.body).toMatchObject({ id, version: 1, chargeOn: "submitted", ...list, pushed: { accounts: 0 } });
    const changed = {
      ...list,
      chargeOn: "delivered",
      rows: [{ country: "CO", priceMicros: 8_500 }, ...list.rows.slice(2)],
    };
    await put(id, changed, { headers: { "if-match": '"1"' } });
    expect((await get(`/${id}/versions/1/diff?with=2`)).body).toMatchObject({
      fields: [{ path: "chargeOn", before: "submitted", after: "delivered" }],
      added: 0,
      removed: 1,
      changed: 1,
      examples: [
        { destination: "CO", before: 8_000, after: 8_500 },
        { destination: "+57300", before: 7_000, after: null },
      ],
    });
    const reverted = await call("POST", `/admin/v1/prices/${id}/revert`, { key: operator, body: { version: 1 } });
    expect(reverted.body).toMatchObject({ version: 3, note: "Back to version 1.", chargeOn: "submitted" });
    expect((await get(`/${id}`)).body).toMatchObject({ version: 3, rows: list.rows });
    expect((await get(`/${id}/versions/2`)).body).toMatchObject({ version: 2, chargeOn: "delivered" });
    const { data } = z
      .object({ data: z.array(z.object({ version: z.number() })) })
      .parse((await get(`/${id}/versions`)).body);
    expect(data.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(JSON.stringify((await get("?limit=1000")).body)).toContain(id);
  });

  it("refuse a change that was made for another version, and another currency", async ({ expect }) => {
    const id = newId();
    await put(id, list);
    const stale = await put(id, list, { headers: { "if-match": '"7"' } });
    expect([stale.status, problemOf(stale).code]).toEqual([412, "version_conflict"]);
    expect(problemOf(await put(id, { ...list, currency: "USD" })).code).toBe("currency_conflict");
  });

  it("name the row that is wrong", async ({ expect }) => {
    const wrong = await put(newId(), { currency: "EUR", rows: [list.rows[0], { prefix: "+57", priceMicros: 1 }] });
    expect(problemOf(wrong).errors?.[0]?.path).toMatch(/^rows\.1/);
    expect(problemOf(await put("No Such Id", list)).errors?.[0]?.path).toBe("id");
    expect(problemOf(await get("/missing")).code).toBe("not_found");
  });

  it("are tried on the last hour's messages of the accounts that pay by them, and stored by nobody", async ({
    expect,
  }) => {
    const { id, priceListId } = await makePaying();
    for (const accountId of [id, (await makeAccount()).id]) {
      await insertAccount(env.DB, { id: accountId, name: "Trial", createdAtMs: 1, parentId: null, status: "active" });
      await insertMessage(accountId, { segmentCount: 2 });
      await insertMessage(accountId, { to: "+4917012345678" });
    }
    const body = { currency: "EUR", rows: [{ prefix: "57", priceMicros: 4_000 }] };
    const trial = await put(priceListId, body, { query: "?dryRun=true" });
    expect(trial.body).toMatchObject({
      dryRun: true,
      version: 1,
      diff: { added: 1 },
      total: 2,
      before: { costMicros: 30_000, unpriced: 0 },
      after: { costMicros: 8_000, unpriced: 1 },
    });
    expect((await get(`/${priceListId}`)).body).toMatchObject({ version: 1 });
  });

  it("reach their accounts, and again when the number ranges of operators change", async ({ expect }) => {
    const { key, priceListId } = await makePaying({ priceList: list });
    const price = async (): Promise<unknown> => {
      const { body } = await call("POST", "/v1/messages/preview", { key, body: aMessage });
      return z.object({ priceMicros: z.number() }).parse(body).priceMicros;
    };
    expect(await price()).toBe(7_000);
    const ranges = { ranges: [{ prefix: "573001", operator: "732-101" }] };
    await call("PUT", "/admin/v1/operators", { key: operator, body: ranges });
    expect(await price()).toBe(6_000);
    await put(priceListId, { ...list, rows: [] });
    expect(await price()).toBe(9_000);
    const pushed = await call("POST", `/admin/v1/prices/${priceListId}/push`, { key: operator });
    expect(pushed.body).toEqual({ accounts: 1, failedAccountIds: [] });
  });
});

describe("how an account pays", () => {
  it("is told to operators, and may be changed but for the currency of its ledger", async ({ expect }) => {
    const account = await makePaying({ lowBalanceMicros: 5_000 });
    const path = `/admin/v1/accounts/${account.id}/money`;
    expect((await call("GET", path, { key: operator })).body).toMatchObject({
      settings: { priceListId: account.priceListId, creditLimitMicros: 0, lowBalanceMicros: 5_000 },
      priceListVersion: 1,
      balance: { balanceMicros: 1_000_000, currency: "EUR" },
    });
    const dollars = newId();
    await put(dollars, { ...list, currency: "USD" });
    const change = (priceListId: string | null) => call("PUT", path, { key: operator, body: { priceListId } });
    expect(problemOf(await change(dollars)).code).toBe("currency_conflict");
    expect((await change(null)).status).toBe(200);
    expect(problemOf(await change(dollars)).code).toBe("currency_conflict");
    expect(await balanceOf(account)).toMatchObject({ balanceMicros: 1_000_000 });
    const free = await call("POST", "/v1/messages", { key: account.key, body: aMessage });
    expect(free.body).not.toHaveProperty("priceMicros");
    expect(problemOf(await change("missing")).errors?.[0]?.path).toBe("priceListId");
  });

  it("is nothing where it has no price list", async ({ expect }) => {
    const { id, key } = await makeAccount();
    expect(problemOf(await call("GET", "/v1/balance", { key })).code).toBe("not_charged");
    expect((await call("GET", `/admin/v1/accounts/${id}/money`, { key: operator })).body).toEqual({
      settings: null,
      priceListVersion: null,
      balance: null,
    });
  });
});
