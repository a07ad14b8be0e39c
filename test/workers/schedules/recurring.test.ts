import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { z } from "@hono/zod-openapi";
import { describe, it } from "vitest";
import { scheduleRunSchema, scheduleSchema } from "../../../src/http/operations/schedules/schedule-schemas.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { type TestAccount, makeAccount } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

const daily = { name: "Daily", cron: "0 9 * * *", timeZone: "America/Bogota", messages: [aMessage] };
const dayMs = 86_400_000;

async function create(key: string, more: object = {}): Promise<z.infer<typeof scheduleSchema>> {
  const answer = await call("POST", "/v1/schedules", { key, body: { ...daily, ...more } });
  return scheduleSchema.parse(answer.body);
}

/** As if the time of the account's schedules had come, and the alarm with it. */
async function runDue({ id }: TestAccount): Promise<void> {
  const stub = env.ACCOUNT.getByName(id);
  await runInDurableObject(stub, async (_object, { storage }) => {
    const past = Date.now() - 1_000;
    storage.sql.exec("UPDATE schedules SET next_run_at_ms = ? WHERE next_run_at_ms IS NOT NULL", past);
    storage.sql.exec("UPDATE alarms SET due_at_ms = ? WHERE kind = 'schedules'", past);
    await storage.setAlarm(Date.now() + dayMs);
  });
  await runDurableObjectAlarm(stub);
}

async function runsOf(key: string, id: string): Promise<z.infer<typeof scheduleRunSchema>[]> {
  const { body } = await call("GET", `/v1/schedules/${id}/runs`, { key });
  return scheduleRunSchema.array().parse((body as { data: unknown }).data);
}

describe("a recurring schedule", () => {
  it("is made, listed and read with its next run", async ({ expect }) => {
    const { key } = await makeAccount();
    const made = await create(key, { startsAt: "2030-01-01T00:00:00", endsAt: "2030-02-01T00:00:00Z" });
    expect(made).toMatchObject({
      cron: daily.cron,
      messages: [aMessage],
      startsAt: "2030-01-01T05:00:00.000Z",
      nextRunAt: "2030-01-01T14:00:00.000Z",
      enabled: true,
      maxRuns: null,
      runs: 0,
    });
    expect((await call("GET", `/v1/schedules/${made.id}`, { key })).body).toEqual(made);
    const second = await create(key);
    const page = (await call("GET", "/v1/schedules?limit=1", { key })).body as { data: unknown[]; nextCursor: string };
    expect(page.data).toEqual([second]);
    const rest = await call("GET", `/v1/schedules?limit=1&cursor=${page.nextCursor}`, { key });
    expect(rest.body).toEqual({ data: [made], nextCursor: null });
  });

  it("sends its messages at each run and tells their ids", async ({ expect }) => {
    const account = await makeAccount({ senders: ["Elibom"] });
    const { id } = await create(account.key, { messages: [aMessage, { ...aMessage, from: "Other" }] });
    await runDue(account);
    await runDue(account);
    const runs = await runsOf(account.key, id);
    expect(runs.map(({ results }) => results.map((result) => Object.keys(result)[0]))).toEqual([
      ["id", "error"],
      ["id", "error"],
    ]);
    expect(runs[0]?.results[1]).toEqual({ error: "sender_not_allowed" });
    const sent = runs.flatMap(({ results }) => results.flatMap((result) => ("id" in result ? [result.id] : [])));
    expect(new Set(sent).size).toBe(2);
    await Promise.all(sent.map((messageId) => withStatus(messageId, "queued")));
    const after = scheduleSchema.parse((await call("GET", `/v1/schedules/${id}`, { key: account.key })).body);
    expect(after.runs).toBe(2);
    expect(Date.parse(after.nextRunAt ?? "")).toBeGreaterThan(Date.now());
  });

  it("has not run at all where the object dies in a run", async ({ expect }) => {
    const account = await makeAccount();
    const { id } = await create(account.key);
    const stub = env.ACCOUNT.getByName(account.id);
    const died = runInDurableObject(stub, async (object, { storage }) => {
      storage.sql.exec("UPDATE schedules SET next_run_at_ms = 1");
      storage.sql.exec("UPDATE alarms SET due_at_ms = 1 WHERE kind = 'schedules'");
      storage.sql.exec(`CREATE TRIGGER killed AFTER INSERT ON schedule_runs BEGIN SELECT RAISE(ABORT, 'killed'); END`);
      await object.alarm();
    });
    await expect(died).rejects.toThrow();
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) => {
      storage.sql.exec("DROP TRIGGER IF EXISTS killed");
    });
    expect(await runsOf(account.key, id)).toEqual([]);
    await runDue(account);
    expect(await runsOf(account.key, id)).toHaveLength(1);
    const { results } = await env.DB.prepare("SELECT id FROM messages WHERE account_id = ?").bind(account.id).all();
    expect(results.length).toBeLessThanOrEqual(1);
  });

  it("ends after its last run", async ({ expect }) => {
    const account = await makeAccount();
    const { id } = await create(account.key, { maxRuns: 1 });
    await runDue(account);
    const after = await call("GET", `/v1/schedules/${id}`, { key: account.key });
    expect(after.body).toMatchObject({ runs: 1, nextRunAt: null });
  });

  it("tells its last 50 runs", async ({ expect }) => {
    const account = await makeAccount();
    const { id } = await create(account.key);
    for (let run = 0; run < 52; run++) await runDue(account);
    const runs = await runsOf(account.key, id);
    expect(runs).toHaveLength(50);
    expect(runs.map(({ dueAt }) => dueAt)).toEqual(
      runs
        .map(({ dueAt }) => dueAt)
        .toSorted()
        .toReversed(),
    );
  });

  it("is paused, and goes on with the next run when it is resumed", async ({ expect }) => {
    const account = await makeAccount();
    const { key } = account;
    const made = await create(key);
    const path = `/v1/schedules/${made.id}`;
    const paused = await call("PATCH", path, { key, body: { enabled: false } });
    expect(paused.body).toMatchObject({ enabled: false, nextRunAt: null });
    await runDue(account);
    expect(await runsOf(key, made.id)).toEqual([]);
    const resumed = await call("PATCH", path, { key, body: { enabled: true } });
    expect(resumed.body).toMatchObject({ nextRunAt: made.nextRunAt });
  });

  it("loses no run that is due by a change that leaves its times as they are", async ({ expect }) => {
    const account = await makeAccount();
    const { id } = await create(account.key);
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) => {
      storage.sql.exec("UPDATE schedules SET next_run_at_ms = ?", Date.now() - 1);
    });
    const body = { name: "Every day", cron: daily.cron, timeZone: daily.timeZone, enabled: true };
    await call("PATCH", `/v1/schedules/${id}`, { key: account.key, body });
    await runDue(account);
    expect(await runsOf(account.key, id)).toHaveLength(1);
  });

  it("makes no run again that it made while the clock was ahead", async ({ expect }) => {
    const account = await makeAccount();
    const { id, nextRunAt } = await create(account.key);
    const path = `/v1/schedules/${id}`;
    await runDue(account);
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) => {
      storage.sql.exec("UPDATE schedule_runs SET due_at_ms = ?", Date.parse(nextRunAt ?? ""));
    });
    await call("PATCH", path, { key: account.key, body: { enabled: false } });
    const resumed = await call("PATCH", path, { key: account.key, body: { enabled: true } });
    expect(resumed.body).toMatchObject({ nextRunAt: new Date(Date.parse(nextRunAt ?? "") + dayMs).toISOString() });
  });

  it("is changed by who has read it as it is", async ({ expect }) => {
    const { key } = await makeAccount();
    const { id } = await create(key);
    const path = `/v1/schedules/${id}`;
    const etag = (await call("GET", path, { key })).headers.get("etag") ?? "";
    const first = await call("PATCH", path, { key, body: { name: "A" }, headers: { "if-match": etag } });
    expect([first.status, first.headers.get("etag")]).toEqual([200, '"2"']);
    const second = await call("PATCH", path, { key, body: { name: "B" }, headers: { "if-match": etag } });
    expect([second.status, problemOf(second).code]).toEqual([412, "version_conflict"]);
    const local = await call("PATCH", path, { key, body: { startsAt: "2030-01-01T00:00:00" } });
    expect(local.body).toMatchObject({ name: "A", startsAt: "2030-01-01T05:00:00.000Z" });
  });

  it("is deleted with its history", async ({ expect }) => {
    const { key } = await makeAccount();
    const { id } = await create(key);
    expect((await call("DELETE", `/v1/schedules/${id}`, { key })).status).toBe(204);
    expect((await call("GET", `/v1/schedules/${id}`, { key })).status).toBe(404);
    expect((await call("GET", `/v1/schedules/${id}/runs`, { key })).status).toBe(404);
  });

  it("is made once for an Idempotency-Key", async ({ expect }) => {
    const { key } = await makeAccount();
    const headers = { "idempotency-key": "s1" };
    const first = await call("POST", "/v1/schedules", { key, body: daily, headers });
    const again = await call("POST", "/v1/schedules", { key, body: daily, headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it("is refused with the fields that are wrong", async ({ expect }) => {
    const { key } = await makeAccount();
    const body = { ...daily, cron: "0 0 31 2 *", timeZone: "Bogota", messages: [{ ...aMessage, to: "1" }] };
    const answer = await call("POST", "/v1/schedules", { key, body });
    expect(problemOf(answer).errors?.map(({ path }) => path)).toEqual(["timeZone", "cron", "messages.0.to"]);
    const timed = { ...daily, messages: [{ ...aMessage, sendAt: "2030-01-01T00:00:00Z" }] };
    expect(problemOf(await call("POST", "/v1/schedules", { key, body: timed })).errors?.[0]?.path).toBe(
      "messages.0.sendAt",
    );
  });
});

describe("the account's quiet hours", () => {
  it("hold messages back, but not one-time codes and those that say otherwise", async ({ expect }) => {
    const { key } = await makeAccount();
    const from = new Date(Date.now() - 3_600_000).toISOString().slice(11, 16);
    const to = new Date(Date.now() + 7_200_000).toISOString().slice(11, 16);
    const setting = { quietHours: { from, to, timeZone: "UTC" }, timeZone: "UTC" };
    expect((await call("PUT", "/v1/quiet-hours", { key, body: setting })).body).toEqual(setting);
    expect((await call("GET", "/v1/quiet-hours", { key })).body).toEqual(setting);
    const send = async (more: object): Promise<unknown> =>
      (await call("POST", "/v1/messages", { key, body: { ...aMessage, ...more } })).body;
    expect(await send({})).toMatchObject({ status: "scheduled" });
    expect(await send({ lane: "otp" })).toMatchObject({ status: "accepted" });
    expect(await send({ quietHours: null })).toMatchObject({ status: "accepted" });
    await call("PUT", "/v1/quiet-hours", { key, body: { quietHours: null, timeZone: "UTC" } });
    expect(await send({})).toMatchObject({ status: "accepted" });
  });
});

describe("another account", () => {
  it("neither sees nor changes a schedule", async ({ expect }) => {
    const owner = await makeAccount();
    const { id } = await create(owner.key);
    const { key } = await makeAccount();
    expect((await call("GET", "/v1/schedules", { key })).body).toEqual({ data: [], nextCursor: null });
    expect((await call("GET", `/v1/schedules/${id}`, { key })).status).toBe(404);
    expect((await call("GET", `/v1/schedules/${id}/runs`, { key })).status).toBe(404);
    expect((await call("PATCH", `/v1/schedules/${id}`, { key, body: { enabled: false } })).status).toBe(404);
    expect((await call("DELETE", `/v1/schedules/${id}`, { key })).status).toBe(404);
    const quiet = { quietHours: { from: "21:00", to: "08:00", timeZone: "recipient" }, timeZone: "UTC" };
    await call("PUT", "/v1/quiet-hours", { key, body: quiet });
    expect((await call("GET", "/v1/quiet-hours", { key: owner.key })).body).toMatchObject({ quietHours: null });
    expect((await call("GET", `/v1/schedules/${id}`, { key: owner.key })).body).toMatchObject({ enabled: true });
  });

  it("needs its key's scopes", async ({ expect }) => {
    const { key } = await makeAccount({ scopes: ["messages:write"] });
    const path = "/v1/schedules/sch_01JD0000000000000000000000";
    const answers = [
      await call("POST", "/v1/schedules", { key, body: daily }),
      await call("GET", "/v1/schedules", { key }),
      await call("GET", path, { key }),
      await call("GET", `${path}/runs`, { key }),
      await call("PATCH", path, { key, body: {} }),
      await call("DELETE", path, { key }),
      await call("GET", "/v1/quiet-hours", { key }),
      await call("PUT", "/v1/quiet-hours", { key, body: { quietHours: null, timeZone: "UTC" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
  });
});
