import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { recordAudit } from "../../../src/audit/record-audit.ts";
import { auditEntrySchema } from "../../../src/http/operations/audit/audit-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";

const admin = env.ADMIN_KEY;
const schema = pageSchema(auditEntrySchema);

async function list(path: string, key = admin) {
  const answer = await call("GET", path, { key });
  return schema.parse(answer.body);
}

describe("GET /admin/v1/audit", () => {
  it("tells who did what to what, and when, without secrets", async ({ expect }) => {
    const { id } = await makeAccount({ name: "Before" });
    await call("PATCH", `/admin/v1/accounts/${id}`, {
      key: admin,
      body: { name: "After" },
      headers: { "x-heliograph-author": "maria@example.com" },
    });
    const made = await call("POST", `/admin/v1/accounts/${id}/keys`, { key: admin, body: { name: "Shop" } });
    const { data } = await list(`/admin/v1/audit?account=${id}`);
    expect(data).toMatchObject([
      { actor: "admin", action: "key.created", accountId: id, before: null, after: { name: "Shop" } },
      {
        actor: "maria@example.com",
        action: "account.updated",
        subject: id,
        before: { name: "Before" },
        after: { name: "After" },
      },
    ]);
    expect(JSON.stringify(data)).not.toContain((made.body as { key: string }).key);
  });

  it("is filtered, and read page by page", async ({ expect }) => {
    const { id: accountId } = await makeAccount();
    for (const subject of ["a", "b", "c"]) {
      await recordAudit(env, { actor: `by-${subject}`, accountId, action: "thing.changed", subject });
    }
    const base = `/admin/v1/audit?account=${accountId}`;
    const first = await list(`${base}&limit=2`);
    expect(first.data.map(({ subject }) => subject)).toEqual(["c", "b"]);
    const next = await list(`${base}&limit=2&cursor=${first.nextCursor}`);
    expect(next.data.map(({ subject }) => subject)).toEqual(["a"]);
    expect((await list(`${base}&actor=by-b`)).data).toHaveLength(1);
    expect((await list(`${base}&subject=c&action=thing.changed`)).data).toHaveLength(1);
    expect((await list(`${base}&action=thing.made`)).data).toEqual([]);
    expect((await list(`${base}&before=2020-01-01T00:00:00Z`)).data).toEqual([]);
    expect((await list(`${base}&after=2020-01-01T00:00:00Z`)).data).toHaveLength(3);
  });

  it.for(["?after=yesterday", "?cursor=e30", "?who=me"])("refuses %s", async (query, { expect }) => {
    expect((await call("GET", `/admin/v1/audit${query}`, { key: admin })).status).toBe(400);
  });

  it("keeps a summary that is too long by its field names", async ({ expect }) => {
    const { id: accountId } = await makeAccount();
    const after = { text: "x".repeat(30_000) };
    await recordAudit(env, { actor: "a", accountId, action: "thing.changed", subject: "a", after });
    const [entry] = (await list(`/admin/v1/audit?account=${accountId}`)).data;
    expect(entry?.after).toMatchObject({ fields: ["text"] });
  });
});

describe("GET /v1/audit", () => {
  it("tells an account what was changed in it, and nothing of others", async ({ expect }) => {
    const account = await makeAccount();
    const stranger = await makeAccount();
    const made = await call("POST", "/v1/keys", { key: account.key, body: { scopes: ["messages:read"] } });
    const { data } = await list("/v1/audit", account.key);
    expect(data).toMatchObject([{ action: "key.created", subject: (made.body as { id: string }).id }]);
    expect(data[0]?.actor).toMatch(/^key_/);
    expect((await list("/v1/audit", stranger.key)).data).toEqual([]);
    expect((await list(`/v1/audit?subject=${data[0]?.subject}`, stranger.key)).data).toEqual([]);
    expect((await call("GET", `/v1/audit?account=${account.id}`, { key: stranger.key })).status).toBe(400);
  });

  it("wants scope audit:read", async ({ expect }) => {
    const { key } = await makeAccount({ scopes: ["account:read"] });
    expect(problemOf(await call("GET", "/v1/audit", { key })).code).toBe("missing_scope");
  });
});
