import { aNumber, assign, assignKeyword } from "../../inbound/scene.ts";
import { makeAccount } from "../../support/accounts.ts";
import { call } from "../support/api.ts";
import { type Change, type Changes, byAccount, byOperator } from "./change.ts";

const recipient = "+573001234567";

async function byOperatorOn(rest: string, accountId?: string, body?: unknown): Promise<Change> {
  const number = aNumber();
  await assign(number, accountId ?? null);
  return byOperator(`/admin/v1/numbers/${number}${rest}`, body);
}

export const inboundChanges: Changes = {
  addSuppression: () => byAccount("/v1/suppressions", { recipient }),
  importSuppressions: async () => ({
    ...(await byAccount("/v1/suppressions/import", `recipient\n${recipient}\n`)),
    headers: { "content-type": "text/csv" },
  }),
  removeSuppression: async () => {
    const account = await byAccount(`/v1/suppressions/${recipient}`);
    await call("POST", "/v1/suppressions", { key: account.key, body: { recipient } });
    return account;
  },
  putOptOut: () => byAccount("/v1/opt-out", { locale: "es" }),
  changeNumber: async () => {
    const { id, key } = await makeAccount();
    const number = aNumber();
    await assign(number, id);
    return { path: `/v1/numbers/${number}`, key, body: { autoReply: "thanks" } };
  },
  putNumber: async () => byOperatorOn("", undefined, { accountId: (await makeAccount()).id }),
  deleteNumber: () => byOperatorOn(""),
  putKeyword: async () => byOperatorOn("/keywords/vote", undefined, { accountId: (await makeAccount()).id }),
  deleteKeyword: async () => {
    const { id } = await makeAccount();
    const number = aNumber();
    await assign(number, null);
    await assignKeyword(number, "vote", id);
    return byOperator(`/admin/v1/numbers/${number}/keywords/vote`);
  },
};
