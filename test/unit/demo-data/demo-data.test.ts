import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { idTimeMs } from "../../../src/ids.ts";
import { writeHistory } from "../../../local/demo-data/write-history.ts";

const accountId = "acc_01JD3Q8Z6V4K0X9M2T7R5WANBC";
const beforeMs = Date.parse("2026-11-21T00:00:00Z");
const plan = {
  accountId,
  messages: 2_000,
  span: { fromMs: beforeMs - 5 * 86_400_000, beforeMs },
  seed: 7,
  nowMs: beforeMs + 3_600_000,
};

function emptyReadModel(): DatabaseSync {
  const folder = join(import.meta.dirname, "../../../migrations");
  const database = new DatabaseSync(":memory:");
  for (const name of readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()) {
    database.exec(readFileSync(join(folder, name), "utf8"));
  }
  return database;
}

function filled(changes: Partial<typeof plan> = {}): DatabaseSync {
  const database = emptyReadModel();
  writeHistory(database, { ...plan, ...changes }, () => {});
  return database;
}

function rowsOf(database: DatabaseSync, sql: string): unknown[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}

const everything = [
  "SELECT * FROM messages ORDER BY id",
  "SELECT * FROM inbound_messages ORDER BY id",
  "SELECT * FROM traffic_minutes",
  "SELECT * FROM usage_days",
];

describe("demonstration data", () => {
  it("are the same for the same seed, and others for another", ({ expect }) => {
    const [one, same, other] = [
      filled({ messages: 200 }),
      filled({ messages: 200 }),
      filled({ messages: 200, seed: 8 }),
    ];
    for (const sql of everything) expect(rowsOf(one, sql)).toEqual(rowsOf(same, sql));
    expect(rowsOf(one, everything[0] ?? "")).not.toEqual(rowsOf(other, everything[0] ?? ""));
  });

  const database = filled();

  it("have every status that is not an object's", ({ expect }) => {
    const statuses = rowsOf(database, "SELECT DISTINCT status FROM messages ORDER BY status");
    expect(statuses.map((row) => (row as { status: string }).status)).toEqual([
      "canceled",
      "delivered",
      "expired",
      "failed",
      "rejected",
      "sent",
      "undelivered",
      "unknown",
    ]);
  });

  it("fill their days from end to end, more by day than by night", ({ expect }) => {
    const ids = rowsOf(database, "SELECT id FROM messages ORDER BY id") as { id: string }[];
    const times = ids.map(({ id }) => idTimeMs(id));
    const { fromMs } = plan.span;
    expect(times.every((atMs) => atMs >= fromMs && atMs < beforeMs)).toBe(true);
    const byHour = Map.groupBy(times, (atMs) => new Date(atMs).getUTCHours());
    const counts = [...byHour.values()].map(({ length }) => length);
    expect(byHour.size).toBe(24);
    expect(Math.max(...counts)).toBeGreaterThan(2 * Math.min(...counts));
  });

  it("are counted as the edge would have counted them", ({ expect }) => {
    const finals = "status NOT IN ('queued', 'sent', 'scheduled', 'received')";
    const counted = rowsOf(
      database,
      `SELECT status, country, sum(messages) AS n, sum(segments) AS s FROM traffic_minutes WHERE ${finals} GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const rows = rowsOf(
      database,
      `SELECT status, country, count(*) AS n, sum(segment_count) AS s FROM messages WHERE ${finals} GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(counted).toEqual(rows);
    expect(rowsOf(database, "SELECT sum(messages) AS n FROM traffic_minutes WHERE status = 'received'")).toEqual(
      rowsOf(database, "SELECT count(*) AS n FROM inbound_messages"),
    );
    const usage = rowsOf(database, "SELECT day, sum(messages) AS n FROM usage_days GROUP BY day ORDER BY day");
    expect(usage).toHaveLength(3);
    expect(rowsOf(database, "SELECT count(*) AS n FROM usage_days_counted")).toEqual([{ n: 3 }]);
  });

  it("go into totals and hours, as what is over does", ({ expect }) => {
    const delivered = (table: string, where = "") =>
      rowsOf(database, `SELECT sum(messages) AS n FROM ${table} WHERE status = 'delivered' ${where}`);
    expect(delivered("traffic_totals")).toEqual(delivered("traffic_minutes"));
    expect(delivered("traffic_hours", `AND account_id = '${accountId}'`)).toEqual(delivered("traffic_minutes"));
    expect(delivered("traffic_hours", "AND account_id = ''")).toEqual(delivered("traffic_minutes"));
  });

  it("leave minutes to the edge that it has yet to add up", ({ expect }) => {
    const used = emptyReadModel();
    used.exec("INSERT INTO traffic_fold (id, before_minute) VALUES (1, 0)");
    writeHistory(used, { ...plan, messages: 200 }, () => {});
    expect(rowsOf(used, "SELECT count(*) AS n FROM traffic_totals")).toEqual([{ n: 0 }]);
    expect(rowsOf(used, "SELECT count(*) AS n FROM traffic_hours")).toEqual([{ n: 0 }]);
  });

  it("add to what an account has, without taking its days for counted", ({ expect }) => {
    const database = filled({ messages: 200 });
    writeHistory(database, { ...plan, messages: 200, seed: 9 }, () => {});
    expect(rowsOf(database, "SELECT count(*) AS n FROM messages")).toEqual([{ n: 400 }]);
    expect(rowsOf(database, "SELECT count(*) AS n FROM usage_days_counted")).toEqual([{ n: 0 }]);
  });
});
