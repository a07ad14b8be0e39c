import type { OperatorActor } from "../accounts/actor.ts";
import { recordAudit } from "../audit/record-audit.ts";
import {
  type KeywordRow,
  type NumberRow,
  deleteKeywordRow,
  deleteNumberRow,
  findKeyword,
  findKeywords,
  findNumber,
  findNumbers,
  putKeywordRow,
  putNumberRow,
} from "../db/numbers.ts";
import { type Result, fail, failField, ok } from "../errors.ts";
import type { Page } from "../page.ts";
import { parseKeyword } from "./keyword.ts";
import { parseNumber } from "./number.ts";

/** A number, and whose it is. */
export type ManagedNumber = NumberRow;
export type ManagedKeyword = Pick<KeywordRow, "keyword" | "accountId">;

type Stores = Pick<Env, "ACCOUNT" | "DB">;

/** Keywords of one number. */
const keywordLimit = 1_000;

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

/** Says whose a number is; null for nobody's. Texts that come from then on are theirs. Errors: invalid_request. */
export async function putNumber(
  env: Stores,
  operator: OperatorActor,
  input: string,
  { accountId, carrierId }: Pick<NumberRow, "accountId" | "carrierId">,
): Promise<Result<ManagedNumber>> {
  const parsed = parseNumber(input);
  if (parsed === null) {
    return failField("number", "invalid_request", "This must be a short code, a name or an international number.");
  }
  if (accountId !== null && !(await hasAccount(env, operator, accountId))) return noSuchAccount();
  const { number, kind } = parsed;
  const before = await putNumberRow(env.DB, { number, kind, accountId, carrierId, createdAtMs: Date.now() });
  await recordAudit(env, {
    actor: operator.name,
    accountId: accountId ?? before?.accountId ?? null,
    action: "number.assigned",
    subject: number,
    ...(before === null ? {} : { before: { accountId: before.accountId, carrierId: before.carrierId } }),
    after: { accountId, carrierId },
  });
  return ok({ number, kind, accountId, carrierId, createdAtMs: before?.createdAtMs ?? Date.now() });
}

/** Texts to it are nobody's from then on; those that have come stay whose they are. Errors: not_found. */
export async function deleteNumber(env: Stores, operator: OperatorActor, input: string): Promise<Result<null>> {
  const found = await getNumber(env, input);
  if (!found.ok) return found;
  const { number, keywords } = found.value;
  await deleteNumberRow(env.DB, number.number);
  await recordAudit(env, {
    actor: operator.name,
    accountId: number.accountId,
    action: "number.deleted",
    subject: number.number,
    before: { accountId: number.accountId, carrierId: number.carrierId, keywords },
  });
  return ok(null);
}

/** Gives the texts to a number that begin with a keyword to an account. Errors: not_found, invalid_request, limit_reached. */
export async function putKeyword(
  env: Stores,
  operator: OperatorActor,
  place: { number: string; keyword: string },
  accountId: string,
): Promise<Result<ManagedKeyword>> {
  const found = await getNumber(env, place.number);
  if (!found.ok) return found;
  const keyword = parseKeyword(place.keyword);
  if (keyword === null) {
    return failField("keyword", "invalid_request", "A keyword has 1 to 50 characters, letters or digits among them.");
  }
  const { number, keywords } = found.value;
  const isNew = !keywords.some((one) => one.keyword === keyword);
  if (isNew && keywords.length >= keywordLimit) return fail("limit_reached");
  if (!(await hasAccount(env, operator, accountId))) return noSuchAccount();
  const before = await putKeywordRow(env.DB, { number: number.number, keyword, accountId });
  await recordAudit(env, {
    actor: operator.name,
    accountId,
    action: "keyword.assigned",
    subject: `${number.number} ${keyword}`,
    ...(before === null ? {} : { before: { accountId: before } }),
    after: { accountId },
  });
  return ok({ keyword, accountId });
}

/** Errors: not_found. */
export async function deleteKeyword(
  env: Stores,
  operator: OperatorActor,
  place: { number: string; keyword: string },
): Promise<Result<null>> {
  const number = parseNumber(place.number)?.number;
  const keyword = parseKeyword(place.keyword);
  if (number === undefined || keyword === null) return fail("not_found");
  const before = await findKeyword(env.DB, number, keyword);
  if (before === null) return fail("not_found");
  await deleteKeywordRow(env.DB, number, keyword);
  await recordAudit(env, {
    actor: operator.name,
    accountId: before.accountId,
    action: "keyword.deleted",
    subject: `${number} ${keyword}`,
    before: { accountId: before.accountId },
  });
  return ok(null);
}

async function hasAccount(env: Stores, operator: OperatorActor, accountId: string): Promise<boolean> {
  return (await env.ACCOUNT.getByName(accountId).profile.describe(operator)).ok;
}

function noSuchAccount(): ReturnType<typeof failField> {
  return failField("accountId", "invalid_request", "There is no such account.");
}
