import { idLowerBound, idPrefixes, idTimeMs, ulidOf } from "../../../src/ids.ts";
import type { CompiledPrices } from "../../../src/money/compile-prices.ts";
import {
  type ChargeState,
  type ChargedStep,
  type SettledMessages,
  type SettledState,
  chargeAfter,
  chargeAtClose,
} from "../../../src/money/settle.ts";
import type { ChargeRule } from "../../../src/money/price-list.ts";
import type { HeldText, Ledger } from "./ledger.ts";
import type { PriceBook } from "./price-book.ts";

/** Texts in one hold; a hold is one row, which is written again as its texts settle. */
const textsPerHold = 50;
/** How long a hold takes the texts of further calls. */
const holdOpenMs = 1_000;
const closeBatch = 200;

export interface FundsOptions {
  sql: SqlStorage;
  ledger: Ledger;
  book: PriceBook;
  /** A new ULID without a prefix, which sorts after all before it. */
  nextId: () => string;
  /** The balance has fallen to what the account wants to hear of. */
  onLow: (balanceMicros: number) => void;
  /** Texts of which nothing more is heard were settled as they stood. */
  onClosed: (messageIds: readonly string[], state: SettledState) => void;
}

/** A text and its price, if it has one; `dueAtMs` where it is not sent at once. */
export interface ChargedText {
  id: string;
  priceMicros?: number | undefined;
  dueAtMs?: number | undefined;
  chargeOn?: ChargeRule | undefined;
}

/** What is open of a hold while texts of it are settled. */
interface OpenTexts {
  chargeOn: ChargeRule;
  texts: Map<string, HeldText>;
  settled: number;
}

/** The account's money: holds for texts that were accepted, and what becomes of them. All of it is part of the caller's transaction. */
export class AccountFunds {
  readonly #options: FundsOptions;
  /** Null until it has been asked for. */
  #lowTold: boolean | null = null;

  constructor(options: FundsOptions) {
    this.#options = options;
  }

  /** Null where the account is not charged. */
  get prices(): CompiledPrices | null {
    return this.#options.book.prices;
  }

  /** What the account may still spend, in millionths. */
  get availableMicros(): number {
    const { ledger, book } = this.#options;
    return ledger.balanceMicros + (book.settings?.creditLimitMicros ?? 0);
  }

  /** Takes the price of accepted texts off the balance, until it is known what becomes of them. */
  hold(texts: readonly ChargedText[]): void {
    // All texts of one call go by the same price list.
    const chargeOn = texts.find((text) => text.chargeOn !== undefined)?.chargeOn ?? "submitted";
    const held = texts.flatMap(({ id, priceMicros, dueAtMs }): HeldText[] =>
      priceMicros === undefined ? [] : [heldText(ulidOf(id), priceMicros, dueAtMs)],
    );
    for (let start = this.#holdWithNewest(held, chargeOn); start < held.length; start += textsPerHold) {
      const run = held.slice(start, start + textsPerHold);
      const [first] = run;
      if (first === undefined) break;
      this.#options.ledger.append({
        id: first[0],
        type: "hold",
        amountMicros: -sum(run),
        texts: run.length,
        chargeOn,
        held: run,
      });
    }
    if (held.length > 0) this.#tellWhenLow();
  }

  /** Settles what is held for messages; what is settled stays so. `reference` is that of the refunds. */
  settle({ spent, refunded }: SettledMessages, reference: string): void {
    if (!this.#isUsed) return;
    const states = new Map<string, SettledState>();
    for (const id of spent) states.set(id, "spent");
    for (const id of refunded) states.set(id, "refunded");
    this.#close([...states.keys()], (id) => states.get(id) ?? "held", reference);
  }

  /** The same where messages made a step, by the rules that they were accepted under. */
  settleStep(messageIds: readonly string[], step: ChargedStep, reference: string): void {
    if (!this.#isUsed) return;
    this.#close(messageIds, (_id, rule) => chargeAfter(rule, step), reference);
  }

  /** A text that waits was changed: what is held for it becomes its price. */
  changeHold({ id, priceMicros = 0, dueAtMs }: ChargedText): void {
    const { ledger, nextId } = this.#options;
    const ulid = ulidOf(id);
    const hold = ledger.findHold(ulid);
    const before = hold?.held.find((text) => text[0] === ulid)?.[1];
    if (hold === null || before === undefined) return;
    const changed = heldText(ulid, priceMicros, dueAtMs);
    ledger.keepHeld(
      hold.id,
      hold.held.map((text) => (text[0] === ulid ? changed : text)),
    );
    if (before === priceMicros) return;
    ledger.append({ id: nextId(), type: "hold", amountMicros: before - priceMicros, reference: id });
    this.#tellWhenLow();
  }

  /**
   * Settles as they stand, a bounded number at a time, the texts that were to be sent before `beforeMs`. Returns where to go
   * on from, null where there is nothing left.
   */
  closeBefore(beforeMs: number, afterId: string): string | null {
    const { ledger, onClosed } = this.#options;
    if (!this.#isUsed) return null;
    const holds = ledger.openHolds(afterId, ulidOf(idLowerBound("message", beforeMs)), closeBatch);
    const refunded: HeldText[] = [];
    for (const { id, chargeOn, held } of holds) {
      const kept = held.filter(([ulid, , dueAtMs = idTimeMs(ulid)]) => dueAtMs >= beforeMs);
      if (kept.length === held.length) continue;
      ledger.keepHeld(id, kept);
      const closed = held.filter((text) => !kept.includes(text));
      const state = chargeAtClose(chargeOn);
      if (state === "refunded") refunded.push(...closed);
      onClosed(
        closed.map(([ulid]) => idPrefixes.message + ulid),
        state,
      );
    }
    this.#giveBack(refunded, "no final status");
    return holds.length < closeBatch ? null : (holds.at(-1)?.id ?? null);
  }

  /** Millionths that are held for texts whose outcome is open. */
  get heldMicros(): number {
    return this.#isUsed ? this.#options.ledger.heldMicros() : 0;
  }

  /** A line of an operator's. */
  credit(type: "top_up" | "adjustment", amountMicros: number, reference: string, author: string): void {
    this.#options.ledger.append({ id: this.#options.nextId(), type, amountMicros, reference, author });
    this.#tellWhenLow();
  }

  get #isUsed(): boolean {
    return this.#options.book.settings !== null;
  }

  /** Puts texts into the newest line, as many as it may take; answers how many. So one at a time they do not fill the disk with lines. */
  #holdWithNewest(held: readonly HeldText[], chargeOn: ChargeRule): number {
    const { ledger } = this.#options;
    const [first] = held;
    const hold = ledger.newestHold;
    if (first === undefined || hold === null || hold.chargeOn !== chargeOn) return 0;
    if (idTimeMs(first[0]) - idTimeMs(hold.id) >= holdOpenMs) return 0;
    const taken = held.slice(0, Math.max(0, textsPerHold - hold.texts));
    if (taken.length > 0) ledger.extendNewestHold(-sum(taken), taken);
    return taken.length;
  }

  #close(
    messageIds: readonly string[],
    stateOf: (messageId: string, rule: ChargeRule) => ChargeState,
    reference: string,
  ): void {
    const { ledger } = this.#options;
    const holds = new Map<string, OpenTexts>();
    const refunded: HeldText[] = [];
    let open: OpenTexts | undefined;
    for (const messageId of messageIds) {
      const ulid = ulidOf(messageId);
      // Texts of one chunk were mostly accepted together: the hold of the one before is nearly always the right one.
      if (open?.texts.has(ulid) !== true) {
        const found = ledger.findHold(ulid);
        if (found === null) continue;
        const { id, chargeOn, held } = found;
        open = holds.get(id) ?? { chargeOn, texts: new Map(held.map((text) => [text[0], text])), settled: 0 };
        holds.set(id, open);
      }
      const text = open.texts.get(ulid);
      const state = text === undefined ? "held" : stateOf(messageId, open.chargeOn);
      if (text === undefined || state === "held") continue;
      open.texts.delete(ulid);
      open.settled += 1;
      if (state === "refunded") refunded.push(text);
    }
    for (const [id, { texts, settled }] of holds) if (settled > 0) ledger.keepHeld(id, [...texts.values()]);
    this.#giveBack(refunded, reference);
  }

  #giveBack(texts: readonly HeldText[], reference: string): void {
    const amountMicros = sum(texts);
    if (amountMicros === 0) return;
    this.#options.ledger.append({
      id: this.#options.nextId(),
      type: "refund",
      amountMicros,
      texts: texts.length,
      reference,
    });
    this.#tellWhenLow();
  }

  /** Tells once when the balance has fallen to the threshold, and again only after it was above. */
  #tellWhenLow(): void {
    const { sql, ledger, book, onLow } = this.#options;
    const threshold = book.settings?.lowBalanceMicros ?? null;
    if (threshold === null) return;
    const isLow = ledger.balanceMicros <= threshold;
    this.#lowTold ??= sql.exec<{ low_told: number }>("SELECT low_told FROM money").one().low_told === 1;
    if (isLow === this.#lowTold) return;
    this.#lowTold = isLow;
    sql.exec("UPDATE money SET low_told = ?", isLow ? 1 : 0);
    if (isLow) onLow(ledger.balanceMicros);
  }
}

function sum(texts: readonly HeldText[]): number {
  return texts.reduce((total, [, amountMicros]) => total + amountMicros, 0);
}

function heldText(ulid: string, amountMicros: number, dueAtMs: number | undefined): HeldText {
  return dueAtMs === undefined ? [ulid, amountMicros] : [ulid, amountMicros, dueAtMs];
}
