import { z } from "@hono/zod-openapi";
import type { Account } from "../../../accounts/account.ts";
import { poolsSchema, sendersSchema } from "../accounts/account-schemas.ts";
import { presentSenders } from "../accounts/present-account.ts";

export const senderRegisterSchema = z.object({ senders: sendersSchema, senderPools: poolsSchema }).openapi("Senders");

export function presentRegister(account: Account): z.infer<typeof senderRegisterSchema> {
  return { senders: presentSenders(account.senders), senderPools: account.senderPools };
}
