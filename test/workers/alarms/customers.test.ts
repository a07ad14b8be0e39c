import { env } from "cloudflare:workers";
import { beforeAll, describe, it, vi } from "vitest";
import { checkSignals } from "../../../src/alarms/check-signals.ts";
import { upsertSignals } from "../../../src/db/alarms/signals.ts";
import { latencyBoundsMs } from "../../../src/metrics/traffic.ts";
import { consumeEvents } from "../events/consumer.ts";
import { call, problemOf } from "../http/support/api.ts";
import { makePaying } from "../money/scene.ts";
import { makeAccount } from "../support/accounts.ts";
import { alarmsOf, currentMs, getAlarm, lookFor, minuteMs } from "./scene.ts";

const operator = env.ADMIN_KEY;

/** The alarms that a customer sees. */
async function ownAlarms(key: string): Promise<{ id: string; rule: string; state: string }[]> {
  return ((await call("GET", "/v1/alarms", { key })).body as { data: { id: string; rule: string; state: string }[] })
    .data;
}

/** An account's notice comes to the consumer, as its object tells it. */
async function tell(accountId: string, type: "balance.low" | "endpoint.disabled", data: object): Promise<void> {
  const notice = { id: crypto.randomUUID(), type, atMs: currentMs(), data: { ...data } };
  await consumeEvents([{ accountId, chunkId: crypto.randomUUID(), events: [{ notice }] }]);
}

/** Messages that ended, as they are counted. */
async function count(table: "minutes" | "hours", at: number, accountId: string, ended: Record<string, number>) {
  const column = table === "minutes" ? "minute" : "hour";
  const zeros = ["segments", "timed", "latency_ms", ...latencyBoundsMs.map((bound) => `within_${bound}_ms`)];
  await env.DB.batch(
    Object.entries(ended).map(([status, messages]) =>
      env.DB.prepare(
        `INSERT INTO traffic_${table} (${column}, account_id, country, carrier_id, status, messages, ${zeros.join(", ")})
         VALUES (?1, ?2, 'CO', 'one', ?3, ?4, ${zeros.map(() => 0).join(", ")})`,
      ).bind(at, accountId, status, messages),
    ),
  );
}

// Nobody is on the network.
vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(new Response("ok")));
beforeAll(() => lookFor(1));

describe("an account that does not answer", () => {
  it("waits for its next turn like all others, so that it is not asked before them again and again", async ({
    expect,
  }) => {
    const subject = `account/${crypto.randomUUID()}`;
    const signal = { rule: "low_balance", subject } as const;
    await upsertSignals(env.DB, [{ ...signal, toldAtMs: 1 }]);
    const silent = { money: { balanceForOperator: () => Promise.reject(new Error("overloaded")) } };
    const ACCOUNT = { getByName: () => silent } as unknown as Env["ACCOUNT"];
    const { checked } = await checkSignals({ DB: env.DB, ACCOUNT }, currentMs());
    await env.DB.prepare("DELETE FROM alarm_signals WHERE subject = ?").bind(subject).run();
    expect(checked).toContainEqual({ ...signal, detail: null });
  });
});

describe("a low balance", () => {
  it("is an alarm of the account that has it, until it is topped up", async ({ expect }) => {
    const { id, key } = await makePaying({ lowBalanceMicros: 2_000_000 });
    const subject = `account/${id}`;
    await tell(id, "balance.low", { balanceMicros: 1_000_000 });
    await tell(id, "balance.low", { balanceMicros: 1_000_000 });
    await lookFor(1);
    expect(await alarmsOf(subject)).toMatchObject([
      { rule: "low_balance", accountId: id, detail: { balanceMicros: 1_000_000, lowBalanceMicros: 2_000_000 } },
    ]);
    expect(await ownAlarms(key)).toMatchObject([{ rule: "low_balance", state: "raised" }]);
    const topUp = { amountMicros: 5_000_000, reference: "invoice" };
    await call("POST", `/admin/v1/accounts/${id}/top-ups`, {
      key: operator,
      body: topUp,
      headers: { "idempotency-key": crypto.randomUUID() },
    });
    await lookFor(8);
    expect(await ownAlarms(key)).toMatchObject([{ rule: "low_balance", state: "cleared" }]);
  });

  it("that is told when it is over already is none", async ({ expect }) => {
    const { id } = await makePaying({ lowBalanceMicros: 500_000 });
    await tell(id, "balance.low", { balanceMicros: 400_000 });
    await lookFor(2);
    expect(await alarmsOf(`account/${id}`)).toEqual([]);
  });
});

describe("a webhook endpoint that is no longer delivered to", () => {
  it("is an alarm until it is switched on again", async ({ expect }) => {
    const { id, key } = await makeAccount();
    const made = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/hook" } });
    const { id: endpointId } = made.body as { id: string };
    await env.ACCOUNT.getByName(id).endpoints.disable(endpointId, 1, "gone");
    await tell(id, "endpoint.disabled", { id: endpointId });
    await lookFor(1);
    expect(await alarmsOf(`endpoint/${id}/${endpointId}`)).toMatchObject([
      { rule: "webhook_disabled", accountId: id, detail: { reason: "gone" } },
    ]);
    await call("PATCH", `/v1/webhooks/${endpointId}`, { key, body: { enabled: true } });
    await lookFor(4);
    expect(await ownAlarms(key)).toMatchObject([{ rule: "webhook_disabled", state: "cleared" }]);
  });
});

describe("a delivery rate", () => {
  it("that drops against the same hour of other days is an alarm of account, carrier and country", async ({
    expect,
  }) => {
    const { id, key } = await makeAccount();
    const hour = Math.floor((currentMs() - 8 * minuteMs) / (60 * minuteMs));
    for (const day of [1, 2, 7]) {
      for (const each of [hour, hour + 1]) {
        for (const account of [id, ""])
          await count("hours", each - 24 * day, account, { delivered: 95, undelivered: 5 });
      }
    }
    for (let passed = 0; passed < 12; passed += 1) {
      const minute = Math.floor(currentMs() / minuteMs) - 1;
      await count("minutes", minute, id, { delivered: 10, undelivered: 5, rejected: 5, sent: 100 });
      await lookFor(1);
    }
    const subjects = [`account/${id}`, "carrier/one", "country/CO"];
    const alarms = (await Promise.all(subjects.map((subject) => alarmsOf(subject, "delivery_rate")))).flat();
    expect(alarms).toMatchObject(
      subjects.map((subject) => ({
        subject,
        value: 45,
        baseline: 95,
        detail: { deliveredPercent: 50, usualPercent: 95 },
      })),
    );
    expect(await ownAlarms(key)).toMatchObject([{ rule: "delivery_rate" }]);
    const { series } = await getAlarm(alarms[0]?.id ?? "");
    expect(series.length).toBeGreaterThan(4);
    expect(series.at(-1)).toMatchObject({ value: 45, baseline: 95 });
  });
});

it("customers see their own alarms, and not who of the operators sees to them", async ({ expect }) => {
  const { id, key } = await makePaying({ lowBalanceMicros: 2_000_000 });
  await tell(id, "balance.low", {});
  await lookFor(1);
  const [alarm] = await ownAlarms(key);
  const path = `alarms/${alarm?.id}`;
  await call("POST", `/admin/v1/${path}/acknowledge`, { key: operator, body: { note: "they never pay" } });
  const own = await call("GET", `/v1/${path}`, { key });
  expect(own.body).toMatchObject({ id: alarm?.id, acknowledged: null, series: [{ value: 1 }] });
  const stranger = await makeAccount();
  expect(await ownAlarms(stranger.key)).toEqual([]);
  expect(problemOf(await call("GET", `/v1/${path}`, { key: stranger.key })).code).toBe("not_found");
});
