import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { parseAddresses } from "../messages/parse-addresses.ts";
import type { Page } from "../page.ts";
import type { Suppression, SuppressionFilter } from "./suppression.ts";

/** By recipient and sender. Errors: invalid_recipient, invalid_sender, those of AccountSuppressions.list. */
export async function listSuppressions(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  filter: SuppressionFilter,
  page: { after?: string | undefined; limit: number },
): Promise<Result<Page<Suppression>>> {
  const { addresses, fields } = parseAddresses({ to: filter.recipient, from: filter.sender });
  const account = env.ACCOUNT.getByName(key.accountId);
  if (fields.length > 0) {
    const authorized = await account.authorize(key, "suppressions:manage");
    const named = fields.map((field) => ({ ...field, path: field.path === "to" ? "recipient" : "sender" }));
    return authorized.ok ? failFields(named) : authorized;
  }
  return account.suppressions.list(
    key,
    { recipient: addresses.to, sender: addresses.from, reason: filter.reason },
    page,
  );
}

const exportPage = 1_000;

/** All of them, a page at a time. Errors: those of AccountSuppressions.list. */
export async function exportSuppressions(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
): Promise<Result<AsyncGenerator<Suppression[]>>> {
  const read = async (after?: string): Promise<Result<Page<Suppression>>> =>
    env.ACCOUNT.getByName(key.accountId).suppressions.list(key, {}, { after, limit: exportPage });
  const first = await read();
  return first.ok ? ok(readAll(first.value, read)) : first;
}

async function* readAll(
  first: Page<Suppression>,
  read: (after: string) => Promise<Result<Page<Suppression>>>,
): AsyncGenerator<Suppression[]> {
  let page = first;
  for (;;) {
    yield page.items;
    if (page.next === null) return;
    const next = await read(page.next);
    // The key was revoked meanwhile: a body that breaks off is not taken for a whole one.
    if (!next.ok) throw new Error(next.error.message);
    page = next.value;
  }
}
