import { env } from "cloudflare:workers";
import { it } from "vitest";
import { lookAtAlarms } from "../../../src/alarms/look-at-alarms.ts";
import { meterDatabase } from "../../../src/meter/meter-database.ts";
import { Meter } from "../../../src/meter/meter.ts";
import { latencyBoundsMs } from "../../../src/metrics/traffic.ts";
import { currentMs, lookFor, minuteMs, skip } from "./scene.ts";

/** Rows that one look reads and writes. */
async function rowsOfLook(): Promise<{ read: number; written: number }> {
  const meter = new Meter(Date.now);
  skip(1);
  await lookAtAlarms({ ...env, DB: meterDatabase(env.DB, "D1", meter) }, currentMs());
  const sum = (unit: string) =>
    meter
      .read()
      .filter((reading) => reading.unit === unit)
      .reduce((total, { amount }) => total + amount, 0);
  return { read: sum("d1RowRead"), written: sum("d1RowWritten") };
}

/** Accounts of which a message ends in the minute that the next look counts, and queue messages that fail every retry. */
async function makeBusy(accounts: number, letters: number): Promise<void> {
  const zeros = ["segments", "timed", "latency_ms", ...latencyBoundsMs.map((bound) => `within_${bound}_ms`)];
  const numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)";
  await env.DB.batch([
    env.DB.prepare(
      `${numbers}
       INSERT INTO traffic_minutes (minute, account_id, country, carrier_id, status, messages, ${zeros.join(", ")})
       SELECT ?2, printf('acc_%05d', i), 'CO', 'one', 'delivered', 5, ${zeros.map(() => 0).join(", ")} FROM n`,
    ).bind(accounts, Math.floor(currentMs() / minuteMs) - 1),
    env.DB.prepare(
      `${numbers} INSERT OR IGNORE INTO dead_letters SELECT 'letter ' || i, 'events', '{}', 20, 0 FROM n`,
    ).bind(letters),
  ]);
}

it("a look reads a bounded number of rows, however many accounts send and letters are dead", async ({ expect }) => {
  await lookFor(20);
  const quiet = await rowsOfLook();
  expect(quiet.read).toBeLessThan(100);
  expect(quiet.written).toBeLessThanOrEqual(3);

  await makeBusy(20_500, 200);
  const busy = await rowsOfLook();
  await makeBusy(41_000, 2_000);
  const busier = await rowsOfLook();
  expect(busy.read).toBeLessThan(150_000);
  expect(busier.read).toBeLessThan(busy.read + 2_000);
  expect(busier.written).toBeLessThanOrEqual(6);
});
