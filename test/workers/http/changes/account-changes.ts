import { makeAccount } from "../../support/accounts.ts";
import { type Change, type Changes, byAccount, byOperator, makeFor } from "./change.ts";

async function onAccount(rest: string, body?: unknown): Promise<Change> {
  const { id } = await makeAccount();
  return byOperator(`/admin/v1/accounts/${id}${rest}`, body);
}

async function onSubAccount(rest: string, body?: unknown): Promise<Change> {
  const parent = await byAccount("", undefined, { limits: { maxSubAccounts: 1 } });
  const id = await makeFor(parent, "/v1/accounts", { name: "Child" });
  return { ...parent, path: `/v1/accounts/${id}${rest}`, ...(body !== undefined && { body }) };
}

/** The change of a key that is made for it where the keys are. */
async function onKey(keys: Change, rest: string, body?: unknown): Promise<Change> {
  const id = await makeFor(keys, keys.path, {});
  return { key: keys.key, path: `${keys.path}/${id}${rest}`, ...(body !== undefined && { body }) };
}

const ownKeys = () => byAccount("/v1/keys");
const accountKeys = () => onAccount("/keys");
const subAccountKeys = () => onSubAccount("/keys");

const retention = { textDays: 30, numberDays: null, messageDays: null, inboundDays: null, archive: null };

export const accountChanges: Changes = {
  createAccount: () => byOperator("/admin/v1/accounts", { name: "a" }),
  changeAccount: () => onAccount("", { name: "b" }),
  putAccountSenders: () => onAccount("/senders", { senders: null }),
  putRetention: () => byAccount("/v1/retention", retention),
  putAccountRetention: () => onAccount("/retention", retention),
  createSubAccount: () => byAccount("/v1/accounts", { name: "Child" }, { limits: { maxSubAccounts: 1 } }),
  changeSubAccount: () => onSubAccount("", { status: "suspended" }),
  createKey: () => byAccount("/v1/keys", {}),
  rotateKey: async () => onKey(await ownKeys(), "/rotate", {}),
  revokeKey: async () => onKey(await ownKeys(), ""),
  createAccountKey: () => onAccount("/keys", {}),
  rotateAccountKey: async () => onKey(await accountKeys(), "/rotate", {}),
  revokeAccountKey: async () => onKey(await accountKeys(), ""),
  createSubAccountKey: () => onSubAccount("/keys", { scopes: ["messages:read"] }),
  rotateSubAccountKey: async () => onKey(await subAccountKeys(), "/rotate", {}),
  revokeSubAccountKey: async () => onKey(await subAccountKeys(), ""),
};
