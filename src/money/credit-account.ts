import type { AcceptRequest } from "../accounts/account.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { LedgerEntry } from "./account-money.ts";

export interface CreditInput {
  type: "top_up" | "adjustment";
  /** Millionths; an adjustment may be negative. */
  amountMicros: number;
  /** The number of the payment, or the reason. */
  reference: string;
  author: string;
  idempotency: NonNullable<AcceptRequest["idempotency"]>;
}

/** A line of the ledger, and whether it was there already. */
export interface Credited {
  entry: LedgerEntry;
  replayed: boolean;
}

/** Adds to an account's balance, or takes from it. Errors: not_found, not_charged, idempotency_key_reused. */
export async function creditAccount(
  env: Pick<Env, "DB" | "ACCOUNT">,
  accountId: string,
  input: CreditInput,
): Promise<Result<Credited>> {
  if (!isId("account", accountId)) return fail("not_found");
  const credited = await env.ACCOUNT.getByName(accountId).money.credit(input);
  if (!credited.ok) return credited;
  const { entry, replayed } = credited.value;
  if (!replayed) {
    await recordAudit(env, {
      actor: input.author,
      accountId,
      action: input.type === "top_up" ? "balance.topped_up" : "balance.adjusted",
      subject: accountId,
      after: entry,
    });
  }
  return ok({ entry, replayed });
}
