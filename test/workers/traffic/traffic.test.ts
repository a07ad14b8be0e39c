import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { foldTraffic } from "../../../src/db/traffic/fold-traffic.ts";
import { Meter } from "../../../src/meter/meter.ts";
import { meterEnv } from "../../../src/meter/meter-env.ts";
import { getOverview } from "../../../src/traffic/get-overview.ts";
import { stepOf } from "../events/consumer.ts";
import { call } from "../http/support/api.ts";
import { aHandset, aNumber, receive, textFrom } from "../inbound/scene.ts";
import { apply, queue } from "../metrics/scene.ts";
import { makePaying } from "../money/scene.ts";
import { makeAccount } from "../support/accounts.ts";
import { makeText } from "../support/scene.ts";

interface TrafficBody {
  data: { at: string; status?: string; country?: string | null; messages: number; segments: number }[];
}

interface OverviewBody {
  today: { accepted: number; delivered: number; failed: number; deliveredRate: number | null };
  last24Hours: { accepted: number };
  lastHour: { accepted: number; delivered: number; failed: number }[];
  spend: { todayMicros: number } | null;
  balance: { balanceMicros: number } | null;
}

const thisMinute = (): number => Math.floor(Date.now() / 60_000);

/** An account with two texts: one is delivered, one failed. */
async function withTraffic(): Promise<{ id: string; key: string }> {
  const account = await makeAccount();
  const texts = [makeText(), makeText({ segmentCount: 2 })];
  await queue(account.id, "c1", texts);
  await apply("c1", [texts.map(({ id }, index) => stepOf(account.id, id, index === 0 ? "delivered" : "failed"))]);
  return account;
}

async function trafficOf(key: string, query = ""): Promise<TrafficBody["data"]> {
  const { body } = await call("GET", `/v1/traffic${query}`, { key });
  return (body as TrafficBody).data;
}

describe("traffic", () => {
  it.for(["1m", "5m", "1h", "1d"])(
    "is told by %s, the same before and after minutes are folded",
    async (step, { expect }) => {
      const { key } = await withTraffic();
      const before = await trafficOf(key, `?step=${step}&groupBy=status,country`);
      expect(before.map(({ status, country, messages, segments }) => [status, country, messages, segments])).toEqual(
        expect.arrayContaining([
          ["queued", "CO", 2, 3],
          ["delivered", "CO", 1, 1],
          ["failed", "CO", 1, 2],
        ]),
      );
      await foldTraffic(env.DB, { beforeMinute: thisMinute() + 1, keptFromMinute: 0 });
      expect(await trafficOf(key, `?step=${step}&groupBy=status,country`)).toEqual(before);
      await env.DB.prepare("DELETE FROM traffic_fold").run();
      await env.DB.prepare("DELETE FROM traffic_hours").run();
    },
  );

  it("of all accounts is the sum, folded or not", async ({ expect }) => {
    const sum = async (): Promise<number> => {
      const { body } = await call("GET", "/admin/v1/traffic?step=1h&groupBy=", { key: env.ADMIN_KEY });
      return (body as TrafficBody).data.reduce((total, { messages }) => total + messages, 0);
    };
    const before = await sum();
    await withTraffic();
    await withTraffic();
    // To a number that is nobody's.
    await receive(textFrom(aHandset(), aNumber(), "hola"));
    expect(await sum()).toBe(before + 9);
    await foldTraffic(env.DB, { beforeMinute: thisMinute() + 1, keptFromMinute: 0 });
    expect(await sum()).toBe(before + 9);
    await env.DB.prepare("DELETE FROM traffic_fold").run();
    await env.DB.prepare("DELETE FROM traffic_hours").run();
  });

  it("shows an account only its own, and operators one by one", async ({ expect }) => {
    const [one, other] = [await withTraffic(), await makeAccount()];
    expect(await trafficOf(other.key)).toEqual([]);
    const { body } = await call("GET", `/admin/v1/traffic?account=${one.id}`, { key: env.ADMIN_KEY });
    expect((body as TrafficBody).data.length).toBe(3);
  });

  it.for([
    ["?step=1m&from=2026-11-01T00:00:00Z&to=2026-11-01T09:00:00Z", "from"],
    ["?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z", "to"],
    ["?groupBy=account", "groupBy.0"],
    ["?step=2h", "step"],
  ] as const)("refuses %s and names the field", async ([query, path], { expect }) => {
    const { key } = await makeAccount();
    const { status, body } = await call("GET", `/v1/traffic${query}`, { key });
    expect(status).toBe(400);
    expect((body as { errors: { path: string }[] }).errors[0]?.path).toBe(path);
  });
});

describe("the overview", () => {
  it("has the numbers of today, of a day and of the last hour", async ({ expect }) => {
    const { key } = await withTraffic();
    const { body } = await call("GET", "/v1/overview", { key });
    expect(body).toMatchObject({
      today: { accepted: 2, delivered: 1, failed: 1, deliveredRate: 0.5 },
      last24Hours: { accepted: 2 },
      lastHour: [{ accepted: 2, delivered: 1, failed: 1 }],
      spend: null,
      balance: null,
      scheduled: { waiting: 0, nextAt: null },
      webhooks: { endpoints: 0, troubled: [] },
    });
  });

  it("has what a paying account spent, whatever it was topped up with", async ({ expect }) => {
    const account = await makePaying();
    const before = (await call("GET", "/v1/overview", { key: account.key })).body as OverviewBody;
    await call("POST", "/v1/messages", {
      key: account.key,
      body: { to: "+573001234567", from: "Elibom", text: "hola" },
    });
    const after = (await call("GET", "/v1/overview", { key: account.key })).body as OverviewBody;
    const spent = (before.balance?.balanceMicros ?? 0) - (after.balance?.balanceMicros ?? 0);
    expect(spent).toBeGreaterThan(0);
    expect([before.spend?.todayMicros, after.spend?.todayMicros]).toEqual([0, spent]);
  });

  it("of operators is that of all", async ({ expect }) => {
    const read = async () => (await call("GET", "/admin/v1/overview", { key: env.ADMIN_KEY })).body as OverviewBody;
    const before = await read();
    await withTraffic();
    expect((await read()).today.accepted).toBe(before.today.accepted + 2);
  });

  it("reads as many rows however many messages there are", async ({ expect }) => {
    const rowsRead = async (): Promise<number> => {
      const meter = new Meter(Date.now);
      await getOverview(meterEnv(env, meter), account.presented, Date.now());
      const reads = meter.read().filter(({ unit }) => unit === "d1RowRead");
      return reads.reduce((sum, { amount }) => sum + amount, 0);
    };
    const account = await makeAccount();
    const send = async (count: number): Promise<void> => {
      const texts = Array.from({ length: count }, () => makeText());
      await queue(account.id, "c1", texts);
      await foldTraffic(env.DB, { beforeMinute: thisMinute(), keptFromMinute: 0 });
    };
    await send(1);
    const few = await rowsRead();
    await send(500);
    const many = await rowsRead();
    // oxlint-disable-next-line no-console -- the counts are what one runs this for
    console.info(`rows read by the overview: ${few} with 1 message, ${many} with 501`);
    // A minute may have begun in between.
    expect(many).toBeLessThanOrEqual(few + 10);
  });
});
