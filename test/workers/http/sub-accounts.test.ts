import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { scopes } from "../../../src/accounts/scopes.ts";
import { createdAccountSchema, listedAccountSchema } from "../../../src/http/operations/accounts/account-schemas.ts";
import { createdKeySchema } from "../../../src/http/operations/keys/key-schemas.ts";
import { addKey, makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

const listSchema = z.object({ data: z.array(listedAccountSchema), nextCursor: z.string().nullable() });

const makeParent = () => makeAccount({ limits: { maxSubAccounts: 2, dailySegments: 100 }, senders: ["Elibom"] });

async function makeChild(key: string, body: object = { name: "Child" }) {
  return createdAccountSchema.parse((await call("POST", "/v1/accounts", { key, body })).body);
}

const change = (key: string, id: string, body: object) => call("PATCH", `/v1/accounts/${id}`, { key, body });
const send = (key: string) => call("POST", "/v1/messages", { key, body: aMessage });

describe("a sub-account", () => {
  it("sends with a key of its own, within what its parent may", async ({ expect }) => {
    const parent = await makeParent();
    const child = await makeChild(parent.key, { name: "Lima", limits: { dailySegments: 10 } });
    expect(child).toMatchObject({
      parentId: parent.id,
      limits: { dailySegments: 10, maxSubAccounts: 0 },
      senders: [{ address: "Elibom" }],
    });
    expect(child.apiKey.scopes).toEqual(scopes.filter((scope) => scope !== "accounts:manage"));
    expect((await send(child.apiKey.key)).status).toBe(202);
    const listed = listSchema.parse((await call("GET", "/v1/accounts", { key: parent.key })).body);
    expect(listed.data).toEqual([
      { id: child.id, name: "Lima", status: "active", parentId: parent.id, createdAt: child.createdAt },
    ]);
    expect((await call("GET", "/v1/account", { key: parent.key })).body).toMatchObject({ use: { subAccounts: 1 } });
  });

  it("is suspended and activated by its parent", async ({ expect }) => {
    const parent = await makeParent();
    const child = await makeChild(parent.key);
    expect((await change(parent.key, child.id, { status: "suspended" })).status).toBe(200);
    expect(problemOf(await send(child.apiKey.key)).code).toBe("account_suspended");
    expect((await call("GET", `/v1/accounts/${child.id}`, { key: parent.key })).body).toMatchObject({
      status: "suspended",
    });
    await change(parent.key, child.id, { status: "active" });
    expect((await send(child.apiKey.key)).status).toBe(202);
  });

  it("that an operator has suspended stays so until an operator ends it", async ({ expect }) => {
    const parent = await makeParent();
    const child = await makeChild(parent.key);
    const byOperator = (status: string) =>
      call("PATCH", `/admin/v1/accounts/${child.id}`, { key: env.ADMIN_KEY, body: { status } });
    expect((await byOperator("suspended")).status).toBe(200);
    expect(problemOf(await change(parent.key, child.id, { status: "active" })).code).toBe("account_suspended");
    expect((await change(parent.key, child.id, { name: "Renamed" })).status).toBe(200);
    expect(problemOf(await send(child.apiKey.key)).code).toBe("account_suspended");
    expect((await byOperator("active")).status).toBe(200);
    expect((await send(child.apiKey.key)).status).toBe(202);
  });

  it("has its keys made, listed and taken back by its parent", async ({ expect }) => {
    const parent = await makeParent();
    const child = await makeChild(parent.key);
    const path = `/v1/accounts/${child.id}/keys`;
    const made = createdKeySchema.parse((await call("POST", path, { key: parent.key, body: {} })).body);
    expect((await send(made.key)).status).toBe(202);
    expect((await call("GET", path, { key: parent.key })).body).toMatchObject({ data: [{ id: made.id }, {}] });
    expect((await call("DELETE", `${path}/${made.id}`, { key: parent.key })).status).toBe(204);
    expect((await send(made.key)).status).toBe(401);
  });

  it("gets no limit above its parent's, and no scope that the parent's key lacks", async ({ expect }) => {
    const parent = await makeParent();
    const over = await call("POST", "/v1/accounts", {
      key: parent.key,
      body: { name: "a", limits: { dailySegments: null, maxSubAccounts: 1, burstSegments: 1_000 } },
    });
    expect(problemOf(over).errors?.map(({ path }) => path)).toEqual(["limits.dailySegments", "limits.maxSubAccounts"]);
    const weak = await addKey(parent.id, { scopes: ["accounts:manage", "messages:write"] });
    const child = await makeChild(weak.key);
    expect(child.apiKey.scopes).toEqual(["messages:write"]);
    const more = await call("POST", `/v1/accounts/${child.id}/keys`, {
      key: weak.key,
      body: { scopes: ["messages:read"] },
    });
    expect(problemOf(more).code).toBe("missing_scope");
    expect(problemOf(await change(parent.key, child.id, { limits: { dailySegments: 101 } })).errors).toMatchObject([
      { path: "limits.dailySegments" },
    ]);
  });

  it("is not made for a parent that is suspended", async ({ expect }) => {
    const parent = await makeParent();
    await env.ACCOUNT.getByName(parent.id).profile.update(
      { kind: "operator", name: "test" },
      { status: "suspended" },
      undefined,
    );
    const answer = await call("POST", "/v1/accounts", { key: parent.key, body: { name: "Child" } });
    expect([answer.status, problemOf(answer).code]).toEqual([403, "account_suspended"]);
  });

  it("is one of so many as the parent may have, and has none itself", async ({ expect }) => {
    const parent = await makeParent();
    const child = await makeChild(parent.key);
    await makeChild(parent.key);
    const third = await call("POST", "/v1/accounts", { key: parent.key, body: { name: "Third" } });
    expect([third.status, problemOf(third).code]).toEqual([409, "limit_reached"]);

    await call("PATCH", `/admin/v1/accounts/${child.id}`, {
      key: env.ADMIN_KEY,
      body: { limits: { maxSubAccounts: 5 } },
    });
    const manager = await addKey(child.id, { scopes: ["accounts:manage"] });
    const grandchild = await call("POST", "/v1/accounts", { key: manager.key, body: { name: "Grandchild" } });
    expect(problemOf(grandchild).code).toBe("limit_reached");
  });
});

describe("keys that are no parent's", () => {
  it("reach no sub-account, whatever they try", async ({ expect }) => {
    const child = await makeChild((await makeParent()).key);
    const stranger = await makeParent();
    for (const [method, rest, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { status: "suspended" }],
      ["GET", "/keys", undefined],
      ["POST", "/keys", {}],
      ["DELETE", `/keys/${child.apiKey.id}`, undefined],
      ["POST", `/keys/${child.apiKey.id}/rotate`, {}],
    ] as const) {
      for (const id of [child.id, "nonsense"]) {
        const path = `/v1/accounts/${id}${rest}`;
        const answer = await call(method, path, { key: stranger.key, ...(body !== undefined && { body }) });
        expect(answer.status, path).toBe(404);
        const byChild = await call(method, path, { key: child.apiKey.key, ...(body !== undefined && { body }) });
        expect(byChild.status, path).toBe(403);
      }
    }
    expect((await send(child.apiKey.key)).status).toBe(202);
    expect((await call("GET", "/v1/accounts", { key: stranger.key })).body).toMatchObject({ data: [] });
    expect((await call("POST", "/v1/accounts", { key: child.apiKey.key, body: { name: "a" } })).status).toBe(403);
    expect((await call("GET", "/v1/accounts", { key: child.apiKey.key })).status).toBe(403);
  });
});
