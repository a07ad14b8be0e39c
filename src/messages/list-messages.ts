import type { PresentedKey } from "../accounts/presented-key.ts";
import { listMessagesOfAll } from "../db/across-months/list-messages.ts";
import { type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import type { Page } from "../page.ts";
import type { MessageStatus } from "../sms/status.ts";
import { type ListedMessage, listedFromRow } from "./message-record.ts";
import { parseAddresses } from "./parse-addresses.ts";

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
  key: PresentedKey,
  input: ListMessagesInput,
): Promise<Result<Page<ListedMessage>>> {
  const { addresses, fields } = parseAddresses(input);
  const account = env.ACCOUNT.getByName(key.accountId);
  if (fields.length > 0) {
    const authorized = await account.authorize(key, "messages:read");
    return authorized.ok ? failFields(fields) : authorized;
  }
  const [authorized, page] = await Promise.all([
    account.authorize(key, "messages:read"),
    listMessagesOfAll(env, { ...input, ...addresses, accountId: key.accountId }),
  ]);
  return authorized.ok ? ok({ items: page.items.map(listedFromRow), next: page.next }) : authorized;
}
