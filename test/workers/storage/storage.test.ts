import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { dayOf } from "../../../src/accounts/periods.ts";
import { getStorage } from "../../../src/storage/get-storage.ts";
import { measureStorage } from "../../../src/storage/measure-storage.ts";
import { call } from "../http/support/api.ts";
import { dispatch, migrateMonths, monthsEnv, textOf } from "../months/scene.ts";
import { makeAccount } from "../support/accounts.ts";
import { makeCarrier } from "../support/scene.ts";

const dayMs = 86_400_000;

describe("how large the databases are", () => {
  beforeAll(async () => {
    await migrateMonths();
    await makeCarrier({ id: "default" });
  });

  it("is told with the day they are full on, and is on the metrics", async ({ expect }) => {
    const nowMs = Date.now();
    await measureStorage(env, nowMs);
    const { bytes = 0 } = (await getStorage(env, nowMs))[0] ?? {};
    expect(bytes).toBeGreaterThan(4_096);
    // A week ago it was almost empty.
    await env.DB.prepare("INSERT INTO storage_days VALUES ('DB', ?, 0, 0, 0)")
      .bind(dayOf(nowMs - 7 * dayMs))
      .run();
    const { body } = await call("GET", "/admin/v1/storage", { key: env.ADMIN_KEY });
    expect(body).toMatchObject({
      databases: [
        { name: "DB", from: null, current: true, bytes, limitBytes: 10_000_000_000, days: [{ bytes: 0 }, { bytes }] },
      ],
    });
    const [database] = (body as { databases: { fullOn: string; bytesPerDay: number }[] }).databases;
    expect(database?.bytesPerDay).toBeGreaterThan(bytes / 8);
    expect(database?.fullOn.length).toBe(10);
    const metrics = await call("GET", "/metrics", { key: env.ADMIN_KEY });
    expect(metrics.body).toContain(`heliograph_database_bytes{database="DB"} ${bytes}\n`);
    expect(metrics.body).toMatch(/heliograph_database_full_timestamp_seconds\{database="DB"\} \d+/);
  });

  it("is of each month's database its own, and says which one fills", async ({ expect }) => {
    const { id } = await makeAccount();
    await env.DB.prepare("INSERT INTO accounts (id, name, created_at_ms) VALUES (?, 'New', 1)").bind(id).run();
    await dispatch(id, [
      textOf("2026-12-05T00:00:00Z"),
      textOf("2026-12-06T00:00:00Z"),
      textOf("2027-01-05T00:00:00Z"),
    ]);
    await measureStorage(monthsEnv, Date.parse("2026-12-07T00:00:00Z"));
    const databases = await getStorage(monthsEnv, Date.parse("2026-12-07T01:00:00Z"));
    expect(databases.map(({ name, isCurrent, days }) => [name, isCurrent, days.at(-1)?.messages])).toEqual([
      ["DB", false, 0],
      ["MESSAGES_2026_12", true, 2],
      ["MESSAGES_2027_01", false, 1],
    ]);
    // So that what is asked of all accounts is asked of this one there as well.
    expect(await env.MONTH_ONE.prepare("SELECT name FROM accounts WHERE id = ?").bind(id).first("name")).toBe("New");
  });
});
