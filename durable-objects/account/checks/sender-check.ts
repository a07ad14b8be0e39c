import type { Account } from "../../../src/accounts/account.ts";
import { type SenderRegister, mayUse, registerOf } from "../../../src/accounts/pick-sender.ts";
import type { DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import type { TextCheck } from "../text-checks.ts";

/** Whether the sender is one that the account may use to this recipient. */
export class SenderCheck implements TextCheck {
  #account: Account | null = null;
  #register: SenderRegister = null;

  prepare(_drafts: readonly DraftText[], account: Account): void {
    if (account === this.#account) return;
    this.#account = account;
    this.#register = registerOf(account.senders);
  }

  refusalOf({ from, to }: DraftText): TextRefusal | null {
    // Without a sender, the pool it was to come from has none for this recipient.
    return from !== "" && mayUse(from, this.#register, to) ? null : { error: "sender_not_allowed" };
  }
}
