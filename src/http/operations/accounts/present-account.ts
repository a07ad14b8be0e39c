import type { z } from "@hono/zod-openapi";
import type { Account, AccountDescription, RegisteredSender } from "../../../accounts/account.ts";
import type { CreatedAccount } from "../../../accounts/create-account.ts";
import { nextDayMs, nextMonthMs } from "../../../accounts/periods.ts";
import type { ListedAccount } from "../../../accounts/list-accounts.ts";
import { parseSender } from "../../../sms/address.ts";
import { isoTime } from "../../respond.ts";
import { presentCreatedKey } from "../keys/present-key.ts";
import type {
  accountSchema,
  changedAccountSchema,
  createdAccountSchema,
  listedAccountSchema,
  sendersSchema,
} from "./account-schemas.ts";

/** An account without what it has used. */
export function presentChanged(account: Account): z.infer<typeof changedAccountSchema> {
  const { version: _version, suspendedByOperator: _byOperator, createdAtMs, senders, ...rest } = account;
  return { ...rest, senders: presentSenders(senders), createdAt: isoTime(createdAtMs) };
}

export function presentAccount({ account, use }: AccountDescription, nowMs: number): z.infer<typeof accountSchema> {
  const { waitingMessages, scheduledMessages, subAccounts, daySegments, monthSegments } = use;
  return {
    ...presentChanged(account),
    use: {
      waitingMessages,
      scheduledMessages,
      subAccounts,
      day: daySegments === null ? null : { segments: daySegments, resetsAt: isoTime(nextDayMs(nowMs)) },
      month: monthSegments === null ? null : { segments: monthSegments, resetsAt: isoTime(nextMonthMs(nowMs)) },
    },
  };
}

export function presentCreated({ apiKey, ...account }: CreatedAccount): z.infer<typeof createdAccountSchema> {
  return { ...presentChanged(account), apiKey: presentCreatedKey(apiKey) };
}

export function presentListed({ createdAtMs, ...row }: ListedAccount): z.infer<typeof listedAccountSchema> {
  return { ...row, createdAt: isoTime(createdAtMs) };
}

export function presentSenders(senders: readonly RegisteredSender[] | null): z.infer<typeof sendersSchema> {
  return senders?.map((sender) => ({ ...sender, kind: kindOf(sender.address) })) ?? null;
}

function kindOf(address: string): "alphanumeric" | "short_code" | "international" {
  const parsed = parseSender(address);
  return parsed.ok ? parsed.kind : "alphanumeric";
}
