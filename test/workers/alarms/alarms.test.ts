import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { lookAtAlarms } from "../../../src/alarms/look-at-alarms.ts";
import { call, problemOf } from "../http/support/api.ts";
import { scrape } from "../metrics/scene.ts";
import { alarmsOf, currentMs, getAlarm, lookFor, minuteMs, skip, tellCarrier } from "./scene.ts";

const key = env.ADMIN_KEY;
let carrier = "";
let subject = "";
beforeEach(async () => {
  carrier = crypto.randomUUID().slice(0, 8);
  subject = `carrier/${carrier}`;
  await tellCarrier(carrier);
  await lookFor(1);
});

describe("an alarm", () => {
  it("is raised after so many minutes, and cleared after so many others, with its graph", async ({ expect }) => {
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(1);
    expect(await alarmsOf(subject)).toEqual([]);
    await lookFor(1);
    const [raised, ...others] = await alarmsOf(subject);
    expect(others).toEqual([]);
    expect(raised).toMatchObject({ rule: "carrier_down", state: "raised", value: 1, accountId: null });

    const { id } = raised ?? { id: "" };
    await lookFor(1);
    const open = await getAlarm(id);
    expect(open.series.map(({ value }) => value)).toEqual([0, 1, 1, 1]);
    expect(open.series.at(-1)?.at).toBe(new Date(currentMs()).toISOString());

    await tellCarrier(carrier);
    await lookFor(2);
    expect(await alarmsOf(subject)).toMatchObject([{ state: "raised" }]);
    await lookFor(1);
    expect(await alarmsOf(subject)).toMatchObject([{ id, state: "cleared", clearReason: "recovered" }]);
    expect((await getAlarm(id)).series.map(({ value }) => value)).toEqual([0, 1, 1, 1, 0, 0, 0]);
  });

  it("is raised once where the trigger comes twice, and at the same time", async ({ expect }) => {
    await tellCarrier(carrier, { state: "open" });
    await lookFor(1);
    const nextMs = currentMs() + minuteMs;
    await Promise.all(Array.from({ length: 4 }, () => lookAtAlarms(env, nextMs)));
    await lookAtAlarms(env, nextMs);
    await lookFor(1);
    expect(await alarmsOf(subject)).toHaveLength(1);
  });

  it("survives minutes in which the trigger does not come", async ({ expect }) => {
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    await tellCarrier(carrier);
    await lookFor(1);
    skip(1);
    await lookFor(1);
    expect(await alarmsOf(subject)).toMatchObject([{ state: "cleared", clearReason: "recovered" }]);
  });

  it("comes of what the carrier's object tells", async ({ expect }) => {
    const binds = [{ id: "b1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "s3cret" }];
    await call("PUT", `/admin/v1/carriers/${carrier}-2`, { key, body: { name: "Carrier", binds } });
    // No connector is there for its bind.
    const told = env.DB.prepare("SELECT state FROM carrier_states WHERE carrier_id = ?1").bind(`${carrier}-2`);
    await vi.waitUntil(async () => (await told.first("state")) === "unbound", { timeout: 10_000 });
    await lookFor(2);
    expect(await alarmsOf(`${subject}-2`)).toMatchObject([{ rule: "carrier_down", state: "raised" }]);
  });

  it("tells how long texts wait", async ({ expect }) => {
    await tellCarrier(carrier, { waitingSinceMs: currentMs() - 10 * minuteMs });
    await lookFor(2);
    expect(await alarmsOf(subject)).toMatchObject([{ rule: "backlog_age", value: 720 }]);
  });

  it("is acknowledged by whoever is first", async ({ expect }) => {
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    const [alarm] = await alarmsOf(subject);
    const path = `/admin/v1/alarms/${alarm?.id}/acknowledge`;
    for (const author of ["maria@example.com", "jo@example.com"]) {
      const headers = { "x-heliograph-author": author };
      expect(await call("POST", path, { key, body: { note: author }, headers })).toMatchObject({ status: 200 });
    }
    expect(await alarmsOf(subject)).toMatchObject([
      { acknowledged: { by: "maria@example.com", note: "maria@example.com" } },
    ]);
    expect(problemOf(await call("POST", path.replace("alm_", "alm_0"), { key })).code).toBe("not_found");
  });

  it("counts in /metrics until it is cleared", async ({ expect }) => {
    const raised = 'heliograph_alarms{rule="throttled",state="raised"}';
    const before = (await scrape()).get(raised) ?? Number.NaN;
    await tellCarrier(carrier, { state: "throttled" });
    await lookFor(10);
    expect((await scrape()).get(raised)).toBe(before + 1);
    const [alarm] = await alarmsOf(subject);
    await call("POST", `/admin/v1/alarms/${alarm?.id}/acknowledge`, { key });
    expect((await scrape()).get(raised)).toBe(before);
  });

  it("is raised for a connector whose clock is wrong", async ({ expect }) => {
    const connectorId = crypto.randomUUID();
    const headers = { "x-heliograph-connector": connectorId, "x-heliograph-clock": String(Date.now() + 7_000) };
    await call("GET", "/connector/v1/carriers", { key: env.CONNECTOR_TOKEN, headers });
    const seen = env.DB.prepare("UPDATE connectors SET last_seen_at_ms = ?1 WHERE id = ?2").bind(
      currentMs(),
      connectorId,
    );
    await vi.waitUntil(async () => (await seen.run()).meta.changes === 1);
    await lookFor(3);
    const [alarm] = await alarmsOf(`connector/${connectorId}`);
    expect(alarm?.rule).toBe("clock_skew");
    expect(alarm?.value).toBeCloseTo(7, 0);
  });

  it("is raised for dead letters, and cleared when there are none", async ({ expect }) => {
    await env.DB.prepare("INSERT INTO dead_letters VALUES ('one', 'events', '{}', 20, 0)").run();
    await lookFor(1);
    expect(await alarmsOf("system")).toMatchObject([{ rule: "dead_letters", state: "raised", value: 1 }]);
    await env.DB.prepare("DELETE FROM dead_letters").run();
    await lookFor(1);
    expect(await alarmsOf("system")).toMatchObject([{ state: "cleared" }]);
  });
});

describe("the rules", () => {
  const path = "/admin/v1/alarm-rules";
  const body = { rules: { carrier_down: { raiseAfterMinutes: 4 } } };

  it("are tried on the last day before they are stored", async ({ expect }) => {
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(3);
    const trial = async (rules: object) => {
      const answer = await call("PUT", `${path}?dryRun=true`, { key, body: { rules } });
      const { alarms, minutes } = answer.body as { alarms: { subject: string }[]; minutes: number };
      return { alarms: alarms.filter((alarm) => alarm.subject === subject), minutes };
    };
    const usual = await trial({});
    expect(usual.minutes).toBeGreaterThanOrEqual(4);
    expect(usual.alarms).toMatchObject([
      { rule: "carrier_down", raisedAt: new Date(currentMs() - minuteMs).toISOString(), clearedAt: null, peak: 1 },
    ]);
    expect((await trial(body.rules)).alarms).toEqual([]);
    expect(await call("GET", path, { key })).toMatchObject({ body: { version: 0 } });
  });

  it("hold from the next minute on, and are guarded against each other's changes", async ({ expect }) => {
    const stored = await call("PUT", path, { key, body, headers: { "if-none-match": "*" } });
    expect(stored).toMatchObject({ status: 200, body: { version: 1 } });
    const conflict = await call("PUT", path, { key, body, headers: { "if-match": '"7"' } });
    expect(problemOf(conflict).code).toBe("version_conflict");
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(3);
    expect(await alarmsOf(subject)).toEqual([]);
    await lookFor(1);
    expect(await alarmsOf(subject)).toHaveLength(1);
    await call("PUT", path, { key, body: { rules: { carrier_down: { enabled: false } } } });
    await lookFor(1);
    expect(await alarmsOf(subject)).toMatchObject([{ state: "cleared", clearReason: "disabled" }]);
    await call("PUT", path, { key, body: { rules: {} } });
  });

  it("that contradict themselves are refused with the field", async ({ expect }) => {
    const answer = await call("PUT", path, { key, body: { rules: { backlog_age: { clearBelow: 301 } } } });
    expect(problemOf(answer)).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "rules.backlog_age.clearBelow" }],
    });
  });
});
