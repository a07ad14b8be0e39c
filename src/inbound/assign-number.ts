import type { OperatorActor } from "../accounts/actor.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type NumberRow, deleteNumberRow, putNumberRow } from "../db/numbers.ts";
import { type Result, failField, ok } from "../errors.ts";
import { checkOwner } from "./account-owner.ts";
import { parseNumber } from "./number.ts";
import { type ManagedNumber, getNumber } from "./read-numbers.ts";

/** Says whose a number is; null for nobody's. Texts that come from then on are theirs. Errors: invalid_request. */
export async function putNumber(
  env: Pick<Env, "ACCOUNT" | "DB">,
  operator: OperatorActor,
  input: string,
  { accountId, carrierId }: Pick<NumberRow, "accountId" | "carrierId">,
): Promise<Result<ManagedNumber>> {
  const parsed = parseNumber(input);
  if (parsed === null) {
    return failField("number", "invalid_request", "This must be a short code, a name or an international number.");
  }
  const owner = accountId === null ? ok(null) : await checkOwner(env, operator, accountId);
  if (!owner.ok) return owner;
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
export async function deleteNumber(
  env: Pick<Env, "ACCOUNT" | "DB">,
  operator: OperatorActor,
  input: string,
): Promise<Result<null>> {
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
