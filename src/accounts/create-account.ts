import { insertAccount } from "../db/accounts.ts";
import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { senderError } from "../messages/parse-addresses.ts";
import { parseSender } from "../sms/address.ts";
import { type Account, type AccountLimits, defaultLimits } from "./account.ts";
import { type CreatedKey, createKey } from "./create-key.ts";
import { newIds } from "./new-ids.ts";

export interface CreateAccountInput {
  name: string;
  /** Limits that are not named are the default ones. */
  limits?: { [Limit in keyof AccountLimits]?: number | undefined } | undefined;
  /** The senders it may use; null, the default, for any. */
  senders?: readonly string[] | null | undefined;
}

/**
 * Makes an account and its first key, which has every scope. Errors: invalid_sender. The account is listed last: one that
 * failed half way was never told to anybody.
 */
export async function createAccount(
  env: Pick<Env, "ACCOUNT" | "DB" | "KEY_SECRET">,
  input: CreateAccountInput,
): Promise<Result<Account & { apiKey: CreatedKey }>> {
  const senders = normalSenders(input.senders ?? null);
  if (!senders.ok) return senders;
  const { limits = {} } = input;
  const account: Account = {
    id: newIds.next("account"),
    name: input.name,
    limits: {
      segmentsPerSecond: limits.segmentsPerSecond ?? defaultLimits.segmentsPerSecond,
      burstSegments: limits.burstSegments ?? defaultLimits.burstSegments,
      maxSegmentsPerMessage: limits.maxSegmentsPerMessage ?? defaultLimits.maxSegmentsPerMessage,
      maxWaitingMessages: limits.maxWaitingMessages ?? defaultLimits.maxWaitingMessages,
    },
    senders: senders.value,
    createdAtMs: Date.now(),
  };
  await env.ACCOUNT.getByName(account.id).create(account);
  const apiKey = await createKey(env, { accountId: account.id });
  if (!apiKey.ok) return apiKey;
  await insertAccount(env.DB, { id: account.id, name: account.name, createdAtMs: account.createdAtMs });
  return ok({ ...account, apiKey: apiKey.value });
}

/** Senders in the form that messages have them in, which is what they are held against. */
function normalSenders(senders: readonly string[] | null): Result<string[] | null> {
  if (senders === null) return ok(null);
  const fields: FieldError[] = [];
  const addresses = senders.map((sender, index) => {
    const parsed = parseSender(sender);
    if (parsed.ok) return parsed.address;
    fields.push(senderError(parsed.reason, `senders.${index}`));
    return "";
  });
  return fields.length > 0 ? failFields(fields) : ok([...new Set(addresses)]);
}
