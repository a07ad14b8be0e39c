import type { ParsedKey } from "../accounts/api-key.ts";
import { findMessages } from "../db/list-messages.ts";
import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import type { Page } from "../page.ts";
import { parseRecipient, parseSender } from "../sms/address.ts";
import type { MessageStatus } from "../sms/status.ts";
import { type ListedMessage, listedFromRow } from "./message-record.ts";
import { recipientError, senderError } from "./plan-message.ts";

/** What to list; filters combine. `createdFromMs` is within the range, `createdBeforeMs` is not. */
export interface ListMessagesInput {
  status?: MessageStatus | undefined;
  to?: string | undefined;
  from?: string | undefined;
  createdFromMs?: number | undefined;
  createdBeforeMs?: number | undefined;
  /** Only messages older than this one. */
  afterId?: string | undefined;
  limit: number;
}

/**
 * Messages of the key's account, newest first, once they have left for a carrier.
 * Errors: unauthenticated, missing_scope, invalid_recipient, invalid_sender.
 */
export async function listMessages(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: ParsedKey,
  input: ListMessagesInput,
): Promise<Result<Page<ListedMessage>>> {
  const addresses = normalAddresses(input);
  const account = env.ACCOUNT.getByName(key.accountId);
  if (!addresses.ok) {
    const authorized = await account.authorize(key.hash, "messages:read");
    return authorized.ok ? addresses : authorized;
  }
  const [authorized, page] = await Promise.all([
    account.authorize(key.hash, "messages:read"),
    findMessages(env.DB, { ...input, ...addresses.value, accountId: key.accountId }),
  ]);
  return authorized.ok ? ok({ items: page.items.map(listedFromRow), next: page.next }) : authorized;
}

/** The addresses in the form that messages have them in. */
function normalAddresses(input: ListMessagesInput): Result<Pick<ListMessagesInput, "to" | "from">> {
  const fields: FieldError[] = [];
  const addresses: Pick<ListMessagesInput, "to" | "from"> = {};
  if (input.to !== undefined) {
    const recipient = parseRecipient(input.to);
    if (recipient.ok) addresses.to = recipient.e164;
    else fields.push(recipientError(recipient.reason));
  }
  if (input.from !== undefined) {
    const sender = parseSender(input.from);
    if (sender.ok) addresses.from = sender.address;
    else fields.push(senderError(sender.reason));
  }
  return fields.length > 0 ? failFields(fields) : ok(addresses);
}
