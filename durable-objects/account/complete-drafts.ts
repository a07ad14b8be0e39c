import type { Account } from "../../src/accounts/account.ts";
import { type SenderRegister, pickSender, registerOf } from "../../src/accounts/pick-sender.ts";
import type { DraftText } from "../../src/messages/message.ts";

/** Drafts with what they leave to the account: its defaults, and the senders of pools. The same drafts where nothing is left. */
export function completeDrafts(drafts: readonly DraftText[], account: Account): readonly DraftText[] {
  const { validForSeconds, onUnknown } = account.defaults;
  const leavesSender = drafts.some(({ senderPool }) => senderPool !== undefined);
  if (!leavesSender && validForSeconds === undefined && onUnknown === undefined) return drafts;

  const register = leavesSender ? registerOf(account.senders) : null;
  return drafts.map((draft) => {
    const completed = { ...draft };
    if (validForSeconds !== undefined && !hasValidity(draft)) {
      completed.timing = { ...draft.timing, validForMs: validForSeconds * 1_000 };
    }
    if (onUnknown !== undefined) completed.onUnknown ??= onUnknown;
    if (draft.senderPool !== undefined) completed.from = senderOf(draft.senderPool, account, register, draft.to);
    return completed;
  });
}

function hasValidity({ timing }: DraftText): boolean {
  return timing?.validForMs !== undefined || timing?.validUntilMs !== undefined;
}

/** Empty where the pool has none for the recipient. */
function senderOf(poolName: string, { senderPools }: Account, register: SenderRegister, to: string): string {
  const pool = senderPools.find(({ name }) => name === poolName);
  return pool === undefined ? "" : (pickSender(pool.senders, register, to) ?? "");
}
