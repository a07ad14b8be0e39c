import { makeAccount } from "../../support/accounts.ts";
import { call } from "../support/api.ts";
import { type Change, type Changes, byOperator, operatorKey } from "./change.ts";

const list = { currency: "EUR", defaultPriceMicros: 7_000 };

async function onPriceList(rest: string, body?: unknown): Promise<Change> {
  const path = `/admin/v1/prices/list-${crypto.randomUUID()}`;
  await call("PUT", path, { key: operatorKey, body: list });
  return byOperator(path + rest, body);
}

/** On an account that pays. */
async function onAccount(rest: string, body: unknown): Promise<Change> {
  const { id } = await makeAccount();
  const { path } = await onPriceList("");
  const account = `/admin/v1/accounts/${id}`;
  const priceListId = path.slice(path.lastIndexOf("/") + 1);
  await call("PUT", `${account}/money`, { key: operatorKey, body: { priceListId } });
  return { ...byOperator(account + rest, body), headers: { "idempotency-key": crypto.randomUUID() } };
}

const credit = { amountMicros: 1_000, reference: "invoice" };

export const moneyChanges: Changes = {
  putPriceList: () => onPriceList("", list),
  revertPriceList: () => onPriceList("/revert", { version: 1 }),
  pushPriceList: () => onPriceList("/push"),
  putMoney: () => onAccount("/money", { priceListId: null }),
  topUpAccount: () => onAccount("/top-ups", credit),
  adjustBalance: () => onAccount("/adjustments", credit),
};
