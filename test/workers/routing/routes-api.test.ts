import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { insertAccount } from "../../../src/db/accounts.ts";
import { sampleMessagesSql } from "../../../src/db/sample-messages.ts";
import { call, problemOf } from "../http/support/api.ts";
import { insertMessage } from "../http/support/messages.ts";
import { ids } from "../support/scene.ts";
import { clearRoutes } from "./scene.ts";

const key = env.ADMIN_KEY;
const path = "/admin/v1/routes";
const toOne = { id: "colombia", match: { destinationPrefixes: ["57"] }, targets: [{ carrierId: "one" }] };
const toTwo = { id: "rest", priority: 900, targets: [{ carrierId: "two" }] };

function put(rules: unknown[], more: { headers?: Record<string, string>; note?: string; query?: string } = {}) {
  const body = { rules, ...(more.note !== undefined && { note: more.note }) };
  return call("PUT", `${path}${more.query ?? ""}`, { key, body, ...(more.headers && { headers: more.headers }) });
}

beforeEach(async () => {
  await clearRoutes();
  for (const id of ["one", "two"]) {
    await env.DB.prepare("INSERT OR IGNORE INTO carriers (id, name, created_at_ms) VALUES (?1, ?1, 0)").bind(id).run();
  }
});

describe("/admin/v1/routes", () => {
  it("has no routes until some are stored", async ({ expect }) => {
    expect((await call("GET", path, { key })).status).toBe(404);
  });

  it("stores a version that becomes active in 10 s, with who and why", async ({ expect }) => {
    const stored = await put([toOne, toTwo], { headers: { "x-heliograph-author": "maria" }, note: "first" });
    expect(stored.status).toBe(200);
    expect(stored.headers.get("etag")).toBe('"1"');
    expect(stored.body).toMatchObject({
      version: 1,
      author: "maria",
      note: "first",
      rules: [{ id: "colombia", priority: 100, strategy: "priority", enabled: true }, { id: "rest" }],
    });
    const { activeFrom, createdAt } = stored.body as { activeFrom: string; createdAt: string };
    expect(Date.parse(activeFrom) - Date.parse(createdAt)).toBe(10_000);
    const read = await call("GET", path, { key });
    expect(read.body).toEqual(stored.body);
    expect(read.headers.get("etag")).toBe('"1"');
  });

  it("refuses a change of a version that is not the latest any more", async ({ expect }) => {
    expect((await put([toTwo], { headers: { "if-none-match": "*" } })).status).toBe(200);
    expect((await put([toTwo], { headers: { "if-none-match": "*" } })).status).toBe(412);
    expect((await put([toOne], { headers: { "if-match": '"1"' } })).status).toBe(200);
    for (const query of ["", "?dryRun=true"]) {
      const late = await put([toTwo], { headers: { "if-match": '"1"' }, query });
      expect(late.status).toBe(412);
      expect(problemOf(late).code).toBe("version_conflict");
    }
    expect((await call("GET", path, { key })).body).toMatchObject({ version: 2, author: "admin", note: null });
  });

  it("stores as many versions as came at once, each with a number and a time of its own", async ({ expect }) => {
    const stored = await Promise.all(Array.from({ length: 5 }, () => put([toTwo])));
    const versions = stored.map(({ body }) => body as { version: number; activeFrom: string });
    expect(new Set(versions.map(({ version }) => version)).size).toBe(5);
    expect(new Set(versions.map(({ activeFrom }) => activeFrom)).size).toBe(5);
  });

  it.for<[string, unknown, string, string]>([
    [
      "a carrier there is not",
      { ...toTwo, targets: [{ carrierId: "none" }] },
      "invalid_routes",
      "rules.0.targets.0.carrierId",
    ],
    [
      "a condition with a slip in its name",
      { ...toOne, match: { destinationPrefix: ["57"] } },
      "invalid_request",
      "rules.0.match.destinationPrefix",
    ],
    ["no carrier at all", { ...toTwo, targets: [] }, "invalid_request", "rules.0.targets"],
    [
      "a prefix with its plus",
      { ...toOne, match: { destinationPrefixes: ["+57"] } },
      "invalid_request",
      "rules.0.match.destinationPrefixes.0",
    ],
  ])("refuses %s", async ([, rule, code, at], { expect }) => {
    const answer = await put([rule]);
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ code, errors: [{ path: at }] });
    expect((await call("GET", path, { key })).status).toBe(404);
  });

  it.for<[string, Record<string, string>]>([
    ["an author of 101 characters", { "x-heliograph-author": "x".repeat(101) }],
    ["an If-Match that is no ETag", { "if-match": "3" }],
    ["an If-None-Match of a version", { "if-none-match": '"3"' }],
  ])("refuses %s", async ([, headers], { expect }) => {
    expect((await put([toTwo], { headers })).status).toBe(400);
  });

  it.for<[string, string]>([
    ["GET", ""],
    ["PUT", ""],
    ["GET", "/versions"],
    ["GET", "/versions/1"],
    ["GET", "/versions/1/diff?with=2"],
    ["POST", "/revert"],
    ["POST", "/explain"],
  ])("is the operator's alone: %s %s", async ([method, rest], { expect }) => {
    expect((await call(method, `${path}${rest}`, { key: "wrong" })).status).toBe(401);
  });
});

describe("a dry run", () => {
  it("tells what would become of the last hour's texts, and stores nothing", async ({ expect }) => {
    const accountId = ids.next("account");
    await insertAccount(env.DB, { id: accountId, name: "dry", createdAtMs: 0, parentId: null, status: "active" });
    for (const to of ["+573001234567", "+573001234568", "+4915112345678"]) await insertMessage(accountId, { to });
    await put([toTwo]);
    const moved = await put([toOne, toTwo], { query: "?dryRun=true" });
    expect(moved.body).toMatchObject({
      dryRun: true,
      version: 1,
      total: 3,
      sampled: false,
      moved: 2,
      moves: [{ from: "two", to: "one", count: 2 }],
      after: { carriers: { one: 2, two: 1 }, unrouted: 0 },
    });
    const unroutable = await put([toOne], { query: "?dryRun=true" });
    expect(unroutable.body).toMatchObject({ after: { unrouted: 1 } });
    expect((await call("GET", path, { key })).body).toMatchObject({ version: 1 });
    await clearRoutes();
    const first = await put([toTwo], { query: "?dryRun=true" });
    expect(first.body).toMatchObject({ version: 0, moves: [{ from: env.DEFAULT_CARRIER_ID, to: "two", count: 3 }] });
  });

  it("reads messages by the primary key", async ({ expect }) => {
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sampleMessagesSql}`).bind("msg_", 10).all();
    const plan = results.map(({ detail }) => String(detail)).filter((detail) => detail.includes("messages"));
    expect(plan.length).toBeGreaterThan(0);
    for (const detail of plan) expect(detail).toMatch(/^SEARCH messages .*\(account_id=\? AND id>/);
  });
});

describe("versions of the routes", () => {
  it("are listed newest first, page by page, and read by their number", async ({ expect }) => {
    for (const rules of [[toTwo], [toOne, toTwo], [toOne]]) await put(rules);
    const first = await call("GET", `${path}/versions?limit=2`, { key });
    expect(first.body).toMatchObject({ data: [{ version: 3 }, { version: 2 }] });
    const { nextCursor } = first.body as { nextCursor: string };
    const second = await call("GET", `${path}/versions?limit=2&cursor=${nextCursor}`, { key });
    expect(second.body).toMatchObject({ data: [{ version: 1 }], nextCursor: null });
    const old = await call("GET", `${path}/versions/2`, { key });
    expect(old.body).toMatchObject({ version: 2, rules: [{ id: "colombia" }, { id: "rest" }] });
    expect((await call("GET", `${path}/versions/4`, { key })).status).toBe(404);
    expect((await call("GET", `${path}/versions/x`, { key })).status).toBe(400);
    expect((await call("GET", `${path}/versions?cursor=x`, { key })).status).toBe(400);
  });

  it("are held against each other", async ({ expect }) => {
    await put([toOne, toTwo]);
    await put([
      { ...toOne, priority: 5 },
      { ...toTwo, id: "others" },
    ]);
    const diff = await call("GET", `${path}/versions/1/diff?with=2`, { key });
    expect(diff.body).toEqual({
      from: 1,
      to: 2,
      added: ["others"],
      removed: ["rest"],
      changed: [{ ruleId: "colombia", fields: [{ path: "priority", before: 100, after: 5 }] }],
      reordered: false,
    });
    expect((await call("GET", `${path}/versions/1/diff?with=9`, { key })).status).toBe(404);
    expect((await call("GET", `${path}/versions/1/diff`, { key })).status).toBe(400);
  });

  it("are gone back to by storing an old one as the next", async ({ expect }) => {
    await put([toTwo]);
    await put([toOne]);
    const headers = { "x-heliograph-author": "jo", "if-match": '"2"' };
    const back = await call("POST", `${path}/revert`, { key, body: { version: 1 }, headers });
    expect(back.body).toMatchObject({ version: 3, author: "jo", note: "Back to version 1.", rules: [{ id: "rest" }] });
    expect((await call("POST", `${path}/revert`, { key, body: { version: 1 }, headers })).status).toBe(412);
    expect((await call("POST", `${path}/revert`, { key, body: { version: 9 } })).status).toBe(404);
    expect((await call("POST", `${path}/revert`, { key, body: {} })).status).toBe(400);
  });
});

describe("POST /admin/v1/routes/explain", () => {
  const explain = (body: unknown) => call("POST", `${path}/explain`, { key, body });

  it("tells which rule takes a text, and why the others do not", async ({ expect }) => {
    await put([{ ...toOne, id: "otp", match: { lanes: ["otp"] } }, toOne, toTwo]);
    const answer = await explain({ from: "Elibom", to: "+57 300 1234567" });
    expect(answer.body).toMatchObject({
      version: 1,
      ruleId: "colombia",
      problem: null,
      carriers: ["one"],
      rules: [
        { ruleId: "colombia", verdict: "chosen", matchedPrefix: "57" },
        { ruleId: "rest", verdict: "outranked" },
        { ruleId: "otp", verdict: "not_matched", unmet: { condition: "lanes", wanted: ["otp"], actual: "normal" } },
      ],
      candidates: [{ carrierId: "one", state: null, place: 1 }],
    });
  });

  it("goes by the version of a moment where one is named", async ({ expect }) => {
    await put([toTwo]);
    const past = await explain({
      from: "Elibom",
      to: "+573001234567",
      at: new Date(Date.now() - 60_000).toISOString(),
    });
    expect(past.body).toMatchObject({ version: 0, ruleId: "default", carriers: [env.DEFAULT_CARRIER_ID] });
    const later = await explain({
      from: "Elibom",
      to: "+573001234567",
      at: new Date(Date.now() + 60_000).toISOString(),
    });
    expect(later.body).toMatchObject({ version: 1, ruleId: "rest" });
  });

  it("tells that no rule takes it, and refuses what is no address", async ({ expect }) => {
    await put([toOne]);
    const none = await explain({ from: "Elibom", to: "+4915112345678" });
    expect(none.body).toMatchObject({ ruleId: null, problem: "no_rule", carriers: [] });
    expect(problemOf(await explain({ from: "Elibom", to: "123" }))).toMatchObject({ code: "invalid_recipient" });
  });
});
