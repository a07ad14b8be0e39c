import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { acceptedMessageSchema, messageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { batchResultSchema } from "../../../src/http/operations/messages/batch-schemas.ts";
import { closeHolds } from "../../../durable-objects/account/money/close-holds.ts";
import { AccountContext } from "../../../durable-objects/account/account-context.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";
import { chunkOf, consumeEvents, stepOf } from "../events/consumer.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { readModel, withStatus } from "../support/scene.ts";
import { balanceOf, ledgerOf, makePaying, operator, topUp } from "./scene.ts";

async function send(key: string, body: object = aMessage): Promise<z.infer<typeof acceptedMessageSchema>> {
  const answer = await call("POST", "/v1/messages", { key, body });
  return acceptedMessageSchema.parse(answer.body);
}

async function queued(key: string, body?: object): Promise<string> {
  const { id } = await send(key, body);
  await withStatus(id, "queued");
  return id;
}

function tell(accountId: string, id: string, status: MessageStatus, type?: "failed"): Promise<unknown> {
  const more = type === undefined ? {} : { entry: { type, atMs: Date.now() } };
  return consumeEvents([chunkOf(stepOf(accountId, id, status, more))]);
}

describe("a message of an account that pays", () => {
  it("says what it costs in its 202, in a batch, in its preview and when it is read", async ({ expect }) => {
    const { key } = await makePaying({
      priceList: { rows: [{ prefix: "57300", priceMicros: 7_000 }], defaultPriceMicros: null },
    });
    const long = { ...aMessage, text: "a".repeat(161) };
    const accepted = await send(key, long);
    expect(accepted).toMatchObject({ priceMicros: 14_000, currency: "EUR" });
    const batch = await call("POST", "/v1/batches", {
      key,
      body: { messages: [aMessage, { ...aMessage, to: "+4917012345678" }] },
    });
    const { results } = batchResultSchema.parse(batch.body);
    expect(results).toMatchObject([{ priceMicros: 7_000, currency: "EUR" }, { error: { code: "no_price" } }]);
    expect((await call("POST", "/v1/messages/preview", { key, body: long })).body).toMatchObject({
      priceMicros: 14_000,
    });
    const read = await call("GET", `/v1/messages/${accepted.id}`, { key });
    expect(messageSchema.parse(read.body)).toMatchObject({ priceMicros: 14_000, currency: "EUR", charge: "held" });
    await withStatus(accepted.id, "queued");
    const later = await call("GET", `/v1/messages/${accepted.id}`, { key });
    expect(later.body).toMatchObject({ priceMicros: 14_000, charge: "held" });
  });

  it("is refused with 402 where the balance does not cover it, and in a batch in the order of its messages", async ({
    expect,
  }) => {
    const { key } = await makePaying({ balanceMicros: 25_000 });
    const batch = await call("POST", "/v1/batches", { key, body: { messages: [aMessage, aMessage, aMessage] } });
    const { results } = batchResultSchema.parse(batch.body);
    expect(results.map((result) => ("error" in result ? result.error.code : "ok"))).toEqual([
      "ok",
      "ok",
      "insufficient_balance",
    ]);
    const refused = await call("POST", "/v1/messages", { key, body: aMessage });
    expect([refused.status, problemOf(refused).code]).toEqual([402, "insufficient_balance"]);
    expect(await balanceOf({ key })).toMatchObject({
      balanceMicros: 5_000,
      heldMicros: 20_000,
      availableMicros: 5_000,
    });
  });

  it("may go into the credit of an account that pays later, and no further", async ({ expect }) => {
    const { key } = await makePaying({ balanceMicros: 0, creditLimitMicros: 10_000 });
    await send(key);
    expect(problemOf(await call("POST", "/v1/messages", { key, body: aMessage })).code).toBe("insufficient_balance");
    expect(await balanceOf({ key })).toMatchObject({ balanceMicros: -10_000, availableMicros: 0 });
  });

  it("is given back where no carrier took it, once, however often that is told", async ({ expect }) => {
    const { id: accountId, key } = await makePaying();
    const id = await queued(key);
    for (let times = 0; times < 3; times++) await tell(accountId, id, "failed", "failed");
    expect(await balanceOf({ key })).toMatchObject({ balanceMicros: 1_000_000, heldMicros: 0 });
    const { data } = await ledgerOf({ key });
    expect(data.map(({ type, amountMicros }) => [type, amountMicros])).toEqual([
      ["refund", 10_000],
      ["hold", -10_000],
      ["top_up", 1_000_000],
    ]);
    expect((await call("GET", `/v1/messages/${id}`, { key })).body).toMatchObject({ charge: "refunded" });
  });

  it("is paid for when a carrier took it, and stays so when it is not delivered", async ({ expect }) => {
    const { id: accountId, key } = await makePaying();
    const id = await queued(key);
    await tell(accountId, id, "sent");
    await tell(accountId, id, "undelivered");
    expect(await balanceOf({ key })).toMatchObject({ balanceMicros: 990_000, heldMicros: 0 });
  });

  it("is given back when it is not delivered, where its list charges on delivery", async ({ expect }) => {
    const { id: accountId, key } = await makePaying({ priceList: { chargeOn: "delivered" } });
    const [good, bad] = [await queued(key), await queued(key)];
    await tell(accountId, good, "sent");
    await tell(accountId, good, "delivered");
    await tell(accountId, bad, "undelivered");
    expect(await balanceOf({ key })).toMatchObject({ balanceMicros: 990_000, heldMicros: 0 });
  });

  it("keeps the price and the rule it was accepted under", async ({ expect }) => {
    const { id: accountId, key, priceListId } = await makePaying({ priceList: { chargeOn: "delivered" } });
    const id = await queued(key);
    const body = { currency: "EUR", defaultPriceMicros: 50_000, chargeOn: "accepted" };
    const saved = await call("PUT", `/admin/v1/prices/${priceListId}`, { key: operator, body });
    expect(saved.body).toMatchObject({ version: 2, pushed: { accounts: 1, failedAccountIds: [] } });
    expect(await send(key)).toMatchObject({ priceMicros: 50_000 });
    await tell(accountId, id, "undelivered");
    expect(await balanceOf({ key })).toMatchObject({ balanceMicros: 950_000, heldMicros: 50_000 });
  });

  it("that is never heard of again is settled after two weeks, in the ledger and where it is read", async ({
    expect,
  }) => {
    const { id: accountId, key } = await makePaying({ priceList: { chargeOn: "delivered" } });
    const id = await queued(key);
    await runInDurableObject(env.ACCOUNT.getByName(accountId), (_object, state) => {
      const later = Object.assign(new AccountContext(state, env), { now: () => Date.now() + 15 * 86_400_000 });
      closeHolds(later, "");
    });
    await evictDurableObject(env.ACCOUNT.getByName(accountId));
    expect(await balanceOf({ key })).toMatchObject({ balanceMicros: 1_000_000, heldMicros: 0 });
    const row = await readModel(id, ({ charge }) => charge !== null);
    expect(row.charge).toBe("refunded");
  });
});

describe("balance.low", () => {
  it("is told once when the balance falls to it, and again after it was above", async ({ expect }) => {
    const account = await makePaying({ balanceMicros: 30_000, lowBalanceMicros: 15_000 });
    const told = async (): Promise<number> => {
      const { body } = await call("GET", "/v1/events?type=balance.low", { key: account.key });
      return z.object({ data: z.array(z.unknown()) }).parse(body).data.length;
    };
    const untilTold = async (count: number): Promise<void> => {
      while ((await told()) < count) await scheduler.wait(20);
    };
    for (let texts = 0; texts < 3; texts++) await send(account.key);
    await untilTold(1);
    expect(await told()).toBe(1);
    await topUp(account.id, 20_000);
    await send(account.key);
    await untilTold(2);
    expect(await told()).toBe(2);
  });
});
