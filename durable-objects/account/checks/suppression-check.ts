import type { DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import { placeOf } from "../../../src/suppressions/suppression.ts";
import type { SuppressionStore } from "../suppression-store.ts";
import type { TextCheck } from "../text-checks.ts";

/** Whether the recipient has opted out, of the sender or of all of the account's. */
export class SuppressionCheck implements TextCheck {
  readonly #store: SuppressionStore;
  #suppressed: ReadonlySet<string> = new Set();

  constructor(store: SuppressionStore) {
    this.#store = store;
  }

  prepare(drafts: readonly DraftText[]): void {
    this.#suppressed = this.#store.amongst(this.#store.isEmpty ? [] : drafts.map(({ to }) => to));
  }

  refusalOf({ to, from }: DraftText): TextRefusal | null {
    if (this.#suppressed.size === 0) return null;
    const isSuppressed =
      this.#suppressed.has(placeOf({ recipient: to, sender: from })) ||
      this.#suppressed.has(placeOf({ recipient: to, sender: "" }));
    return isSuppressed ? { error: "recipient_suppressed" } : null;
  }
}
