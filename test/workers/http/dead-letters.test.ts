import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { listedDeadLetterSchema } from "../../../src/http/operations/dead-letters/dead-letter-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { recordDeadLetters } from "../../../src/queues/dead-letters.ts";
import { createMessageBatch } from "cloudflare:test";
import { call, problemOf } from "./support/api.ts";

const key = env.ADMIN_KEY;

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

  it("answer 404 for one there is not, and refuse a made-up cursor", async ({ expect }) => {
    expect((await call("GET", "/admin/v1/dead-letters/none", { key })).status).toBe(404);
    const cursor = btoa('{"after":"1 OR 1=1"}');
    expect(problemOf(await call("GET", `/admin/v1/dead-letters?cursor=${cursor}`, { key })).code).toBe(
      "invalid_cursor",
    );
  });
});
