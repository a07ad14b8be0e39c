import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { ctl, fakeEdge } from "./fake-edge.ts";

const account = { id: "acc_1", name: "Acme", status: "active", limits: { dailySegments: 5 }, createdAt: "2026-11-21" };
const key = {
  id: "key_1",
  name: null,
  lastFour: "x7Qk",
  scopes: ["messages:write"],
  expiresAt: null,
  key: "hg_secret",
};

describe("ctl accounts", () => {
  it("lists, shows, suspends and activates", async () => {
    const page = await fakeEdge({ data: [{ ...account, parentId: null }], nextCursor: null });
    expect((await ctl(page, "accounts", "list")).output).toMatch(/^acc_1 +Acme +active +- +2026-11-21$/m);
    const edge = await fakeEdge(account);
    expect((await ctl(edge, "accounts", "show", "acc_1")).output).toMatch(/^limits +\{"dailySegments":5\}$/m);
    await ctl(edge, "accounts", "suspend", "acc_1");
    await ctl(edge, "accounts", "activate", "acc_1", "--if-version", "3");
    expect(edge.requests.slice(1)).toMatchObject([
      { method: "PATCH", path: "/admin/v1/accounts/acc_1", body: { status: "suspended" } },
      { method: "PATCH", body: { status: "active" }, headers: { "if-match": '"3"' } },
    ]);
  });

  it("changes what a file names", async () => {
    const name = join(temporaryDirectory(), "change.json");
    writeFileSync(name, JSON.stringify({ senders: ["Acme"] }));
    const edge = await fakeEdge(account);
    await ctl(edge, "accounts", "change", "acc_1", name);
    expect(edge.requests).toMatchObject([{ method: "PATCH", body: { senders: ["Acme"] } }]);
  });
});

describe("ctl keys", () => {
  it("makes, rotates, lists and revokes", async () => {
    const edge = await fakeEdge(key);
    expect((await ctl(edge, "keys", "create", "acc_1", "messages:write")).output).toMatch(/^key +hg_secret$/m);
    await ctl(edge, "keys", "rotate", "acc_1", "key_1", "60");
    const page = await fakeEdge({ data: [{ ...key, lastUsedAt: "2026-11-21" }] });
    expect((await ctl(page, "keys", "list", "acc_1")).output).toMatch(
      /^key_1 +x7Qk +- +2026-11-21 +- +messages:write$/m,
    );
    expect((await ctl(page, "keys", "revoke", "acc_1", "key_1")).output).toBe("key_1 is refused from now on.\n");
    expect([...edge.requests, ...page.requests]).toMatchObject([
      { method: "POST", path: "/admin/v1/accounts/acc_1/keys", body: { scopes: ["messages:write"] } },
      { method: "POST", path: "/admin/v1/accounts/acc_1/keys/key_1/rotate", body: { overlapSeconds: 60 } },
      { method: "GET" },
      { method: "DELETE", path: "/admin/v1/accounts/acc_1/keys/key_1" },
    ]);
  });
});

describe("ctl audit", () => {
  it("lists what was changed", async () => {
    const entry = {
      at: "2026-11-21",
      actor: "maria",
      action: "key.revoked",
      subject: "key_1",
      before: {},
      after: null,
    };
    const edge = await fakeEdge({ data: [entry], nextCursor: null });
    const listed = await ctl(edge, "audit", "list", "--account", "acc_1");
    expect(listed.output).toMatch(/maria +key\.revoked +key_1/);
    expect(edge.requests[0]?.path).toBe("/admin/v1/audit?account=acc_1");
  });
});
