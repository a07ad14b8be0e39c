import { type AccountRow, findAccounts } from "../db/accounts.ts";
import { type Result, ok } from "../errors.ts";
import type { Page } from "../page.ts";
import type { PresentedKey } from "./presented-key.ts";

/** An account as lists have it. */
export type ListedAccount = AccountRow;

interface AccountsPage {
  afterId?: string | undefined;
  limit: number;
}

/** The accounts there are, newest first, sub-accounts among them. */
export function listAccounts(env: Pick<Env, "DB">, page: AccountsPage): Promise<Page<ListedAccount>> {
  return findAccounts(env.DB, page);
}

/** The sub-accounts of a key's account, newest first. Errors: those of AccountContext.authorize for `accounts:manage`. */
export async function listSubAccounts(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  page: AccountsPage,
): Promise<Result<Page<ListedAccount>>> {
  const [authorized, found] = await Promise.all([
    env.ACCOUNT.getByName(key.accountId).authorize(key, "accounts:manage"),
    findAccounts(env.DB, { ...page, parentId: key.accountId }),
  ]);
  return authorized.ok ? ok(found) : authorized;
}
