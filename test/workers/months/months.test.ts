import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { pageSchema } from "../../../src/http/pagination.ts";
import { listedMessageSchema, messageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { saveRetention } from "../../../src/db/retention/settings.ts";
import { nothingSet } from "../../../src/retention/retention.ts";
import { runRetention } from "../../../src/retention/run-retention.ts";
import { makeAccount } from "../support/accounts.ts";
import { makeCarrier } from "../support/scene.ts";
import { databases, dispatch, get, idsIn, migrateMonths, monthsEnv, receive, textOf } from "./scene.ts";

const listSchema = pageSchema(listedMessageSchema);

/** An account with a text before, at and after each end of a month. */
async function overTheYear() {
  const account = await makeAccount();
  const texts = [
    textOf("2026-11-20T12:00:00.000Z", { to: "+573001111111" }),
    textOf("2026-11-30T23:59:59.999Z"),
    textOf("2026-12-01T00:00:00.000Z", { to: "+573001111111" }),
    textOf("2026-12-31T23:59:59.999Z"),
    textOf("2027-01-01T00:00:00.000Z", { to: "+573001111111" }),
    textOf("2027-02-14T12:00:00.000Z"),
  ];
  // One chunk, as where a text waited for its time and another did not.
  await dispatch(account.id, texts);
  return { ...account, texts, ids: texts.map(({ id }) => id) };
}

async function listAll(key: string, query: Record<string, string>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const all: Record<string, string> = cursor === null ? query : { ...query, cursor };
    const { body } = await get(`/v1/messages?${new URLSearchParams(all).toString()}`, key);
    const page = listSchema.parse(body);
    pages.push(page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

describe("messages of several months", () => {
  beforeAll(async () => {
    await migrateMonths();
    await makeCarrier({ id: "default" });
  });

  it("are each in the database of their month, and only there", async ({ expect }) => {
    const { id, ids } = await overTheYear();
    expect(await idsIn(databases.november, id)).toEqual(ids.slice(0, 2));
    expect(await idsIn(databases.december, id)).toEqual(ids.slice(2, 4));
    expect(await idsIn(databases.january, id)).toEqual(ids.slice(4));
  });

  it("are found by their id", async ({ expect }) => {
    const { key, ids } = await overTheYear();
    for (const id of ids) {
      const { status, body } = await get(`/v1/messages/${id}`, key);
      expect(status).toBe(200);
      expect(messageSchema.parse(body)).toMatchObject({ id, status: "queued" });
    }
  });

  it("take a receipt that comes after the month has ended", async ({ expect }) => {
    const { id: accountId, key, ids } = await overTheYear();
    await receive(accountId, ids, "delivered");
    await receive(accountId, ids.slice(0, 3), "undelivered");
    for (const id of ids) {
      expect((await get(`/v1/messages/${id}`, key)).body).toMatchObject({ id, status: "delivered" });
    }
    expect(await idsIn(databases.november, accountId)).toEqual(ids.slice(0, 2));
    expect(await idsIn(databases.december, accountId)).toEqual(ids.slice(2, 4));
  });

  it.for(["1", "2", "3", "4", "6", "50"])("are listed newest first, %s to a page", async (limit, { expect }) => {
    const { key, ids } = await overTheYear();
    const pages = await listAll(key, { limit });
    expect(pages.flat()).toEqual(ids.toReversed());
    expect(pages.map((page) => page.length)).toEqual(
      Array.from({ length: Math.ceil(ids.length / Number(limit)) }, (_, page) =>
        Math.min(Number(limit), ids.length - page * Number(limit)),
      ),
    );
  });

  it("are filtered across the end of a month", async ({ expect }) => {
    const { id: accountId, key, ids } = await overTheYear();
    await receive(accountId, [ids[1] ?? "", ids[2] ?? "", ids[5] ?? ""], "undelivered");
    const found = async (query: Record<string, string>) => (await listAll(key, { limit: "2", ...query })).flat();
    expect(await found({ to: "+573001111111" })).toEqual([ids[4], ids[2], ids[0]]);
    expect(await found({ status: "undelivered" })).toEqual([ids[5], ids[2], ids[1]]);
    expect(await found({ status: "queued" })).toEqual([ids[4], ids[3], ids[0]]);
    expect(await found({ createdAfter: "2026-11-30T00:00:00Z", createdBefore: "2027-01-01T00:00:00Z" })).toEqual([
      ids[3],
      ids[2],
      ids[1],
    ]);
  });

  it("are counted once each, in the metrics and in the usage", async ({ expect }) => {
    const before = await queuedOnMetrics();
    const { id: accountId, key, ids } = await overTheYear();
    await receive(accountId, ids, "delivered");
    await receive(accountId, ids, "delivered");
    expect((await queuedOnMetrics()) - before).toBe(ids.length);
    const traffic = (await get("/v1/traffic?step=1m&groupBy=status", key)).body as { data: { messages: number }[] };
    expect(traffic.data.reduce((sum, { messages }) => sum + messages, 0)).toBe(2 * ids.length);
    const overview = (await get("/v1/overview", key)).body;
    expect(overview).toMatchObject({ today: { accepted: ids.length, delivered: ids.length } });
    const { body } = await get("/v1/usage?from=2026-11-01&to=2027-02-28&groupBy=status", key);
    expect(body).toMatchObject({ data: [{ status: "delivered", messages: ids.length, segments: ids.length }] });
    const december = await get("/v1/usage?from=2026-12-01&to=2026-12-31&groupBy=day", key);
    expect(december.body).toMatchObject({
      data: [
        { day: "2026-12-01", messages: 1 },
        { day: "2026-12-31", messages: 1 },
      ],
    });
  });

  it("are deleted in the database of their month, once their days are over", async ({ expect }) => {
    const { id: accountId, key, ids } = await overTheYear();
    await receive(accountId, ids, "delivered");
    await env.DB.prepare("INSERT INTO accounts (id, name, created_at_ms) VALUES (?, 'a', 1)").bind(accountId).run();
    await saveRetention(env.DB, accountId, { ...nothingSet, textDays: 5, messageDays: 30 });
    await runRetention(monthsEnv, { nowMs: Date.parse("2027-01-20T12:00:00Z") });
    expect(await idsIn(databases.november, accountId)).toEqual([]);
    expect(await idsIn(databases.december, accountId)).toEqual([ids[3]]);
    expect((await listAll(key, {})).flat()).toEqual([ids[5], ids[4], ids[3]]);
    const texts = await Promise.all(ids.slice(3).map(async (id) => (await get(`/v1/messages/${id}`, key)).body));
    expect(texts).toMatchObject([{ text: "" }, { text: "" }, { text: "hola" }]);
    const archived = await env.ARCHIVE.list({ prefix: `messages/${accountId}/2026/12/01/` });
    expect(archived.objects.map(({ key }) => key)).toEqual([expect.stringContaining(ids[2] ?? "none")]);
  });

  it("make one conversation", async ({ expect }) => {
    const { id: accountId, key, texts } = await overTheYear();
    await env.DB.prepare(
      `INSERT INTO inbound_messages (id, carrier_id, sender, recipient, body, parts, missing_parts, received_at_ms, account_id)
       VALUES (?, 'default', '+573001111111', 'Elibom', 'si', 1, '[]', 1, ?)`,
    )
      .bind(textOf("2026-12-15T00:00:00Z").id.replace("msg_", "mo_"), accountId)
      .run();
    const { body } = await get("/v1/conversations/Elibom/%2B573001111111", key);
    const { data } = body as { data: { id: string; direction: string }[] };
    expect(data.map(({ direction }) => direction)).toEqual(["outbound", "inbound", "outbound", "outbound"]);
    expect(data[0]?.id).toBe(texts[4]?.id);
  });
});

async function queuedOnMetrics(): Promise<number> {
  const { body } = await get("/metrics?labels=status", env.ADMIN_KEY);
  const [, value = "0"] = /heliograph_messages_total\{status="queued"\} (\d+)/.exec(String(body)) ?? [];
  return Number(value);
}
