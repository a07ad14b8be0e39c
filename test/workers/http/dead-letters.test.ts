import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import { sweepDeadLetters } from "../../../src/dead-letters/sweep-dead-letters.ts";
import { listedDeadLetterSchema } from "../../../src/http/operations/dead-letters/dead-letter-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { recordDeadLetters } from "../../../src/queues/dead-letters.ts";
import { createMessageBatch, runInDurableObject } from "cloudflare:test";
import { call, problemOf } from "./support/api.ts";

const key = env.ADMIN_KEY;
const accepted = { metadata: { metrics: { backlogBytes: 0, backlogCount: 0 } } };

async function die(id: string, body: string): Promise<void> {
  const timestamp = new Date("2026-11-21T10:00:00Z");
  await recordDeadLetters(createMessageBatch("heliograph-dead-letters", [{ id, timestamp, attempts: 3, body }]), env);
}

describe("dead letters", () => {
  it("are listed newest first, page by page, and shown whole", async ({ expect }) => {
    await die("z-first", '{"texts":["ñ"]}');
    await die("m-second", '{"events":[]}');
    await die("a-third", "?");
    const schema = pageSchema(listedDeadLetterSchema);
    const first = schema.parse((await call("GET", "/admin/v1/dead-letters?limit=2", { key })).body);
    const second = schema.parse((await call("GET", `/admin/v1/dead-letters?cursor=${first.nextCursor}`, { key })).body);
    expect([...first.data, ...second.data]).toEqual([
      { id: "a-third", kind: "unreadable", attempts: 3, diedAt: "2026-11-21T10:00:00.000Z", bodySize: 1 },
      { id: "m-second", kind: "events", attempts: 3, diedAt: "2026-11-21T10:00:00.000Z", bodySize: 13 },
      { id: "z-first", kind: "outbound", attempts: 3, diedAt: "2026-11-21T10:00:00.000Z", bodySize: 16 },
    ]);
    expect(second.nextCursor).toBeNull();
    const { status, body } = await call("GET", "/admin/v1/dead-letters/z-first", { key });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: "z-first",
      kind: "outbound",
      attempts: 3,
      diedAt: "2026-11-21T10:00:00.000Z",
      body: '{"texts":["ñ"]}',
    });
  });

  it("go back on their queue, once, and are no dead letters any more", async ({ expect }) => {
    const sent = vi.spyOn(env.EVENTS, "send").mockResolvedValue(accepted);
    await die("replayed", '{"carrierId":"c","chunkId":"x","events":[]}');
    expect((await call("POST", "/admin/v1/dead-letters/replayed/replay", { key })).status).toBe(204);
    expect(sent.mock.calls.map(([body]) => body)).toEqual(['{"carrierId":"c","chunkId":"x","events":[]}']);
    expect((await call("POST", "/admin/v1/dead-letters/replayed/replay", { key })).status).toBe(404);
    await die("garbage", "?");
    const refused = await call("POST", "/admin/v1/dead-letters/garbage/replay", { key });
    expect(problemOf(refused).code).toBe("not_replayable");
    vi.restoreAllMocks();
  });

  it.for(["outbound", "events"] as const)(
    "of queue %s go back while their texts wait, and are only forgotten once these have gone",
    async (queue, { expect }) => {
      const sent = vi.spyOn(queue === "outbound" ? env.OUTBOUND : env.EVENTS, "send").mockResolvedValue(accepted);
      const writer = crypto.randomUUID();
      const isOutbound = queue === "outbound";
      const table = isOutbound ? "outbox_chunks" : "moves_outbox_chunks";
      const stub = isOutbound ? env.ACCOUNT.getByName(writer) : env.CARRIER.getByName(writer);
      const write = (sql: string) => runInDurableObject(stub, (_, state) => void state.storage.sql.exec(sql));
      const body = JSON.stringify(
        isOutbound
          ? { accountId: writer, chunkId: "msg_1", texts: [] }
          : { carrierId: writer, chunkId: "msg_1", moves: [] },
      );
      await write(`INSERT INTO ${table} (first_id, last_id, sent_at_ms) VALUES ('msg_1', 'msg_1', 1)`);
      await die(`waits-${queue}`, body);
      expect((await call("POST", `/admin/v1/dead-letters/waits-${queue}/replay`, { key })).status).toBe(204);
      expect(sent.mock.calls.map(([message]) => message)).toEqual([body]);
      await write(`DELETE FROM ${table}`);
      await die(`gone-${queue}`, body);
      expect((await call("POST", `/admin/v1/dead-letters/gone-${queue}/replay`, { key })).status).toBe(204);
      expect((await call("GET", `/admin/v1/dead-letters/gone-${queue}`, { key })).status).toBe(404);
      expect(sent).toHaveBeenCalledTimes(1);
      vi.restoreAllMocks();
    },
  );

  it("are replayed and discarded by the hundred, of one kind or from before a moment", async ({ expect }) => {
    const sent = vi.spyOn(env.EVENTS, "send").mockResolvedValue(accepted);
    await call("POST", "/admin/v1/dead-letters/discard", { key, body: {} });
    for (let index = 0; index < 101; index++) await die(`many-${index}`, '{"events":[]}');
    await die("other", "?");
    const ask = async (verb: string, body: object) =>
      (await call("POST", `/admin/v1/dead-letters/${verb}`, { key, body })).body;
    expect(await ask("replay", { kind: "events" })).toEqual({ done: 100, more: true });
    expect(await ask("replay", { kind: "events" })).toEqual({ done: 1, more: false });
    expect(sent).toHaveBeenCalledTimes(101);
    expect(await ask("discard", { before: "2020-01-01T00:00:00Z" })).toEqual({ done: 0, more: false });
    expect(await ask("discard", { kind: "unreadable" })).toEqual({ done: 1, more: false });
    vi.restoreAllMocks();
  });

  it("are discarded one by one, and forgotten after thirty days", async ({ expect }) => {
    await die("unwanted", "?");
    expect((await call("DELETE", "/admin/v1/dead-letters/unwanted", { key })).status).toBe(204);
    expect((await call("DELETE", "/admin/v1/dead-letters/unwanted", { key })).status).toBe(404);
    await die("old", "?");
    await sweepDeadLetters(env, Date.parse("2026-12-21T09:00:00Z"));
    expect((await call("GET", "/admin/v1/dead-letters/old", { key })).status).toBe(200);
    await sweepDeadLetters(env, Date.parse("2026-12-21T11:00:00Z"));
    expect((await call("GET", "/admin/v1/dead-letters/old", { key })).status).toBe(404);
  });

  it("answer 404 for one there is not, and refuse a made-up cursor", async ({ expect }) => {
    expect((await call("GET", "/admin/v1/dead-letters/none", { key })).status).toBe(404);
    const cursor = btoa('{"after":"1 OR 1=1"}');
    expect(problemOf(await call("GET", `/admin/v1/dead-letters?cursor=${cursor}`, { key })).code).toBe(
      "invalid_cursor",
    );
  });
});
