import { type KeywordRow, type NumberRow, findKeywords, findNumber, findNumbers } from "../db/numbers.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { Page } from "../page.ts";
import { parseNumber } from "./number.ts";

/** A number, and whose it is. */
export type ManagedNumber = NumberRow;
export type ManagedKeyword = Pick<KeywordRow, "keyword" | "accountId">;

/** By number, all or an account's. */
export function listNumbers(
  env: Pick<Env, "DB">,
  filter: { accountId?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<ManagedNumber>> {
  return findNumbers(env.DB, filter);
}

/** A number with its keywords. Errors: not_found. */
export async function getNumber(
  env: Pick<Env, "DB">,
  input: string,
): Promise<Result<{ number: ManagedNumber; keywords: ManagedKeyword[] }>> {
  const parsed = parseNumber(input);
  if (parsed === null) return fail("not_found");
  const [number, keywords] = await Promise.all([
    findNumber(env.DB, parsed.number),
    findKeywords(env.DB, [parsed.number]),
  ]);
  return number === null ? fail("not_found") : ok({ number, keywords });
}
