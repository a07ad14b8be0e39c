import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { dayOf } from "../../../src/accounts/periods.ts";
import { insertAccount } from "../../../src/db/accounts.ts";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import { usageSchema } from "../../../src/http/operations/usage/usage-schemas.ts";
import { createIdFactory, idTimeMs } from "../../../src/ids.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { countUsageAhead } from "../../../src/usage/count-ahead.ts";
import { chunkOf, consumeEvents, stepOf } from "../events/consumer.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { makeAccount } from "../support/accounts.ts";
import { makeText, withStatus } from "../support/scene.ts";
import { balanceOf, ledgerOf, makePaying, operator } from "./scene.ts";

const dayMs = 86_400_000;
const answer = usageSchema("UsageOfTest");
type Row = z.infer<typeof answer>["data"][number];

async function usage(key: string, query: string, path = "/v1/usage"): Promise<Row[]> {
  const { status, body } = await call("GET", `${path}${query}`, { key });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return answer.parse(body).data;
}

/** Texts in the read model that were accepted a while ago. */
async function queuedBefore(accountId: string, agoMs: number, texts: Partial<AcceptedText>[]): Promise<AcceptedText[]> {
  const ids = createIdFactory(
    () => Date.now() - agoMs,
    (bytes) => crypto.getRandomValues(bytes),
  );
  const made = texts.map((text) => makeText({ ...text, id: ids.next("message") }));
  const json = JSON.stringify({ accountId, chunkId: made[0]?.id, texts: made });
  await insertQueued(
    env.DB,
    json,
    "c1",
    Date.now(),
    made.map(() => "CO"),
  ).run();
  return made;
}

const paid = { priceMicros: 10_000, currency: "EUR", chargeOn: "submitted" } as const;

describe("usage", () => {
  it("tells messages by country, carrier and status, and what they came to: as the ledger has it", async ({
    expect,
  }) => {
    const { id: accountId, key } = await makePaying();
    const sent: string[] = [];
    for (const to of ["+573001234567", "+573001234568", "+4917012345678", "+573001234569"]) {
      const { body } = await call("POST", "/v1/messages", { key, body: { ...aMessage, to } });
      const { id } = z.object({ id: z.string() }).parse(body);
      await withStatus(id, "queued");
      sent.push(id);
    }
    const [delivered = "", failed = "", german = ""] = sent;
    const chunk = chunkOf(
      stepOf(accountId, delivered, "delivered"),
      stepOf(accountId, failed, "failed", { entry: { type: "failed", atMs: Date.now() } }),
      stepOf(accountId, german, "sent"),
    );
    for (let times = 0; times < 3; times++) await consumeEvents([chunk]);
    const carrier = env.DEFAULT_CARRIER_ID;
    expect(await usage(key, "?groupBy=country,carrier,status")).toEqual([
      totals({ country: "CO", carrier, status: "delivered", spentMicros: 10_000 }),
      totals({ country: "CO", carrier, status: "failed", refundedMicros: 10_000 }),
      totals({ country: "CO", carrier, status: "queued", heldMicros: 10_000 }),
      totals({ country: "DE", carrier, status: "sent", spentMicros: 10_000 }),
    ]);
    const [all] = await usage(key, "?groupBy=");
    expect(all).toEqual({
      currency: "EUR",
      messages: 4,
      segments: 4,
      spentMicros: 20_000,
      heldMicros: 10_000,
      refundedMicros: 10_000,
    });
    const { balanceMicros, heldMicros } = await balanceOf({ key });
    expect(heldMicros).toBe(all?.heldMicros);
    expect(balanceMicros).toBe(1_000_000 - (all?.spentMicros ?? 0) - heldMicros);
    const refunds = (await ledgerOf({ key }, "?type=refund")).data;
    expect(refunds.reduce((total, { amountMicros }) => total + amountMicros, 0)).toBe(all?.refundedMicros);
  });

  it("counts old days once, and again when a message of theirs changes", async ({ expect }) => {
    const { id, key } = await makeAccount();
    const [text] = await queuedBefore(id, 10 * dayMs, [paid, { ...paid, segmentCount: 2 }, {}]);
    const day = dayOf(Date.now() - 10 * dayMs);
    const before = await usage(key, "?groupBy=day,status");
    expect(before).toEqual([
      { ...totals({ day, status: "queued" }), currency: null },
      totals({ day, status: "queued", messages: 2, segments: 3, heldMicros: 20_000 }),
    ]);
    expect(await usage(key, "?groupBy=day,status")).toEqual(before);
    const counted = await env.DB.prepare(
      "SELECT count(*) AS days FROM usage_days_counted WHERE account_id = ? AND day = ?",
    )
      .bind(id, day)
      .first<number>("days");
    expect(counted).toBe(1);
    await consumeEvents([chunkOf(stepOf(id, text?.id ?? "", "delivered"))]);
    expect(await usage(key, `?groupBy=status&from=${day}&to=${day}`)).toEqual([
      totals({ status: "delivered", spentMicros: 10_000 }),
      { ...totals({ status: "queued" }), currency: null },
      totals({ status: "queued", segments: 2, heldMicros: 10_000 }),
    ]);
  });

  it("is that of all accounts for operators, and of one for its key", async ({ expect }) => {
    const [mine, other] = [await makeAccount(), await makeAccount()];
    for (const { id } of [mine, other]) {
      await insertAccount(env.DB, { id, name: "Usage", createdAtMs: 1, parentId: null, status: "active" });
      await queuedBefore(id, 5 * dayMs, [{}, {}]);
      await queuedBefore(id, 0, [{}]);
    }
    expect(await usage(mine.key, "?groupBy=")).toMatchObject([{ messages: 3 }]);
    const rows = await usage(operator, "?groupBy=account", "/admin/v1/usage");
    expect(rows.filter(({ account }) => account === mine.id || account === other.id)).toMatchObject([
      { messages: 3 },
      { messages: 3 },
    ]);
    expect(await usage(operator, `?account=${other.id}&groupBy=`, "/admin/v1/usage")).toMatchObject([{ messages: 3 }]);
  });

  it("is CSV where that is asked for", async ({ expect }) => {
    const { id, key } = await makeAccount();
    await queuedBefore(id, 0, [paid]);
    const { body } = await call("GET", "/v1/usage?groupBy=country,status&format=csv", { key });
    expect(body).toBe(
      "country,status,currency,messages,segments,spentMicros,heldMicros,refundedMicros\r\nCO,queued,EUR,1,1,0,10000,0\r\n",
    );
  });

  it("refuses what it cannot tell", async ({ expect }) => {
    const { key } = await makeAccount();
    const pathOf = async (query: string): Promise<string | undefined> =>
      problemOf(await call("GET", `/v1/usage${query}`, { key })).errors?.[0]?.path;
    expect(await pathOf("?groupBy=day,moon")).toBe("groupBy.1");
    expect(await pathOf("?groupBy=account")).toBe("groupBy.0");
    expect(await pathOf("?from=2026-01-02&to=2026-01-01")).toBe("to");
    expect(await pathOf("?from=2020-01-01&to=2026-01-01")).toBe("from");
    expect(await pathOf("?from=yesterday")).toBe("from");
  });
});

function totals(row: Partial<Row>): Row {
  return { currency: "EUR", messages: 1, segments: 1, spentMicros: 0, heldMicros: 0, refundedMicros: 0, ...row };
}

describe("days of which nothing more is heard", () => {
  it("are counted before anybody asks, each once", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    await insertAccount(env.DB, { id: accountId, name: "a", parentId: null, createdAtMs: 1, status: "active" });
    const [old] = await queuedBefore(accountId, 7 * dayMs, [{}, {}]);
    const [young] = await queuedBefore(accountId, 4 * dayMs, [{}]);
    const [oldDay, youngDay] = [old, young].map((text) => dayOf(idTimeMs(text?.id ?? "")));
    const counted = async () => {
      const { results } = await env.DB.prepare("SELECT day FROM usage_days_counted WHERE account_id = ? ORDER BY day")
        .bind(accountId)
        .all<{ day: string }>();
      return results.map(({ day }) => day);
    };
    await countUsageAhead(env, Date.now());
    await countUsageAhead(env, Date.now());
    expect(await counted()).toContain(oldDay);
    expect(await counted()).not.toContain(youngDay);
    const rows = await usage(key, `?from=${oldDay}&to=${youngDay}&groupBy=day`);
    expect(rows.map(({ day, messages }) => [day, messages])).toEqual([
      [oldDay, 2],
      [youngDay, 1],
    ]);
  });
});
