import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { findKeywords, findNumber, findNumbers } from "../db/numbers.ts";
import { type FieldError, type Result, fail, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import type { Page } from "../page.ts";
import { parseKeyword } from "./keyword.ts";
import type { NumberSettings, VersionedSettings } from "./number-settings.ts";
import { type OwnNumber, parseNumber } from "./number.ts";
import { unknownFields } from "./reply-template.ts";

/** A number of the account's, and how it answers. */
export type NumberWithSettings = OwnNumber & VersionedSettings<NumberSettings>;

/** The numbers of the key's account, whole or by a keyword. Errors: those of AccountInboundSettings.numbers. */
export async function listOwnNumbers(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  page: { after?: string | undefined; limit: number },
): Promise<Result<Page<NumberWithSettings>>> {
  const { accountId } = key;
  const found = await findNumbers(env.DB, { accountId, ...page });
  const numbers = found.items.map(({ number }) => number);
  const [keywords, settings] = await Promise.all([
    findKeywords(env.DB, numbers, accountId),
    env.ACCOUNT.getByName(accountId).inboundSettings.numbers(key, numbers),
  ]);
  if (!settings.ok) return settings;
  const items = found.items.flatMap(({ number, kind, accountId: owner }, index) => {
    const own = settings.value[index];
    const ofNumber = keywords.filter((row) => row.number === number).map(({ keyword }) => keyword);
    return own === undefined ? [] : [{ number, kind, isWhole: owner === accountId, keywords: ofNumber, ...own }];
  });
  return ok({ items, next: found.next });
}

/** One of them. Errors: those of AccountInboundSettings.numbers, not_found. */
export async function getOwnNumber(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  input: string,
): Promise<Result<NumberWithSettings>> {
  const own = await findOwn(env, key, input);
  const settings = await env.ACCOUNT.getByName(key.accountId).inboundSettings.numbers(
    key,
    own.ok ? [own.value.number] : [],
  );
  if (!settings.ok) return settings;
  const [first] = settings.value;
  return own.ok && first !== undefined ? ok({ ...own.value, ...first }) : fail("not_found");
}

/**
 * Says how a number of the account's answers; what is left out stays. Errors: those of AccountInboundSettings.changeNumber,
 * invalid_request, not_found.
 */
export async function changeOwnNumber(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  input: string,
  changes: Partial<NumberSettings>,
  expectedVersion: number | undefined,
): Promise<Result<NumberWithSettings>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const [authorized, own] = await Promise.all([account.authorize(key, "numbers:manage"), findOwn(env, key, input)]);
  if (!authorized.ok) return authorized;
  if (!own.ok) return own;
  const checked = checkReplies(changes);
  if (!checked.ok) return checked;
  const { number } = own.value;
  const changed = await env.ACCOUNT.getByName(key.accountId).inboundSettings.changeNumber(
    key,
    number,
    checked.value,
    expectedVersion,
  );
  if (!changed.ok) return changed;
  const { keyId, before, after } = changed.value;
  await recordAudit(env, {
    actor: keyId,
    accountId: key.accountId,
    action: "number.changed",
    subject: number,
    before,
    after: after.settings,
  });
  return ok({ ...own.value, ...after });
}

async function findOwn(env: Pick<Env, "DB">, { accountId }: PresentedKey, input: string): Promise<Result<OwnNumber>> {
  const parsed = parseNumber(input);
  if (parsed === null) return fail("not_found");
  const [row, keywords] = await Promise.all([
    findNumber(env.DB, parsed.number),
    findKeywords(env.DB, [parsed.number], accountId),
  ]);
  const isWhole = row?.accountId === accountId;
  if (!isWhole && keywords.length === 0) return fail("not_found");
  return ok({ ...parsed, isWhole, keywords: keywords.map(({ keyword }) => keyword) });
}

/** Keywords in the form they are compared in, and templates that name only what there is. */
function checkReplies(changes: Partial<NumberSettings>): Result<Partial<NumberSettings>> {
  const wrong: FieldError[] = [];
  const { autoReply, keywordReplies } = changes;
  if (autoReply !== undefined && autoReply !== null) wrong.push(...templateErrors("autoReply", autoReply));
  const parsed = keywordReplies?.map(({ keyword, text }, index) => {
    const path = `keywordReplies.${index}`;
    wrong.push(...templateErrors(`${path}.text`, text));
    const folded = parseKeyword(keyword);
    if (folded === null) wrong.push(fieldError(`${path}.keyword`, "A keyword has letters or digits."));
    return { keyword: folded ?? "", text };
  });
  if (parsed !== undefined && new Set(parsed.map(({ keyword }) => keyword)).size < parsed.length) {
    wrong.push(fieldError("keywordReplies", "Two of these are for the same keyword."));
  }
  if (wrong.length > 0) return failFields(wrong);
  return ok(parsed === undefined ? changes : { ...changes, keywordReplies: parsed });
}

function templateErrors(path: string, template: string): FieldError[] {
  return unknownFields(template).map((name) =>
    fieldError(path, `There is no {{${name}}}; there are {{from}}, {{to}}, {{text}} and {{keyword}}.`),
  );
}

function fieldError(path: string, message: string): FieldError {
  return { path, code: "invalid_request", message };
}
