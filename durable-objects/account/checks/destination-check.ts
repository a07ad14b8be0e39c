import type { Account } from "../../../src/accounts/account.ts";
import { type DestinationTest, compileDestinations } from "../../../src/accounts/destinations.ts";
import type { DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import type { TextCheck } from "../text-checks.ts";

/** Whether the recipient is where the account may send. */
export class DestinationCheck implements TextCheck {
  #account: Account | null = null;
  #isAllowed: DestinationTest | null = null;

  prepare(_drafts: readonly DraftText[], account: Account): void {
    if (account === this.#account) return;
    this.#account = account;
    this.#isAllowed = compileDestinations(account.allowedDestinations);
  }

  refusalOf({ to }: DraftText): TextRefusal | null {
    return this.#isAllowed === null || this.#isAllowed(to) ? null : { error: "destination_not_allowed" };
  }
}
