import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import {
  accountSchema,
  changedAccountSchema,
  createdAccountSchema,
  listedAccountSchema,
} from "../../../src/http/operations/accounts/account-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { defaultLimits } from "../../../src/accounts/account.ts";
import { scopes } from "../../../src/accounts/scopes.ts";
import { makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

const key = env.ADMIN_KEY;

async function create(body: Record<string, unknown>) {
  return createdAccountSchema.parse((await call("POST", "/admin/v1/accounts", { key, body })).body);
}

describe("POST /admin/v1/accounts", () => {
  it("makes an account whose key can send and read", async ({ expect }) => {
    const answer = await call("POST", "/admin/v1/accounts", { key, body: { name: "Elibom" } });
    expect(answer.status).toBe(201);
    const account = createdAccountSchema.parse(answer.body);
    expect(account).toMatchObject({ name: "Elibom", limits: defaultLimits, senders: null });
    expect(account.apiKey.scopes).toEqual(scopes);
    const sent = await call("POST", "/v1/messages", { key: account.apiKey.key, body: aMessage });
    expect(sent.status).toBe(202);
    expect((await call("GET", "/v1/messages", { key: account.apiKey.key })).status).toBe(200);
  });

  it("takes limits and senders, in the form messages have them", async ({ expect }) => {
    const account = await create({
      name: "Elibom",
      limits: { segmentsPerSecond: 0.5, burstSegments: 7 },
      senders: ["Elibom", " Elibom ", "00573001234567", "89555"],
    });
    expect(account.limits).toEqual({ ...defaultLimits, segmentsPerSecond: 0.5, burstSegments: 7 });
    expect(account.senders).toEqual([
      { address: "Elibom", kind: "alphanumeric", status: "active", countries: null },
      { address: "+573001234567", kind: "international", status: "active", countries: null },
      { address: "89555", kind: "short_code", status: "active", countries: null },
    ]);
    const send = (from: string) =>
      call("POST", "/v1/messages", { key: account.apiKey.key, body: { ...aMessage, from } });
    expect((await send("+57 300 123 4567")).headers.get("ratelimit-limit")).toBe("7");
    expect((await send("Other")).status).toBe(400);
  });

  it.for<[string, Record<string, unknown>, string, string]>([
    ["no name", {}, "invalid_request", "name"],
    ["an empty name", { name: "" }, "invalid_request", "name"],
    ["a limit of 0", { name: "a", limits: { burstSegments: 0 } }, "invalid_request", "limits.burstSegments"],
    ["a limit there is not", { name: "a", limits: { perDay: 1 } }, "invalid_request", "limits.perDay"],
    ["a sender that is none", { name: "a", senders: ["Elibom", "1"] }, "invalid_sender", "senders.1"],
    ["a field there is not", { name: "a", id: "acc_1" }, "invalid_request", "id"],
  ])("refuses %s", async ([, body, code, path], { expect }) => {
    const answer = await call("POST", "/admin/v1/accounts", { key, body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ code, errors: [{ path, code }] });
  });
});

describe("GET /admin/v1/accounts", () => {
  it("lists accounts, newest first, page by page and without their keys", async ({ expect }) => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.unshift((await create({ name: `Account ${count}` })).id);
    const schema = pageSchema(listedAccountSchema);
    const first = schema.parse((await call("GET", "/admin/v1/accounts?limit=2", { key })).body);
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    expect(first.data[0]).toMatchObject({ name: "Account 2" });
    const next = await call("GET", `/admin/v1/accounts?limit=2&cursor=${first.nextCursor}`, { key });
    expect(schema.parse(next.body).data[0]?.id).toBe(made[2]);
    expect(JSON.stringify(next.body)).not.toContain("hg_");
  });

  it("finds accounts by a part of the name, by the id, and by whose they are", async ({ expect }) => {
    const parent = await create({ name: "Clínica del Norte", limits: { maxSubAccounts: 1 } });
    const sub = await call("POST", "/v1/accounts", { key: parent.apiKey.key, body: { name: "100% salud" } });
    const { id: subId } = sub.body as { id: string };
    const found = async (query: string): Promise<string[]> => {
      const answer = await call("GET", `/admin/v1/accounts?${query}`, { key });
      return pageSchema(listedAccountSchema)
        .parse(answer.body)
        .data.map(({ id }) => id);
    };
    expect(await found("search=del%20NORTE")).toEqual([parent.id]);
    expect(await found(`search=${subId}`)).toEqual([subId]);
    expect(await found("search=100%25")).toEqual([subId]);
    expect(await found("search=nobody")).toEqual([]);
    expect(await found(`parent=${parent.id}`)).toEqual([subId]);
  });

  it("refuses a cursor it did not give", async ({ expect }) => {
    const answer = await call("GET", "/admin/v1/accounts?cursor=e30", { key });
    expect(problemOf(answer).code).toBe("invalid_cursor");
  });
});

describe("GET /v1/account", () => {
  it("tells a key its own account, its limits and what is used of them", async ({ expect }) => {
    const account = await makeAccount({ name: "Mine", limits: { dailySegments: 10 } });
    await call("POST", "/v1/messages", { key: account.key, body: aMessage });
    const answer = await call("GET", "/v1/account", { key: account.key });
    expect(accountSchema.parse(answer.body)).toMatchObject({
      id: account.id,
      name: "Mine",
      limits: { dailySegments: 10 },
      use: { day: { segments: 1 }, month: null, subAccounts: 0 },
    });
  });

  it("wants scope account:read", async ({ expect }) => {
    const { key } = await makeAccount({ scopes: ["messages:write"] });
    expect((await call("GET", "/v1/account", { key })).status).toBe(403);
  });
});

describe("PATCH /admin/v1/accounts/{id}", () => {
  const change = (id: string, body: unknown, headers: Record<string, string> = {}) =>
    call("PATCH", `/admin/v1/accounts/${id}`, { key, body, headers });

  it("changes what is named and leaves the rest, for the list too", async ({ expect }) => {
    const { id } = await create({ name: "Before", limits: { burstSegments: 7 } });
    const answer = await change(id, { name: "After", limits: { dailySegments: 5 } });
    expect(changedAccountSchema.parse(answer.body)).toMatchObject({
      name: "After",
      limits: { ...defaultLimits, burstSegments: 7, dailySegments: 5 },
    });
    const got = await call("GET", `/admin/v1/accounts/${id}`, { key });
    expect(got.body).toMatchObject({ name: "After", use: { day: { segments: 0 } } });
    expect((await call("GET", "/admin/v1/accounts?limit=1", { key })).body).toMatchObject({
      data: [{ id, name: "After", status: "active" }],
    });
  });

  it("refuses a change to a version that was replaced", async ({ expect }) => {
    const { id } = await create({ name: "Before" });
    const { headers } = await call("GET", `/admin/v1/accounts/${id}`, { key });
    const etag = headers.get("etag") ?? "";
    expect((await change(id, { name: "One" }, { "if-match": etag })).headers.get("etag")).toBe('"2"');
    const late = await change(id, { name: "Two" }, { "if-match": etag });
    expect([late.status, problemOf(late).code]).toEqual([412, "version_conflict"]);
  });

  it("suspends an account, which then sends nothing and still reads", async ({ expect }) => {
    const account = await create({ name: "Elibom" });
    await change(account.id, { status: "suspended" });
    const sent = await call("POST", "/v1/messages", { key: account.apiKey.key, body: aMessage });
    expect([sent.status, problemOf(sent).code]).toEqual([403, "account_suspended"]);
    expect((await call("GET", "/v1/messages", { key: account.apiKey.key })).status).toBe(200);
    await change(account.id, { status: "active" });
    expect((await call("POST", "/v1/messages", { key: account.apiKey.key, body: aMessage })).status).toBe(202);
  });

  it.for<[Record<string, unknown>, string]>([
    [{ status: "gone" }, "status"],
    [{ limits: { dailySegments: -1 } }, "limits.dailySegments"],
    [{ allowedDestinations: { countries: ["Colombia"] } }, "allowedDestinations.countries.0"],
    [{ senders: ["Elibom"], senderPools: [{ name: "p", senders: ["Other"] }] }, "senderPools.0.senders.0"],
    [{ id: "acc_1" }, "id"],
  ])("refuses %j", async ([body, path], { expect }) => {
    const { id } = await create({ name: "Elibom" });
    const answer = await change(id, body);
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ errors: [{ path }] });
  });

  it("knows no account that is none", async ({ expect }) => {
    for (const id of [ids.next("account"), "nonsense"]) {
      expect((await change(id, { name: "a" })).status).toBe(404);
      expect((await call("GET", `/admin/v1/accounts/${id}`, { key })).status).toBe(404);
    }
  });
});
