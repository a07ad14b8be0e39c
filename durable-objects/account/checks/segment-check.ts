import type { Account } from "../../../src/accounts/account.ts";
import type { DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import type { TextCheck } from "../text-checks.ts";

/** Whether the text has no more segments than one message of the account may. */
export class SegmentCheck implements TextCheck {
  #limit = 0;

  prepare(_drafts: readonly DraftText[], account: Account): void {
    this.#limit = account.limits.maxSegmentsPerMessage;
  }

  refusalOf(draft: DraftText): TextRefusal | null {
    return draft.segmentCount > this.#limit ? { error: "too_many_segments" } : null;
  }
}
