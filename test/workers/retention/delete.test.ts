import { env } from "cloudflare:workers";
import { afterEach, describe, it } from "vitest";
import { applyEvents } from "../../../src/db/apply-events.ts";
import { forgetUsage } from "../../../src/db/forget-usage.ts";
import { gunzip } from "../../../src/event-log/gzip.ts";
import { insertMessage } from "../http/support/messages.ts";
import { call } from "../http/support/api.ts";
import {
  accountKeeping,
  archivedKeys,
  dayMs,
  idAged,
  insertInbound,
  messagesOf,
  newDay,
  walkThrough,
} from "./scene.ts";

afterEach(newDay);

const sentTimeline = { "sent.0.1": { type: "sent", atMs: 5, segment: 1, carrierMessageId: "A1" } } as const;

describe("messages", () => {
  it("are deleted when their days are over, and had from the archive by their id", async ({ expect }) => {
    const { id: accountId, key } = await accountKeeping({ messageDays: 30 });
    const [old, young] = [idAged("message", 40), idAged("message", 20)];
    await insertMessage(accountId, { id: old, status: "delivered", timeline: sentTimeline });
    await insertMessage(accountId, { id: young, status: "delivered" });
    await walkThrough();
    expect((await messagesOf(accountId)).map(({ id }) => id)).toEqual([young]);
    const found = await call("GET", `/v1/messages/${old}`, { key });
    expect(found.body).toMatchObject({
      id: old,
      status: "delivered",
      text: "hola",
      archived: true,
      parts: [{ carrierMessageId: "A1" }],
    });
    expect((await call("GET", `/v1/messages/${young}`, { key })).body).not.toHaveProperty("archived");
    expect((await call("GET", "/v1/messages", { key })).body).toMatchObject({ data: [{ id: young }] });
  });

  it("are nobody else's in the archive", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ messageDays: 30 });
    const stranger = await accountKeeping({});
    const old = await insertMessage(accountId, { id: idAged("message", 40), status: "delivered" });
    await walkThrough();
    expect((await call("GET", `/v1/messages/${old}`, { key: stranger.key })).status).toBe(404);
  });

  it("are gone where the account wants no archive", async ({ expect }) => {
    const { id: accountId, key } = await accountKeeping({ messageDays: 30, archive: false });
    const old = await insertMessage(accountId, { id: idAged("message", 40), status: "delivered" });
    await walkThrough();
    expect(await messagesOf(accountId)).toEqual([]);
    expect(await archivedKeys(`messages/${accountId}/`)).toEqual([]);
    expect((await call("GET", `/v1/messages/${old}`, { key })).status).toBe(404);
  });

  it("have a file for each day, under keys that sort by time", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ messageDays: 30 });
    const ids = [52, 51, 50].map((days) => idAged("message", days));
    for (const id of ids) await insertMessage(accountId, { id, status: "delivered" });
    await walkThrough();
    const keys = await archivedKeys(`messages/${accountId}/`);
    expect(keys).toHaveLength(3);
    for (const [index, key] of keys.entries()) {
      expect(key).toMatch(/\/\d{4}\/\d{2}\/\d{2}\/msg_\w+-msg_\w+\.ndjson\.gz$/);
      const file = await env.ARCHIVE.get(key);
      const lines = (await gunzip((await file?.arrayBuffer()) ?? new ArrayBuffer())).trim().split("\n");
      expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ id: ids[index], body: "hola" }]);
    }
  });

  it("stay where the archive does not take them, and go the next time with one file", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ messageDays: 30 });
    const id = await insertMessage(accountId, { id: idAged("message", 40), status: "delivered" });
    const broken = { ...env, ARCHIVE: { put: () => Promise.reject(new Error("no R2")) } } as unknown as typeof env;
    await expect(walkThrough(broken)).rejects.toThrow("no R2");
    expect((await messagesOf(accountId)).map((message) => message.id)).toEqual([id]);
    await walkThrough();
    expect(await messagesOf(accountId)).toEqual([]);
    expect(await archivedKeys(`messages/${accountId}/`)).toHaveLength(1);
  });

  it("are put into the same file again where the process died before it deleted them", async ({ expect }) => {
    const { id: accountId, key } = await accountKeeping({ messageDays: 30 });
    const id = await insertMessage(accountId, { id: idAged("message", 40), status: "delivered" });
    const dying = {
      ...env,
      ARCHIVE: {
        put: async (...parameters: Parameters<R2Bucket["put"]>) => {
          await env.ARCHIVE.put(...parameters);
          throw new Error("died");
        },
      },
    } as unknown as typeof env;
    await expect(walkThrough(dying)).rejects.toThrow("died");
    await walkThrough();
    expect(await archivedKeys(`messages/${accountId}/`)).toHaveLength(1);
    expect((await call("GET", `/v1/messages/${id}`, { key })).body).toMatchObject({ id, archived: true });
  });

  it("that change while they are put into the archive are deleted as they have become", async ({ expect }) => {
    const { id: accountId, key } = await accountKeeping({ messageDays: 30 });
    const id = await insertMessage(accountId, { id: idAged("message", 40), status: "sent" });
    let puts = 0;
    const racing = {
      ...env,
      ARCHIVE: {
        put: async (...parameters: Parameters<R2Bucket["put"]>) => {
          puts += 1;
          const entry = { type: "receipt", atMs: 9 } as const;
          const event = { accountId, messageId: id, key: "receipt.0.delivered", entry, status: "delivered" } as const;
          if (puts === 1) await applyEvents(env.DB, [event], Date.now() + 60_000).run();
          return env.ARCHIVE.put(...parameters);
        },
      },
    } as unknown as typeof env;
    await walkThrough(racing);
    await newDay();
    await walkThrough(racing);
    expect(await messagesOf(accountId)).toEqual([]);
    expect((await call("GET", `/v1/messages/${id}`, { key })).body).toMatchObject({ status: "delivered" });
  });

  it("that wait for their time stay", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ messageDays: 30 });
    const id = await insertMessage(accountId, { id: idAged("message", 40), status: "scheduled" });
    await walkThrough();
    expect(await messagesOf(accountId)).toMatchObject([{ id }]);
  });

  it("that went a short while ago stay, however long they had waited: receipts may come", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ messageDays: 30 });
    const dueAtMs = Date.now() - dayMs;
    const id = await insertMessage(accountId, {
      id: idAged("message", 40),
      status: "sent",
      timeline: { scheduled: { type: "scheduled", atMs: 1, dueAtMs } },
    });
    await walkThrough();
    expect(await messagesOf(accountId)).toMatchObject([{ id }]);
    await newDay();
    await walkThrough(env, undefined, 31);
    expect(await messagesOf(accountId)).toEqual([]);
  });

  it("are archived without texts and numbers that are over their time, though nothing removed them before", async ({
    expect,
  }) => {
    const { id: accountId, key } = await accountKeeping({
      textDays: 10,
      numberDays: 35,
      messageDays: 30,
      inboundDays: 30,
    });
    const ids = [idAged("message", 40), idAged("message", 33)];
    for (const id of ids) await insertMessage(accountId, { id, status: "delivered" });
    await insertInbound(accountId, idAged("inbound", 40));
    await walkThrough();
    const found = await Promise.all(ids.map(async (id) => (await call("GET", `/v1/messages/${id}`, { key })).body));
    expect(found).toMatchObject([
      { text: "", to: "+57300•••4567", archived: true },
      { text: "", to: "+573001234567", archived: true },
    ]);
    const [inbound = ""] = await archivedKeys(`inbound/${accountId}/`);
    const file = await gunzip((await (await env.ARCHIVE.get(inbound))?.arrayBuffer()) ?? new ArrayBuffer());
    expect(JSON.parse(file)).toMatchObject({ sender: "+57300•••4567", body: "" });
  });

  it("stay in the usage, whatever a late receipt says of the day", async ({ expect }) => {
    const { id: accountId, key } = await accountKeeping({ messageDays: 30 });
    const ids = [idAged("message", 40), idAged("message", 40), idAged("message", 40)];
    for (const id of ids) await insertMessage(accountId, { id, status: "delivered", segmentCount: 2 });
    const usage = async () => {
      const day = new Date(Date.now() - 45 * 86_400_000).toISOString().slice(0, 10);
      const today = new Date().toISOString().slice(0, 10);
      return (await call("GET", `/v1/usage?from=${day}&to=${today}&groupBy=status`, { key })).body;
    };
    const before = await usage();
    await walkThrough();
    const late = { accountId, id: ids[0] ?? "" };
    await forgetUsage(env.DB, [late], Date.now())?.run();
    expect(await messagesOf(accountId)).toEqual([]);
    expect(await usage()).toEqual(before);
    expect(before).toMatchObject({ data: [{ messages: 3, segments: 6 }] });
  });

  it("are deleted in as many runs as their number asks for", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ messageDays: 30, archive: false });
    for (let days = 40; days < 60; days++) {
      await insertMessage(accountId, { id: idAged("message", days), status: "delivered" });
    }
    expect(await walkThrough(env, 30)).toBeGreaterThan(2);
    expect(await messagesOf(accountId)).toEqual([]);
  });
});

describe("texts from handsets", () => {
  it("are deleted when their days are over, those that are nobody's by the operator's", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ inboundDays: 30 });
    const [old, young, nobodys] = [idAged("inbound", 40), idAged("inbound", 20), idAged("inbound", 40)];
    await insertInbound(accountId, old, "+573001111111");
    await insertInbound(accountId, young, "+573002222222");
    await insertInbound(null, nobodys, "+573003333333");
    await walkThrough({ ...env, RETENTION_INBOUND_DAYS: "35" } as unknown as typeof env);
    const left = await env.DB.prepare("SELECT id FROM inbound_messages WHERE id IN (?, ?, ?)")
      .bind(old, young, nobodys)
      .all();
    expect(left.results).toEqual([{ id: young }]);
    expect(await archivedKeys(`inbound/${accountId}/`)).toHaveLength(1);
    expect(await archivedKeys("inbound/nobody/")).toHaveLength(1);
  });
});
