import { env } from "cloudflare:workers";
import type { z } from "@hono/zod-openapi";
import { balanceSchema, ledgerEntrySchema } from "../../../src/http/operations/money/money-schemas.ts";
import { pageSchema } from "../../../src/http/pagination.ts";
import { type TestAccount, type TestAccountOptions, makeAccount } from "../support/accounts.ts";
import { type Answer, call } from "../http/support/api.ts";

export const operator = env.ADMIN_KEY;

export interface PayingOptions extends TestAccountOptions {
  priceList?: Record<string, unknown>;
  balanceMicros?: number;
  creditLimitMicros?: number;
  lowBalanceMicros?: number;
}

/** An account with a price list of its own, by default 10,000 micros for a segment to anywhere. */
export async function makePaying(options: PayingOptions = {}): Promise<TestAccount & { priceListId: string }> {
  const { priceList, balanceMicros = 1_000_000, creditLimitMicros = 0, lowBalanceMicros = null, ...rest } = options;
  const account = await makeAccount(rest);
  const priceListId = `list-${crypto.randomUUID()}`;
  const list = { currency: "EUR", defaultPriceMicros: 10_000, ...priceList };
  await done(call("PUT", `/admin/v1/prices/${priceListId}`, { key: operator, body: list }));
  const body = { priceListId, creditLimitMicros, lowBalanceMicros };
  await done(call("PUT", `/admin/v1/accounts/${account.id}/money`, { key: operator, body }));
  if (balanceMicros !== 0) await done(topUp(account.id, balanceMicros));
  return { ...account, priceListId };
}

export function topUp(accountId: string, amountMicros: number, idempotencyKey?: string): Promise<Answer> {
  return call("POST", `/admin/v1/accounts/${accountId}/top-ups`, {
    key: operator,
    body: { amountMicros, reference: "invoice" },
    headers: { "idempotency-key": idempotencyKey ?? crypto.randomUUID() },
  });
}

export async function balanceOf({ key }: Pick<TestAccount, "key">): Promise<z.infer<typeof balanceSchema>> {
  return balanceSchema.parse((await call("GET", "/v1/balance", { key })).body);
}

export async function ledgerOf(
  { key }: Pick<TestAccount, "key">,
  query = "",
): Promise<z.infer<typeof ledgerPageSchema>> {
  return ledgerPageSchema.parse((await call("GET", `/v1/ledger${query}`, { key })).body);
}

const ledgerPageSchema = pageSchema(ledgerEntrySchema);

async function done(asked: Promise<Answer>): Promise<void> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
}
