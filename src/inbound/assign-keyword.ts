import type { OperatorActor } from "../accounts/actor.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { deleteKeywordRow, findKeyword, putKeywordRow } from "../db/numbers.ts";
import { type Result, fail, failField, ok } from "../errors.ts";
import { checkOwner } from "./account-owner.ts";
import { parseKeyword } from "./keyword.ts";
import { parseNumber } from "./number.ts";
import { type ManagedKeyword, getNumber } from "./read-numbers.ts";

/** Keywords of one number. */
const keywordLimit = 1_000;

/** Gives the texts to a number that begin with a keyword to an account. Errors: not_found, invalid_request, limit_reached. */
export async function putKeyword(
  env: Pick<Env, "ACCOUNT" | "DB">,
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
  const owner = await checkOwner(env, operator, accountId);
  if (!owner.ok) return owner;
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
  env: Pick<Env, "ACCOUNT" | "DB">,
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
