import type { DatabaseSync } from "node:sqlite";
import { type TrafficStatus, latencyBoundsMs } from "../../src/metrics/traffic.ts";

export interface Counted {
  country: string;
  carrierId: string;
  status: TrafficStatus;
  segments: number;
  atMs: number;
  latencyMs: number | null;
}

const sums = ["messages", "segments", "timed", "latency_ms", ...latencyBoundsMs.map((ms) => `within_${ms}_ms`)];

/** Counts what an account's messages went through, minute by minute, as the edge would have. */
export class TrafficTally {
  readonly #minutes = new Map<string, number[]>();

  add({ country, carrierId, status, segments, atMs, latencyMs }: Counted): void {
    const key = `${Math.floor(atMs / 60_000)}|${country}|${carrierId}|${status}`;
    let counts = this.#minutes.get(key);
    if (counts === undefined) {
      counts = sums.map(() => 0);
      this.#minutes.set(key, counts);
    }
    const timed = latencyMs === null ? 0 : 1;
    const added = [1, segments, timed, latencyMs ?? 0];
    for (const boundMs of latencyBoundsMs) added.push(latencyMs !== null && latencyMs <= boundMs ? 1 : 0);
    for (const [index, amount] of added.entries()) counts[index] = (counts[index] ?? 0) + amount;
  }

  /** Minutes that the totals and the hours have already go into these as well: all of them, where nothing has been counted yet. */
  write(database: DatabaseSync, accountId: string, nowMs: number): void {
    const beforeMinute = foldOf(database, nowMs);
    const columns = `account_id, country, carrier_id, status, ${sums.join(", ")}`;
    const marks = Array.from({ length: sums.length + 4 }, () => "?").join(", ");
    const adding = `ON CONFLICT DO UPDATE SET ${sums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(", ")}`;
    const minutes = database.prepare(`INSERT INTO traffic_minutes (minute, ${columns}) VALUES (?, ${marks}) ${adding}`);
    const hours = database.prepare(`INSERT INTO traffic_hours (hour, ${columns}) VALUES (?, ${marks}) ${adding}`);
    const totals = database.prepare(`INSERT INTO traffic_totals (${columns}) VALUES (${marks}) ${adding}`);
    for (const [key, counts] of this.#minutes) {
      const [minuteText = "", country = "", carrierId = "", status = ""] = key.split("|");
      const minute = Number(minuteText);
      const cells = [country, carrierId, status, ...counts];
      minutes.run(minute, accountId, ...cells);
      if (minute >= beforeMinute) continue;
      totals.run(accountId, ...cells);
      // Those of the account, and those of all together.
      for (const whose of [accountId, ""]) hours.run(Math.floor(minute / 60), whose, ...cells);
    }
  }
}

/** How far the totals go; to now where there is nothing that is not in them. */
function foldOf(database: DatabaseSync, nowMs: number): number {
  const fold = database.prepare("SELECT before_minute FROM traffic_fold").get();
  if (fold !== undefined) return Number(fold["before_minute"]);
  if (database.prepare("SELECT 1 FROM traffic_minutes LIMIT 1").get() !== undefined) return 0;
  const minute = Math.floor(nowMs / 60_000);
  database.prepare("INSERT INTO traffic_fold (id, before_minute) VALUES (1, ?)").run(minute);
  return minute;
}
