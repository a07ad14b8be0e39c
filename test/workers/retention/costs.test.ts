import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { countUsage } from "../../../src/db/count-usage.ts";
import { deleteMessages, findOldestMessages } from "../../../src/db/retention/delete-messages.ts";
import { redact } from "../../../src/db/retention/redact.ts";
import { idLowerBound } from "../../../src/ids.ts";
import { type BilledUnit, Meter } from "../../../src/meter/meter.ts";
import { meterDatabase } from "../../../src/meter/meter-database.ts";
import { insertMessage } from "../http/support/messages.ts";

const count = 200;
const day = "2026-02-01";
const dayMs = 86_400_000;

/** Delivered messages of one day. */
async function fill(accountId: string): Promise<void> {
  const like = await insertMessage(accountId, { id: idLowerBound("message", Date.parse(day)), status: "delivered" });
  const names = (await env.DB.prepare("SELECT * FROM messages LIMIT 0").raw({ columnNames: true }))[0];
  const others = names.filter((column) => column !== "id").join(", ");
  await env.DB.prepare(
    `WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?2)
     INSERT INTO messages (id, ${others}) SELECT substr(?1, 1, 14) || printf('%016d', n), ${others} FROM numbers, messages
     WHERE id = ?1 AND account_id = ?3`,
  )
    .bind(like, count, accountId)
    .run();
}

/** Rows that D1 reads and writes for each message. */
async function rowsPerMessage(work: (db: D1Database) => Promise<unknown>) {
  const meter = new Meter(Date.now);
  await work(meterDatabase(env.DB, "D1", meter));
  const rowsOf = (wanted: BilledUnit): number =>
    meter.read().reduce((sum, { unit, amount }) => sum + (unit === wanted ? amount : 0), 0) / count;
  return { read: rowsOf("d1RowRead"), written: rowsOf("d1RowWritten") };
}

const redactStep = {
  cutoffMs: Date.parse(day) + dayMs,
  beforeId: idLowerBound("message", Date.parse(day) + dayMs),
  limit: 2_000,
};

describe("what it costs, in rows for each message,", () => {
  it("to remove texts and numbers, and to delete", async ({ expect }) => {
    const accountId = "acc_costs";
    await fill(accountId);
    const text = await rowsPerMessage((db) => redact(db, { ...redactStep, accountId, stage: "text" }));
    const number = await rowsPerMessage((db) => redact(db, { ...redactStep, accountId, stage: "number" }));
    const [fromId, beforeId] = [idLowerBound("message", Date.parse(day)), redactStep.beforeId];
    await countUsage(env.DB, { accountId, days: [{ day, fromId, beforeId }] }, 1);
    const oldest = await findOldestMessages(env.DB, accountId, { beforeId, cutoffMs: redactStep.cutoffMs }, 1_000);
    const deleted = await rowsPerMessage((db) => deleteMessages(db, { accountId, day }, oldest));
    // As docs/retention.md has it, with a row or two for all of them together.
    const shared = 0.05;
    expect(text.read).toBeLessThan(2 + shared);
    expect(text.written).toBeLessThan(1 + shared);
    expect(number.read).toBeLessThan(2 + shared);
    expect(number.written).toBeLessThan(2 + shared);
    expect(deleted.read).toBeLessThan(6 + shared);
    expect(deleted.written).toBeLessThan(1 + shared);
    expect(oldest).toHaveLength(count);
  });
});
