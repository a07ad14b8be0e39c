import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { everyMinute } from "../../../src/cron/every-minute.ts";
import { usageSchema } from "../../../src/http/operations/usage/usage-schemas.ts";
import { chunkOf, consumeEvents, stepOf } from "../events/consumer.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { balanceOf, makePaying } from "../money/scene.ts";
import { ids, makeText, withStatus } from "../support/scene.ts";
import { clearRoutes, deliver, newConsumer, storeRoutes, textsAt } from "../routing/scene.ts";
import { apply, countsOf, queue, scrape } from "./scene.ts";

const carrier = env.DEFAULT_CARRIER_ID;
const minuteMs = 60_000;

async function send(key: string, body: object): Promise<string> {
  const { id } = z.object({ id: z.string() }).parse((await call("POST", "/v1/messages", { key, body })).body);
  await withStatus(id, "queued");
  return id;
}

describe("GET /metrics", () => {
  it("tells as many messages as usage and ledger have, whatever was delivered twice", async ({ expect }) => {
    const { id: account, key } = await makePaying();
    const [one, two, three, german] = await Promise.all([
      send(key, aMessage),
      send(key, { ...aMessage, text: "a".repeat(161) }),
      send(key, aMessage),
      send(key, { ...aMessage, to: "+4915112345678" }),
    ]);
    const sent = chunkOf(...[one, two, german].map((id) => stepOf(account, id, "sent")));
    const ended = chunkOf(
      stepOf(account, one, "delivered"),
      stepOf(account, two, "undelivered"),
      stepOf(account, three, "rejected", { entry: { type: "refused", atMs: Date.now() } }),
    );
    for (const batch of [[sent], [sent, ended], [ended], [sent, ended, sent]]) await consumeEvents(batch);

    const values = await scrape();
    const messages = (country: string, status: string) =>
      values.get(
        `heliograph_messages_total{account="${account}",carrier="${carrier}",country="${country}",status="${status}"}`,
      );
    expect([messages("CO", "queued"), messages("DE", "queued")]).toEqual([3, 1]);
    expect([messages("CO", "sent"), messages("DE", "sent")]).toEqual([2, 1]);

    const usage = usageSchema("UsageOfMetrics").parse(
      (await call("GET", "/v1/usage?groupBy=country,carrier,status", { key })).body,
    );
    expect(usage.data).toHaveLength(4);
    for (const { country, status, messages: count, segments } of usage.data) {
      expect(messages(country ?? "", status ?? ""), status).toBe(count);
      const labels = `{account="${account}",carrier="${carrier}",country="${country}",status="${status}"}`;
      expect(values.get(`heliograph_segments_total${labels}`), status).toBe(segments);
    }

    const spentSegments = (1_000_000 - (await balanceOf({ key })).balanceMicros) / 10_000;
    const segments = await scrape("?labels=account,status");
    expect(segments.get(`heliograph_segments_total{account="${account}",status="sent"}`)).toBe(spentSegments);
    expect(spentSegments).toBe(4);
  });

  it("tells how long messages took, in buckets that add up", async ({ expect }) => {
    const account = ids.next("account");
    const [quick, slow] = textsAt(Date.now(), {}, {});
    if (quick === undefined || slow === undefined) throw new Error("two texts were expected");
    const acceptedAtMs = Date.now();
    await queue(account, "timed", [quick, slow]);
    const delivered = (id: string, afterMs: number) =>
      stepOf(account, id, "delivered", { entry: { type: "receipt", atMs: acceptedAtMs + afterMs } });
    await apply("timed", [[delivered(quick.id, 800), delivered(slow.id, 4_000)]]);
    const values = await scrape("?labels=carrier,status");
    const bucket = (le: string) =>
      values.get(`heliograph_message_seconds_bucket{carrier="timed",status="delivered",le="${le}"}`);
    expect(["0.25", "1", "2.5", "5", "3600", "+Inf"].map(bucket)).toEqual([0, 1, 1, 2, 2, 2]);
    const sum = values.get('heliograph_message_seconds_sum{carrier="timed",status="delivered"}') ?? 0;
    expect(Math.abs(sum - 4.8)).toBeLessThan(0.1);
  });

  it("tells how carriers do, and what failed every retry", async ({ expect }) => {
    const id = "observed";
    const bind = { id: "b1", host: "127.0.0.1", port: 2775, systemId: "me", password: "secret" };
    const body = { name: "Observed", binds: [bind] };
    expect((await call("PUT", `/admin/v1/carriers/${id}`, { key: env.ADMIN_KEY, body })).status).toBeLessThan(300);
    const values = await scrape("?labels=");
    expect(values.get(`heliograph_carrier_up{carrier="${id}"}`)).toBe(1);
    expect(values.get(`heliograph_carrier_waiting_texts{carrier="${id}"}`)).toBe(0);
    expect(values.get(`heliograph_carrier_binds{carrier="${id}",state="down"}`)).toBe(1);
    expect(values.get("heliograph_dead_letters")).toBe(0);
  });

  it("wants the operator's key, and labels it knows", async ({ expect }) => {
    expect((await call("GET", "/metrics")).status).toBe(401);
    const { key } = await makePaying();
    expect((await call("GET", "/metrics", { key })).status).toBe(401);
    for (const labels of ["recipient", "status,status"]) {
      const answer = await call("GET", `/metrics?labels=${labels}`, { key: env.ADMIN_KEY });
      expect([answer.status, problemOf(answer).code]).toEqual([400, "invalid_request"]);
    }
  });
});

describe("counts", () => {
  it("stay what they are when minutes are folded into totals, twice, and go on from there", async ({ expect }) => {
    const account = ids.next("account");
    const text = makeText();
    const labels = `{account="${account}",carrier="folded",country="CO",status=`;
    const counted = async () => {
      const values = await scrape();
      return ["queued", "sent"].map((status) => values.get(`heliograph_messages_total${labels}"${status}"}`) ?? 0);
    };
    await queue(account, "folded", [text]);
    const foldAtMs = (Math.floor(Date.now() / (10 * minuteMs)) + 1) * 10 * minuteMs;
    for (let times = 0; times < 2; times++) await everyMinute(env, foldAtMs);
    expect(await counted()).toEqual([1, 0]);
    // The clock of this consumer is behind what was folded.
    await apply("folded", [[stepOf(account, text.id, "sent")]], foldAtMs - 3 * minuteMs);
    expect(await counted()).toEqual([1, 1]);
    await everyMinute(env, foldAtMs + 10 * minuteMs);
    expect(await counted()).toEqual([1, 1]);

    // Minutes are kept for a month, then only in the totals.
    await everyMinute(env, foldAtMs + 40 * 1_440 * minuteMs);
    expect(await countsOf(account)).toEqual([]);
    expect(await counted()).toEqual([1, 1]);
  });

  it("have scheduled texts, those that were canceled, and those no route takes", async ({ expect }) => {
    const [account, other] = [ids.next("account"), ids.next("account")];
    const [fired, canceled] = [makeText(), makeText()];
    const nowMs = Date.now();
    const scheduled = [fired, canceled].map((text) => ({ scheduled: { ...text, dueAtMs: nowMs, changedAtMs: nowMs } }));
    const cancel = { entry: { type: "canceled" as const, atMs: nowMs } };
    const chunk = { accountId: account, chunkId: ids.next("event"), events: scheduled };
    for (let times = 0; times < 2; times++) {
      await consumeEvents([chunk]);
      await consumeEvents([{ ...chunk, events: [stepOf(account, canceled.id, "canceled", cancel)] }]);
      await queue(account, "counted", [{ ...fired, firedAtMs: nowMs }]);
    }
    const status = ({ status, carrier, messages }: Awaited<ReturnType<typeof countsOf>>[number]) => [
      status,
      carrier,
      messages,
    ];
    expect((await countsOf(account)).map(status)).toEqual([
      ["canceled", "", 1],
      ["scheduled", "", 2],
      ["queued", "counted", 1],
    ]);

    await clearRoutes();
    await storeRoutes(
      [{ id: "none", match: { destinationPrefixes: ["1"] }, targets: [{ carrierId: "nobody" }] }],
      nowMs - 1,
    );
    const texts = textsAt(nowMs, {}, {});
    const consumer = newConsumer();
    for (let times = 0; times < 2; times++) await deliver(consumer, texts, other);
    await clearRoutes();
    expect((await countsOf(other)).map(status)).toEqual([["failed", "", 2]]);
  });
});
