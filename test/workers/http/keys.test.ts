import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { scopes } from "../../../src/accounts/scopes.ts";
import { createdKeySchema, keySchema } from "../../../src/http/operations/keys/key-schemas.ts";
import { addKey, makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

const admin = env.ADMIN_KEY;
const listSchema = z.object({ data: z.array(keySchema) });

async function make(path: string, key: string, body: unknown = {}) {
  const answer = await call("POST", path, { key, body });
  return createdKeySchema.parse(answer.body);
}

async function list(key: string) {
  return listSchema.parse((await call("GET", "/v1/keys", { key })).body).data;
}

const canRead = async (key: string) => (await call("GET", "/v1/messages", { key })).status === 200;

describe("keys, at either door", () => {
  it("are made with scopes, and refused once taken back", async ({ expect }) => {
    const account = await makeAccount();
    for (const [path, by] of [
      ["/v1/keys", account.key],
      [`/admin/v1/accounts/${account.id}/keys`, admin],
    ] as const) {
      const made = await make(path, by, { scopes: ["messages:read"], name: "Shop" });
      expect(made).toMatchObject({ scopes: ["messages:read"], name: "Shop", lastFour: made.key.slice(-4) });
      expect(await canRead(made.key)).toBe(true);
      expect((await call("POST", "/v1/messages", { key: made.key, body: aMessage })).status).toBe(403);

      const revoked = await call("DELETE", `${path}/${made.id}`, { key: by });
      expect([revoked.status, revoked.body]).toEqual([204, ""]);
      expect(await canRead(made.key)).toBe(false);
      expect((await call("DELETE", `${path}/${made.id}`, { key: by })).status).toBe(404);
    }
    expect(await canRead(account.key)).toBe(true);
  });

  it("are listed without the keys themselves, with when they were last used", async ({ expect }) => {
    const account = await makeAccount();
    const made = await make("/v1/keys", account.key, { scopes: ["messages:read"] });
    const [unused] = await list(account.key);
    expect(unused).toMatchObject({ id: made.id, lastUsedAt: null });
    await canRead(made.key);
    const [used] = await list(account.key);
    expect(Date.parse(used?.lastUsedAt ?? "")).toBeGreaterThan(0);
    expect(JSON.stringify(await list(account.key))).not.toContain(made.key.slice(0, -4));
  });

  it("may do everything where an operator names no scope", async ({ expect }) => {
    const { id } = await makeAccount();
    expect((await make(`/admin/v1/accounts/${id}/keys`, admin)).scopes).toEqual(scopes);
  });

  it("are those of an account there is", async ({ expect }) => {
    for (const id of [ids.next("account"), "nonsense"]) {
      const path = `/admin/v1/accounts/${id}/keys`;
      expect((await call("POST", path, { key: admin, body: {} })).status).toBe(404);
      expect((await call("GET", path, { key: admin })).status).toBe(404);
      expect((await call("DELETE", `${path}/key_1`, { key: admin })).status).toBe(404);
    }
  });

  it.for<[Record<string, unknown>, string]>([
    [{ scopes: [] }, "scopes"],
    [{ scopes: ["admin"] }, "scopes.0"],
    [{ scope: "messages:read" }, "scope"],
    [{ allowedNetworks: ["10.0.0.0/8", "10.0.0.1/8"] }, "allowedNetworks.1"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
  ])("are not made of %j", async ([body, path], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/keys", { key, body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  });

  it("are a hundred at most", async ({ expect }) => {
    const { id, key } = await makeAccount();
    for (let count = 1; count < 100; count++) await addKey(id);
    const answer = await call("POST", "/v1/keys", { key, body: {} });
    expect([answer.status, problemOf(answer).code]).toEqual([409, "limit_reached"]);
  });
});

describe("a key that manages keys", () => {
  const manager = (id: string) => addKey(id, { scopes: ["keys:manage", "messages:read"] });

  it("wants scope keys:manage", async ({ expect }) => {
    const { key } = await makeAccount({ scopes: ["messages:read"] });
    for (const [method, path] of [
      ["GET", "/v1/keys"],
      ["POST", "/v1/keys"],
      ["DELETE", "/v1/keys/key_1"],
      ["POST", "/v1/keys/key_1/rotate"],
    ] as const) {
      const answer = await call(method, path, { key, ...(method === "POST" && { body: {} }) });
      expect([answer.status, problemOf(answer).code]).toEqual([403, "missing_scope"]);
    }
  });

  it("cannot make or rotate a key that may do more than itself", async ({ expect }) => {
    const account = await makeAccount();
    const { key } = await manager(account.id);
    expect((await make("/v1/keys", key, { scopes: ["messages:read"] })).scopes).toEqual(["messages:read"]);
    const more = await call("POST", "/v1/keys", { key, body: { scopes: ["messages:read", "messages:write"] } });
    expect([more.status, problemOf(more).code]).toEqual([403, "missing_scope"]);
    const strong = (await list(key)).find(({ scopes }) => scopes.length > 2);
    const rotated = await call("POST", `/v1/keys/${strong?.id}/rotate`, { key, body: {} });
    expect([rotated.status, problemOf(rotated).code]).toEqual([403, "missing_scope"]);
  });

  it("does not reach the keys of another account", async ({ expect }) => {
    const stranger = await makeAccount();
    const victim = await makeAccount();
    const [theirs] = await list(victim.key);
    expect((await call("DELETE", `/v1/keys/${theirs?.id}`, { key: stranger.key })).status).toBe(404);
    expect((await call("POST", `/v1/keys/${theirs?.id}/rotate`, { key: stranger.key, body: {} })).status).toBe(404);
    expect((await list(stranger.key)).map(({ id }) => id)).not.toContain(theirs?.id);
    expect(await canRead(victim.key)).toBe(true);
  });
});

describe("rotation", () => {
  it("lets both keys work until the overlap is over", async ({ expect }) => {
    const account = await makeAccount();
    const old = await make("/v1/keys", account.key, { scopes: ["messages:read"], name: "Shop" });
    const before = Date.now();
    const fresh = await make(`/v1/keys/${old.id}/rotate`, account.key, { overlapSeconds: 3_600 });
    expect(fresh).toMatchObject({ name: "Shop", scopes: ["messages:read"], expiresAt: null });
    expect([await canRead(old.key), await canRead(fresh.key)]).toEqual([true, true]);
    const listed = (await list(account.key)).find(({ id }) => id === old.id);
    expect(Date.parse(listed?.expiresAt ?? "")).toBeGreaterThanOrEqual(before + 3_600_000);
  });

  it("refuses the old key at once without an overlap", async ({ expect }) => {
    const account = await makeAccount();
    const old = await make("/v1/keys", account.key, { scopes: ["messages:read"] });
    const fresh = await make(`/v1/keys/${old.id}/rotate`, account.key, { overlapSeconds: 0 });
    expect([await canRead(old.key), await canRead(fresh.key)]).toEqual([false, true]);
  });
});

describe("a key with networks", () => {
  const from = (key: string, address?: string) =>
    call("GET", "/v1/messages", { key, ...(address !== undefined && { headers: { "cf-connecting-ip": address } }) });

  it("is refused from elsewhere, and where nobody says from where", async ({ expect }) => {
    const account = await makeAccount();
    const { key } = await make("/v1/keys", account.key, { allowedNetworks: ["203.0.113.0/24", "2001:db8::/32"] });
    expect((await from(key, "203.0.113.77")).status).toBe(200);
    expect((await from(key, "2001:db8:1::9")).status).toBe(200);
    for (const address of ["203.0.114.1", "2001:db9::1", undefined]) {
      const answer = await from(key, address);
      expect([answer.status, problemOf(answer).code]).toEqual([403, "network_not_allowed"]);
    }
  });
});

describe("a key that has expired", () => {
  it("is refused", async ({ expect }) => {
    const account = await makeAccount();
    const { key } = await addKey(account.id, { expiresAtMs: Date.now() - 1 });
    expect((await call("GET", "/v1/messages", { key })).status).toBe(401);
  });
});

describe("what is stored of a key", () => {
  it("is its digest, and its use not again within a minute", async ({ expect }) => {
    const account = await makeAccount();
    await canRead(account.key);
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, state) => {
      const stored = JSON.stringify(state.storage.sql.exec("SELECT * FROM api_keys").toArray());
      expect(stored).not.toContain(account.key);
      state.storage.sql.exec("UPDATE api_keys SET last_used_at_ms = 1");
    });
    await canRead(account.key);
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, state) => {
      expect(state.storage.sql.exec("SELECT last_used_at_ms AS at FROM api_keys").one()).toEqual({ at: 1 });
    });
  });
});
