import { type AccountRow, findAccounts } from "../db/accounts.ts";
import type { Page } from "../page.ts";

/** The accounts there are, newest first. */
export function listAccounts(
  env: Pick<Env, "DB">,
  page: { afterId?: string | undefined; limit: number },
): Promise<Page<AccountRow>> {
  return findAccounts(env.DB, page);
}
