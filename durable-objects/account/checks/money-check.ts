import type { AcceptedText, DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import type { CompiledPrices } from "../../../src/money/compile-prices.ts";
import type { AccountFunds } from "../money/account-funds.ts";
import type { TextCheck } from "../text-checks.ts";

/** Whether the text has a price and the balance covers it. A text that is taken says what it costs from then on. */
export class MoneyCheck implements TextCheck {
  readonly #funds: AccountFunds;
  #prices: CompiledPrices | null = null;
  #availableMicros = 0;

  constructor(funds: AccountFunds) {
    this.#funds = funds;
  }

  /** What is held for a text that is changed may be used for what it costs then. */
  prepare(drafts: readonly DraftText[]): void {
    this.#prices = this.#funds.prices;
    this.#availableMicros = this.#funds.availableMicros;
    for (const { priceMicros = 0 } of drafts) this.#availableMicros += priceMicros;
  }

  refusalOf(draft: DraftText): TextRefusal | null {
    if (this.#prices === null) return null;
    const priceMicros = this.#prices.priceOf(draft.to);
    if (priceMicros === null) return { error: "no_price" };
    return priceMicros * draft.segmentCount > this.#availableMicros ? { error: "insufficient_balance" } : null;
  }

  take(draft: DraftText): void {
    const priceMicros = this.#prices?.priceOf(draft.to) ?? null;
    if (this.#prices === null || priceMicros === null) return;
    draft.priceMicros = priceMicros * draft.segmentCount;
    draft.currency = this.#prices.currency;
    // A text that is changed keeps the rule that it was accepted under, as its hold does.
    draft.chargeOn ??= this.#prices.chargeOn;
    this.#availableMicros -= draft.priceMicros;
  }

  commit(texts: readonly AcceptedText[]): void {
    this.#funds.hold(texts);
  }
}
