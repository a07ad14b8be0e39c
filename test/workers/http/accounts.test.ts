import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import {
  createdAccountSchema,
  createdKeySchema,
  listedAccountSchema,
} from "../../../src/http/operations/accounts/account-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { defaultLimits } from "../../../src/accounts/account.ts";
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
    expect(account.apiKey.scopes).toEqual(["messages:write", "messages:read"]);
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
    expect(account.senders).toEqual(["Elibom", "+573001234567", "89555"]);
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

  it("refuses a cursor it did not give", async ({ expect }) => {
    const answer = await call("GET", "/admin/v1/accounts?cursor=e30", { key });
    expect(problemOf(answer).code).toBe("invalid_cursor");
  });
});

describe("keys of an account", () => {
  it("are made with scopes, and refused once taken back", async ({ expect }) => {
    const account = await create({ name: "Elibom" });
    const path = `/admin/v1/accounts/${account.id}/keys`;
    const answer = await call("POST", path, { key, body: { scopes: ["messages:read"] } });
    expect(answer.status).toBe(201);
    const made = createdKeySchema.parse(answer.body);
    expect(made.scopes).toEqual(["messages:read"]);
    expect((await call("GET", "/v1/messages", { key: made.key })).status).toBe(200);
    expect((await call("POST", "/v1/messages", { key: made.key, body: aMessage })).status).toBe(403);

    const revoked = await call("DELETE", `${path}/${made.id}`, { key });
    expect(revoked.status).toBe(204);
    expect(revoked.body).toBe("");
    expect(revoked.headers.get("x-request-id")).toMatch(/^req_/);
    expect((await call("GET", "/v1/messages", { key: made.key })).status).toBe(401);
    expect((await call("GET", "/v1/messages", { key: account.apiKey.key })).status).toBe(200);
    expect((await call("DELETE", `${path}/${made.id}`, { key })).status).toBe(404);
  });

  it("may do everything where no scope is named", async ({ expect }) => {
    const { id } = await create({ name: "Elibom" });
    const answer = await call("POST", `/admin/v1/accounts/${id}/keys`, { key, body: {} });
    expect(createdKeySchema.parse(answer.body).scopes).toEqual(["messages:write", "messages:read"]);
  });

  it("are those of an account there is", async ({ expect }) => {
    for (const id of [ids.next("account"), "nonsense"]) {
      expect((await call("POST", `/admin/v1/accounts/${id}/keys`, { key, body: {} })).status).toBe(404);
      expect((await call("DELETE", `/admin/v1/accounts/${id}/keys/key_1`, { key })).status).toBe(404);
    }
  });

  it.for([{ scopes: [] }, { scopes: ["admin"] }, { scope: "messages:read" }])("refuse %j", async (body, { expect }) => {
    const { id } = await create({ name: "Elibom" });
    const answer = await call("POST", `/admin/v1/accounts/${id}/keys`, { key, body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).code).toBe("invalid_request");
  });
});
