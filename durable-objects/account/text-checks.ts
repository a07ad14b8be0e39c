import type { Account } from "../../src/accounts/account.ts";
import type { AcceptedText, DraftText } from "../../src/messages/message.ts";
import type { TextRefusal } from "../../src/messages/text-refusals.ts";

/**
 * One reason for which single texts of a request are refused. A check that an account has no use for knows so in memory and
 * reads nothing. All methods are synchronous parts of one accept call, so nothing changes between them.
 */
export interface TextCheck {
  /** Reads what `refusalOf` is going to need, in one statement for all drafts of the request. */
  prepare(drafts: readonly DraftText[], account: Account, nowMs: number): void;
  /** Why a draft may not be sent; null where it may. Asked in the order of the drafts, if no check before this one refused. */
  refusalOf(draft: DraftText): TextRefusal | null;
  /** No check refused the draft: what it uses up is missing to those after it. */
  take?(draft: DraftText): void;
  /** Writes what follows from the texts that are sent, in the transaction that stores them. */
  commit?(texts: readonly (AcceptedText & { dueAtMs?: number })[]): void;
}

/** One verdict for each draft, null where it may be sent. */
export function judgeDrafts(
  checks: readonly TextCheck[],
  drafts: readonly DraftText[],
  account: Account,
  nowMs: number,
): (TextRefusal | null)[] {
  for (const check of checks) check.prepare(drafts, account, nowMs);
  return drafts.map((draft) => {
    for (const check of checks) {
      const refusal = check.refusalOf(draft);
      if (refusal !== null) return refusal;
    }
    for (const check of checks) check.take?.(draft);
    return null;
  });
}
