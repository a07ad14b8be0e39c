import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { Meter } from "../../../src/meter/meter.ts";
import { meterEnv } from "../../../src/meter/meter-env.ts";
import { queueOperations } from "../../../src/meter/meter-queue.ts";
import { meterState } from "../../../src/meter/meter-state.ts";
import { statementName } from "../../../src/meter/statement-name.ts";

function reading(meter: Meter): Record<string, number> {
  return Object.fromEntries(
    meter.read().map(({ place, operation, unit, amount }) => [`${place}: ${operation}, ${unit}`, amount]),
  );
}

describe("the meter", () => {
  it("counts time that overlaps once, for each object by itself", ({ expect }) => {
    let nowMs = 0;
    const meter = new Meter(() => nowMs);
    const endFirst = meter.keepActive("object", "one");
    nowMs = 1_000;
    const endSecond = meter.keepActive("object", "one");
    const endOther = meter.keepActive("object", "two");
    nowMs = 3_000;
    endFirst();
    endOther();
    nowMs = 5_000;
    endSecond();
    expect(reading(meter)).toEqual({ "object: active, objectSecond": 7 });
  });

  it("counts a row for the table and one for each index, and each alarm as a row", async ({ expect }) => {
    const meter = new Meter(Date.now);
    await runInDurableObject(env.ACCOUNT.getByName("metered"), async (_, state) => {
      const { sql } = meterState(state, "object", meter).storage;
      sql.exec("CREATE TABLE fruit (name TEXT PRIMARY KEY, price INTEGER) WITHOUT ROWID");
      sql.exec("CREATE INDEX by_price ON fruit (price)");
      meter.reset();
      sql.exec("INSERT INTO fruit VALUES ('fig', 1), ('pear', 2)");
      sql.exec("UPDATE fruit SET price = 3 WHERE name = 'fig'");
      sql.exec("SELECT * FROM fruit").toArray();
      await state.storage.setAlarm(Date.now() + 3_600_000);
      await state.storage.deleteAlarm();
    });
    expect(reading(meter)).toEqual({
      "object: INSERT fruit, objectRowWritten": 4,
      "object: UPDATE fruit, objectRowRead": 1,
      "object: UPDATE fruit, objectRowWritten": 2,
      "object: SELECT fruit, objectRowRead": 2,
      "object: setAlarm, objectRowWritten": 1,
    });
  });

  it("counts a call through a getter as one request, and what D1 says it read and wrote", async ({ expect }) => {
    const meter = new Meter(Date.now);
    const metered = meterEnv(env, meter);
    expect(metered.ASSETS).toBe(env.ASSETS);
    await metered.ACCOUNT.getByName("nobody").profile.describe({ kind: "operator", name: "test" });
    const insert = metered.DB.prepare("INSERT INTO carriers (id, name, created_at_ms) VALUES (?, 'Metered', 0)");
    await metered.DB.batch([insert.bind("metered-1"), insert.bind("metered-2")]);
    const found = await metered.DB.prepare("SELECT name FROM carriers WHERE id = ?").bind("metered-1").first("name");
    expect(found).toBe("Metered");
    const { "account object: active, objectSecond": _, ...counts } = reading(meter);
    expect(counts).toEqual({
      "account object: profile.describe, objectRequest": 1,
      "D1: INSERT carriers, d1RowWritten": 4,
      "D1: SELECT carriers, d1RowRead": 1,
    });
  });

  it("counts operations of a bucket by their class", async ({ expect }) => {
    const meter = new Meter(Date.now);
    const nothing = (): Promise<null> => Promise.resolve(null);
    const bucket = { put: nothing, get: nothing, delete: nothing, createMultipartUpload: nothing };
    const metered = meterEnv({ ARCHIVE: bucket }, meter);
    await Promise.all([metered.ARCHIVE.put(), metered.ARCHIVE.get(), metered.ARCHIVE.delete()]);
    expect(reading(meter)).toEqual({ "R2: put, r2ClassAOperation": 1, "R2: get, r2ClassBOperation": 1 });
  });

  it.for([
    ["x", 1],
    ["x".repeat(63_900), 1],
    ["x".repeat(63_901), 2],
    ["é".repeat(63_901), 2],
    [{ text: "x".repeat(63_890) }, 1],
    [{ bytes: new Uint8Array(63_901) }, 2],
  ] as const)("counts an operation for each 64 KB of a message (%#)", ([body, operations], { expect }) => {
    expect(queueOperations(body)).toBe(operations);
  });

  it.for<[sql: string, name: string]>([
    ["INSERT OR IGNORE INTO receipts (a) SELECT value FROM json_each(?)", "INSERT receipts"],
    ["\n  UPDATE chunks SET body = NULL WHERE seq = ?", "UPDATE chunks"],
    ["DELETE FROM outbox WHERE id BETWEEN ? AND ? RETURNING items", "DELETE outbox RETURNING"],
    ['select "id" from "config_versions"', "SELECT config_versions"],
    ["PRAGMA optimize", "other"],
  ])("calls %j %j", ([sql, name], { expect }) => {
    expect(statementName(sql)).toBe(name);
  });
});
