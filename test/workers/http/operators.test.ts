import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { clearRoutes, deliver, messageRow, newConsumer, storeRoutes, textsAt } from "../routing/scene.ts";
import { ids } from "../support/scene.ts";
import { call, problemOf } from "./support/api.ts";
import { insertMessage } from "./support/messages.ts";

const key = env.ADMIN_KEY;
const path = "/admin/v1/operators";
const claro = { prefix: "57300", operator: "732-101" };
const tigo = { prefix: "57300", operator: "732-103" };

const put = (body: unknown, more: { headers?: Record<string, string>; query?: string } = {}) =>
  call("PUT", `${path}${more.query ?? ""}`, { key, body, ...(more.headers && { headers: more.headers }) });
const putCsv = (body: string, query = "") => put(body, { headers: { "content-type": "text/csv" }, query });

/** Routes that send the texts of one operator to a carrier of their own. */
const byOperator = [
  { id: "claro", match: { operators: ["732-101"] }, targets: [{ carrierId: "claro" }] },
  { id: "rest", priority: 900, targets: [{ carrierId: "rest" }] },
];

beforeEach(async () => {
  await clearRoutes();
  for (const id of ["claro", "rest"]) await call("PUT", `/admin/v1/carriers/${id}`, { key, body: { name: id } });
});

describe("/admin/v1/operators", () => {
  it("has no ranges until some are stored", async ({ expect }) => {
    expect((await call("GET", path, { key })).status).toBe(404);
  });

  it("stores JSON and CSV, and answers either", async ({ expect }) => {
    const stored = await put({ ranges: [claro], note: "first" }, { headers: { "x-heliograph-author": "maria" } });
    expect(stored.body).toMatchObject({ version: 1, author: "maria", note: "first", ranges: 1 });
    expect(stored.headers.get("etag")).toBe('"1"');
    const csv = await putCsv("operator;prefix\n732-103;57310\n732-101;57300\n", "?note=second");
    expect(csv.body).toMatchObject({ version: 2, note: "second", ranges: 2 });
    const json = await call("GET", path, { key });
    expect(json.body).toMatchObject({ version: 2, rows: [claro, { prefix: "57310", operator: "732-103" }] });
    const text = await call("GET", path, { key, headers: { accept: "text/csv" } });
    expect(text.body).toBe("prefix,operator\n57300,732-101\n57310,732-103\n");
    expect((await call("GET", `${path}/versions/1`, { key })).body).toMatchObject({ version: 1, rows: [claro] });
  });

  it("takes a hundred thousand ranges", async ({ expect }) => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `57${String(index).padStart(7, "0")},732-101`);
    const stored = await putCsv(rows.join("\n"));
    expect(stored.body).toMatchObject({ ranges: 100_000 });
    const { body } = await call("GET", path, { key, headers: { accept: "text/csv" } });
    expect(String(body).split("\n")).toEqual(["prefix,operator", ...rows, ""]);
    const more = await putCsv([...rows, "58,732-101"].join("\n"));
    expect(problemOf(more)).toMatchObject({ code: "invalid_request" });
  });

  it("says what is wrong by line, and bounds what it reads", async ({ expect }) => {
    const wrong = await putCsv("prefix,operator\n57300,732-101\n57x,732-101\n57310,Tigo\n");
    expect(problemOf(wrong)).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "lines.3" }, { path: "lines.4" }],
    });
    const large = await putCsv("5".repeat(4 * 1024 * 1024 + 1));
    expect(problemOf(large)).toMatchObject({ status: 413, code: "body_too_large" });
    expect((await put("57", { headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await call("GET", path, { key })).status).toBe(404);
  });

  it("keeps versions: listed, held against each other, gone back to", async ({ expect }) => {
    await put({ ranges: [claro] });
    await put({ ranges: [tigo, { prefix: "57310", operator: "732-103" }] });
    expect((await put({ ranges: [] }, { headers: { "if-match": '"1"' } })).status).toBe(412);
    const diff = await call("GET", `${path}/versions/1/diff?with=2`, { key });
    expect(diff.body).toMatchObject({ added: 1, removed: 0, changed: 1 });
    const back = await call("POST", `${path}/revert`, { key, body: { version: 1 } });
    expect(back.body).toMatchObject({ version: 3, note: "Back to version 1.", ranges: 1 });
    expect((await call("GET", path, { key })).body).toMatchObject({ rows: [claro] });
    const list = await call("GET", `${path}/versions?limit=2`, { key });
    expect(list.body).toMatchObject({ data: [{ version: 3 }, { version: 2 }] });
    expect((await call("POST", `${path}/revert`, { key, body: { version: 9 } })).status).toBe(404);
  });

  it.for<[string, string]>([
    ["GET", ""],
    ["PUT", ""],
    ["GET", "/versions"],
    ["GET", "/versions/1"],
    ["GET", "/versions/1/diff?with=2"],
    ["POST", "/revert"],
  ])("is the operator's alone: %s %s", async ([method, rest], { expect }) => {
    expect((await call(method, `${path}${rest}`, { key: "wrong" })).status).toBe(401);
  });
});

describe("number ranges in routing", () => {
  it("are those of the moment a text was accepted, however late it is dispatched", async ({ expect }) => {
    const nowMs = Date.now();
    await storeRoutes(byOperator, 1);
    await put({ ranges: [claro] });
    await put({ ranges: [tigo] });
    await env.DB.prepare("UPDATE config_versions SET active_from_ms = ? WHERE kind = 'operators' AND version = 1")
      .bind(nowMs - 60_000)
      .run();
    await env.DB.prepare("UPDATE config_versions SET active_from_ms = ? WHERE kind = 'operators' AND version = 2")
      .bind(nowMs - 30_000)
      .run();
    const consumer = newConsumer();
    const carriers: unknown[] = [];
    for (const atMs of [nowMs - 90_000, nowMs - 45_000, nowMs - 15_000]) {
      const texts = textsAt(atMs, { to: "+573001234567" });
      await deliver(consumer, texts);
      carriers.push((await messageRow(texts[0]?.id ?? ""))?.["carrier_id"]);
    }
    expect(carriers).toEqual(["rest", "claro", "rest"]);
  });

  it("are what routes are explained and tried with", async ({ expect }) => {
    await storeRoutes(byOperator, 1);
    await put({ ranges: [claro] });
    const explained = await call("POST", "/admin/v1/routes/explain", {
      key,
      body: { from: "Elibom", to: "+573001234567" },
    });
    expect(explained.body).toMatchObject({ ruleId: "claro", facts: { operator: "732-101" } });
    const accountId = ids.next("account");
    await env.DB.prepare("INSERT INTO accounts (id, name, created_at_ms) VALUES (?, 'dry', 0)").bind(accountId).run();
    for (const to of ["+573001234567", "+573101234567"]) await insertMessage(accountId, { to });
    const body = { rules: [byOperator[1]] };
    expect((await call("PUT", "/admin/v1/routes?dryRun=true", { key, body })).body).toMatchObject({
      moves: [{ from: "claro", to: "rest", count: 1 }],
    });
    expect((await put({ ranges: [tigo] }, { query: "?dryRun=true" })).body).toMatchObject({
      dryRun: true,
      version: 1,
      diff: { changed: 1 },
      total: 2,
      otherOperator: 1,
      moved: 1,
    });
    expect((await call("GET", path, { key })).body).toMatchObject({ version: 1 });
  });
});
