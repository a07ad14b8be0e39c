import { describe, it } from "vitest";
import { operatorLedgerEntrySchema } from "../../../src/http/operations/money/money-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { acceptTexts, makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { balanceOf, ledgerOf, makePaying, operator, topUp } from "./scene.ts";

function adjust(accountId: string, amountMicros: number, reference: string) {
  return call("POST", `/admin/v1/accounts/${accountId}/adjustments`, {
    key: operator,
    body: { amountMicros, reference },
    headers: { "idempotency-key": crypto.randomUUID(), "x-heliograph-author": "maria@example.com" },
  });
}

describe("payments and corrections", () => {
  it("are booked once for each Idempotency-Key", async ({ expect }) => {
    const account = await makePaying({ balanceMicros: 0 });
    const first = await topUp(account.id, 500, "payment-1");
    const again = await topUp(account.id, 500, "payment-1");
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect([first, again].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    expect(problemOf(await topUp(account.id, 501, "payment-1")).code).toBe("idempotency_key_reused");
    expect(await balanceOf(account)).toMatchObject({ balanceMicros: 500 });
  });

  it("need a key, an amount and a reference, and an account that is charged", async ({ expect }) => {
    const { id } = await makePaying();
    const path = `/admin/v1/accounts/${id}/top-ups`;
    const without = await call("POST", path, { key: operator, body: { amountMicros: 1, reference: "x" } });
    expect(problemOf(without).errors?.[0]?.path).toBe("Idempotency-Key");
    const wrong = await call("POST", path, { key: operator, body: { amountMicros: 0.5 } });
    expect(problemOf(wrong).errors?.map((error) => error.path)).toEqual(["amountMicros", "reference"]);
    expect(problemOf(await topUp((await makeAccount()).id, 1)).code).toBe("not_charged");
    expect(problemOf(await topUp(ids.next("account"), 1)).code).toBe("not_found");
  });
});

describe("the ledger", () => {
  it("is read page by page, by type and by time, and sums up to the balance", async ({ expect }) => {
    const account = await makePaying({ balanceMicros: 40_000 });
    for (const amountMicros of [500, -1_500]) {
      await call("POST", "/v1/messages", { key: account.key, body: aMessage });
      await adjust(account.id, amountMicros, "rounding");
    }
    const first = await ledgerOf(account, "?limit=3");
    const rest = await ledgerOf(account, `?limit=3&cursor=${first.nextCursor}`);
    const lines = [...first.data, ...rest.data];
    expect(lines.map(({ type }) => type)).toEqual(["adjustment", "hold", "adjustment", "hold", "top_up"]);
    expect(rest.nextCursor).toBeNull();
    const sum = lines.reduce((total, { amountMicros }) => total + amountMicros, 0);
    expect([sum, lines[0]?.balanceMicros]).toEqual([19_000, (await balanceOf(account)).balanceMicros]);
    expect((await ledgerOf(account, "?type=top_up")).data).toHaveLength(1);
    const newestAt = new Date(Date.parse(lines[0]?.at ?? "") + 1).toISOString();
    expect((await ledgerOf(account, `?before=${newestAt}&type=adjustment`)).data).toHaveLength(2);
    expect((await ledgerOf(account, `?after=${newestAt}`)).data).toEqual([]);
    expect(problemOf(await call("GET", "/v1/ledger?cursor=x", { key: account.key })).code).toBe("invalid_cursor");
  });

  it("has one line for up to fifty messages that come one by one within a second", async ({ expect }) => {
    const account = await makePaying();
    const send = () => acceptTexts(account);
    await Promise.all(Array.from({ length: 60 }, send));
    const { data } = await ledgerOf(account, "?type=hold");
    expect(data.reduce((total, { messages }) => total + messages, 0)).toBe(60);
    expect(data.length).toBeLessThan(30);
    expect(Math.max(...data.map(({ messages }) => messages))).toBeLessThanOrEqual(50);
    expect(await balanceOf(account)).toMatchObject({ balanceMicros: 400_000, heldMicros: 600_000 });
  });

  it("tells operators who made a line", async ({ expect }) => {
    const { id } = await makePaying();
    await adjust(id, 1, "gift");
    const { body } = await call("GET", `/admin/v1/accounts/${id}/ledger?limit=1`, { key: operator });
    const [line] = pageSchema(operatorLedgerEntrySchema).parse(body).data;
    expect(line).toMatchObject({ type: "adjustment", author: "maria@example.com", reference: "gift" });
    const unknown = await call("GET", `/admin/v1/accounts/${ids.next("account")}/ledger`, { key: operator });
    expect(problemOf(unknown).code).toBe("not_found");
  });

  it("is CSV where that is asked for, whole, and with nothing a spreadsheet would run", async ({ expect }) => {
    const { id, key } = await makePaying({ balanceMicros: 0 });
    await adjust(id, -5, '=HYPERLINK("http://example.com")');
    await adjust(id, 7, "plain");
    const csv = await call("GET", "/v1/ledger?limit=1", { key, headers: { accept: "text/csv" } });
    expect(csv.headers.get("content-type")).toBe("text/csv");
    const lines = String(csv.body).split("\r\n");
    expect(lines[0]).toBe("id,type,at,amountMicros,balanceMicros,messages,reference");
    expect(lines[1]).toMatch(/^led_.*,adjustment,.*Z,7,2,0,plain$/);
    expect(lines[2]).toMatch(/,-5,-5,0,"'=HYPERLINK\(""http:\/\/example.com""\)"$/);
    expect(lines).toHaveLength(4);
    expect((await call("GET", "/v1/ledger?format=csv", { key })).body).toBe(csv.body);
  });
});
