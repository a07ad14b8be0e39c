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

interface AccountsSearch extends AccountsPage {
  /** Only its sub-accounts. */
  parentId?: string | undefined;
  /** A part of the name, or the whole id. */
  search?: string | undefined;
}

/** The accounts there are, newest first, sub-accounts among them. */
export function listAccounts(env: Pick<Env, "DB">, search: AccountsSearch): Promise<Page<ListedAccount>> {
  return findAccounts(env.DB, search);
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
