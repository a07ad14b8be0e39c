import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { describe, it } from "vitest";
import { type MessageFilter, findMessagesSql, rowsPerScan } from "../../../src/db/list-messages.ts";
import { openDatabase } from "../../../src/db/open.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { listedMessageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { createIdFactory } from "../../../src/ids.ts";
import { makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";
import { insertMessage } from "./support/messages.ts";

const listSchema = pageSchema(listedMessageSchema);
const bob = "+573001234568";

async function list(key: string, query: Record<string, string> = {}) {
  const answer = await call("GET", `/v1/messages?${new URLSearchParams(query).toString()}`, { key });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const { data, nextCursor } = listSchema.parse(answer.body);
  return { ids: data.map(({ id }) => id), nextCursor, data };
}

/** An id of a message made at this moment. */
function idAt(time: string): string {
  return createIdFactory(
    () => Date.parse(time),
    (bytes) => crypto.getRandomValues(bytes),
  ).next("message");
}

/** Delivered messages of February 2026. */
async function fillWithDelivered(accountId: string, count: number): Promise<void> {
  const like = await insertMessage(accountId, { id: idAt("2026-02-01T00:00:00Z"), status: "delivered" });
  const others = [...new Set((await env.DB.prepare("SELECT * FROM messages LIMIT 0").raw({ columnNames: true }))[0])]
    .filter((column) => column !== "id")
    .join(", ");
  await env.DB.prepare(
    `WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?2)
     INSERT INTO messages (id, ${others})
     SELECT substr(?1, 1, 14) || printf('%016d', n), ${others} FROM numbers, messages WHERE id = ?1`,
  )
    .bind(like, count)
    .run();
}

describe("GET /v1/messages", () => {
  it("lists an account's own messages, newest first, without timelines", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const stranger = await makeAccount();
    await insertMessage(stranger.id);
    const first = await insertMessage(accountId, { status: "delivered" });
    const second = await insertMessage(accountId);
    await insertMessage(accountId, { to: "" });
    const { ids, nextCursor, data } = await list(key);
    expect(ids).toEqual([second, first]);
    expect(nextCursor).toBeNull();
    expect(data[0]).not.toHaveProperty("timeline");
  });

  it("filters by status, recipient, sender and time, and by all of them", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const old = await insertMessage(accountId, { id: idAt("2026-01-01T00:00:00Z"), status: "delivered" });
    const failed = await insertMessage(accountId, { id: idAt("2026-01-02T00:00:00Z"), status: "failed", to: bob });
    const other = await insertMessage(accountId, {
      id: idAt("2026-01-03T00:00:00Z"),
      status: "delivered",
      from: "Other",
    });
    const both = await insertMessage(accountId, { id: idAt("2026-01-04T00:00:00Z"), status: "failed", from: "Other" });
    const cases: [Record<string, string>, string[]][] = [
      [{ status: "delivered" }, [other, old]],
      [{ status: "failed" }, [both, failed]],
      [{ status: "sent" }, []],
      [{ to: "00573001234568" }, [failed]],
      [{ from: " Other" }, [both, other]],
      [{ createdAfter: "2026-01-02T00:00:00Z" }, [both, other, failed]],
      [{ createdBefore: "2026-01-02T00:00:00Z" }, [old]],
      [{ createdAfter: "2026-01-01T19:00:00-05:00", createdBefore: "2026-01-03T00:00:00Z" }, [failed]],
      [{ status: "failed", from: "Other", createdAfter: "2026-01-01T00:00:00Z" }, [both]],
      [{ status: "failed", to: bob, from: "Other" }, []],
    ];
    for (const [query, expected] of cases)
      expect((await list(key, query)).ids, JSON.stringify(query)).toEqual(expected);
  });

  it("gives every message once, page by page, while new ones come in", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const inserted: string[] = [];
    for (let count = 0; count < 7; count++) inserted.unshift(await insertMessage(accountId));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(key, { limit: "3", ...(cursor === null ? {} : { cursor }) });
      seen.push(...page.ids);
      cursor = page.nextCursor;
      await insertMessage(accountId);
    } while (cursor !== null);
    expect(seen).toEqual(inserted);
  });

  it("looks through a bounded number of messages for a status that no index has", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const sent = [await insertMessage(accountId, { id: idAt("2026-01-01T00:00:00Z"), status: "sent" })];
    await fillWithDelivered(accountId, rowsPerScan);
    sent.unshift(await insertMessage(accountId, { id: idAt("2026-03-01T00:00:00Z"), status: "sent" }));
    const first = await list(key, { status: "sent" });
    expect(first.ids).toEqual(sent.slice(0, 1));
    const second = await list(key, { status: "sent", cursor: first.nextCursor ?? "" });
    expect(second.ids).toEqual(sent.slice(1));
    expect(second.nextCursor).toBeNull();
  });

  it("looks through as many for a sender", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const of = (id: string) => insertMessage(accountId, { id, from: "Other" });
    const seldom = [await of(idAt("2026-01-01T00:00:00Z"))];
    await fillWithDelivered(accountId, rowsPerScan);
    seldom.unshift(await of(idAt("2026-03-01T00:00:00Z")));
    const first = await list(key, { from: "Other" });
    expect(first.ids).toEqual(seldom.slice(0, 1));
    const second = await list(key, { from: "Other", cursor: first.nextCursor ?? "" });
    expect(second.ids).toEqual(seldom.slice(1));
    expect(second.nextCursor).toBeNull();
  });

  it("has no next page where the last one is just full", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    await insertMessage(accountId);
    await insertMessage(accountId);
    expect((await list(key, { limit: "2" })).nextCursor).toBeNull();
  });

  it.for<[string, string, string, string]>([
    ["an unknown status", "status=lost", "invalid_request", "status"],
    ["a number that is none", "to=abc", "invalid_recipient", "to"],
    ["a sender that is none", "from=", "invalid_sender", "from"],
    ["a time that is none", "createdAfter=yesterday", "invalid_request", "createdAfter"],
    ["a time without its zone", "createdBefore=2026-01-01T00:00:00", "invalid_request", "createdBefore"],
    ["a limit of 0", "limit=0", "invalid_request", "limit"],
    ["a limit over 1,000", "limit=1001", "invalid_request", "limit"],
    ["a limit that is no number", "limit=ten", "invalid_request", "limit"],
    ["a filter there is not", "state=sent", "invalid_request", "state"],
    ["a made-up cursor", "cursor=abc", "invalid_cursor", "cursor"],
    [
      "a cursor of another list",
      `cursor=${btoa('{"after":"acc_01JD3Q8Z6V4K0X9M2T7R5WANBC"}')}`,
      "invalid_cursor",
      "cursor",
    ],
  ])("refuses %s", async ([, query, code, path], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("GET", `/v1/messages?${query}`, { key });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ code, errors: [{ path, code }] });
  });
});

/** What SQLite says of a subquery, beside how it runs it. */
const subquerySteps = ["CO-ROUTINE messages", "SCAN messages"];

describe("the query behind the list", () => {
  const filters: Record<string, Partial<MessageFilter>> = {
    nothing: {},
    cursor: { afterId: "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC" },
    "status delivered": { status: "delivered" },
    "status sent and cursor": { status: "sent", afterId: "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC" },
    "another status": { status: "failed" },
    recipient: { to: bob },
    sender: { from: "Elibom" },
    "sender and status delivered": { from: "Elibom", status: "delivered" },
    time: { createdFromMs: 1, createdBeforeMs: 2 },
    "status and time": { status: "failed", createdFromMs: 1 },
    "recipient, status and cursor": { to: bob, status: "sent", afterId: "msg_01JD3Q8Z6V4K0X9M2T7R5WANBC" },
    everything: { to: bob, from: "Elibom", status: "sent", createdFromMs: 1, createdBeforeMs: 2 },
  };

  it.for(Object.entries(filters))("uses an index for %s, and sorts nothing", async ([, filter], { expect }) => {
    const query = findMessagesSql({ accountId: "acc", limit: 50, ...filter });
    const explained = await openDatabase(env.DB).all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query}`);
    const steps = explained.map(({ detail }) => detail).filter((step) => !subquerySteps.includes(step));
    expect(steps).toHaveLength(1);
    const plan = steps[0] ?? "";
    expect(plan).toMatch(/^SEARCH messages USING (INDEX messages_\w+|PRIMARY KEY) \(account_id=\?/);
    if (filter.to !== undefined) expect(plan).toContain("messages_recipient (account_id=? AND recipient=?");
    else if (filter.status === "failed") expect(plan).toContain("messages_status (account_id=? AND status=?");
  });
});
