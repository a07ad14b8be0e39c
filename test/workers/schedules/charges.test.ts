import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { acceptedMessageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { type TestAccount, makeAccount } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

const priceMicros = 10_000;
const sendAt = new Date(Date.now() + 86_400_000).toISOString();

/** An account that pays for each segment and has credit for three. */
async function makePayingAccount(): Promise<TestAccount> {
  const account = await makeAccount();
  const settings = { priceListId: "test", creditLimitMicros: 3 * priceMicros, lowBalanceMicros: null };
  const list = { currency: "EUR", chargeOn: "submitted", defaultPriceMicros: priceMicros, rows: [] } as const;
  const configured = await env.ACCOUNT.getByName(account.id).money.configure(settings, {
    priceListId: "test",
    version: 1,
    list: { ...list, rows: [] },
    operatorsVersion: 0,
    operatorPrefixes: [],
  });
  if (!configured.ok) throw new Error(configured.error.code);
  return account;
}

async function balanceOf({ id }: TestAccount): Promise<number | null> {
  const balance = await env.ACCOUNT.getByName(id).money.balanceForOperator();
  return balance.ok ? balance.value.balanceMicros : null;
}

async function schedule(key: string): Promise<string> {
  const answer = await call("POST", "/v1/messages", { key, body: { ...aMessage, sendAt } });
  return acceptedMessageSchema.parse(answer.body).id;
}

describe("what a scheduled message costs", () => {
  it("is held when it is accepted and given back when it is canceled, once", async ({ expect }) => {
    const account = await makePayingAccount();
    const id = await schedule(account.key);
    expect(await balanceOf(account)).toBe(-priceMicros);
    for (let times = 0; times < 2; times++) await call("POST", `/v1/messages/${id}/cancel`, { key: account.key });
    expect(await balanceOf(account)).toBe(0);
    await withStatus(id, "canceled");
    expect(await balanceOf(account)).toBe(0);
  });

  it("is that of its text as it is", async ({ expect }) => {
    const account = await makePayingAccount();
    const id = await schedule(account.key);
    const change = (text: string) => call("PATCH", `/v1/messages/${id}`, { key: account.key, body: { text } });
    expect((await change("a".repeat(161))).status).toBe(200);
    expect(await balanceOf(account)).toBe(-2 * priceMicros);
    expect((await change("a")).status).toBe(200);
    expect(await balanceOf(account)).toBe(-priceMicros);
    const refused = await change("a".repeat(153 * 4));
    expect(problemOf(refused).code).toBe("insufficient_balance");
    expect(await balanceOf(account)).toBe(-priceMicros);
  });

  it("is given back where it cannot be sent when its time comes", async ({ expect }) => {
    const account = await makePayingAccount();
    const id = await schedule(account.key);
    const stub = env.ACCOUNT.getByName(account.id);
    await runInDurableObject(stub, async (_object, { storage }) => {
      storage.sql.exec("UPDATE scheduled_texts SET due_at_ms = 1, body = 'x'");
      storage.sql.exec("UPDATE alarms SET due_at_ms = 1 WHERE kind = 'scheduled_texts'");
      await storage.setAlarm(Date.now() + 86_400_000);
    });
    await runDurableObjectAlarm(stub);
    await withStatus(id, "failed");
    expect(await balanceOf(account)).toBe(0);
  });
});
