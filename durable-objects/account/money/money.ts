import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../../src/errors.ts";
import type {
  AccountMoneySettings,
  AssignedPrices,
  Balance,
  LedgerEntry,
  LedgerQuery,
  MoneySettings,
  Price,
} from "../../../src/money/account-money.ts";
import type { Credited, CreditInput } from "../../../src/money/credit-account.ts";
import type { AccountContext } from "../account-context.ts";
import { readClaim, writeClaim } from "../idempotency.ts";
import { keepClosingHolds } from "./close-holds.ts";
import type { AccountFunds } from "./account-funds.ts";
import type { Ledger } from "./ledger.ts";
import type { AssignedVersion, PriceBook } from "./price-book.ts";

/** The account's money, as the API asks for it. What has no key as its first parameter is for operators. */
export class AccountMoney extends RpcTarget {
  readonly #context: AccountContext;
  readonly #funds: AccountFunds;
  readonly #ledger: Ledger;
  readonly #book: PriceBook;

  constructor(context: AccountContext) {
    super();
    this.#context = context;
    this.#funds = context.funds;
    this.#ledger = context.ledger;
    this.#book = context.prices;
  }

  /** Says how the account pays from now on. Texts accepted before keep their price. Errors: not_found, currency_conflict. */
  configure(settings: MoneySettings, prices: AssignedPrices | null): Result<null> {
    if (this.#context.record.account === null) return fail("not_found");
    const { currency } = this.#book;
    const isOther = currency !== null && prices !== null && currency !== prices.list.currency;
    if (isOther && this.#ledger.lastId !== "") return fail("currency_conflict");
    this.#context.transaction(() => {
      this.#book.save(settings, prices);
      keepClosingHolds(this.#context);
    });
    return ok(null);
  }

  /** The price list has a new version; one that is older than what is here changes nothing, nor does another list's. */
  updatePrices(prices: AssignedPrices): void {
    const { settings, assigned } = this.#book;
    if (settings === null || settings.priceListId !== prices.priceListId) return;
    if (assigned !== null && isNewer(assigned, prices)) return;
    this.#context.transaction(() => this.#book.save(settings, prices));
  }

  /** Adds to the balance, or takes from it; once for each claim. Errors: not_found, not_charged, idempotency_key_reused. */
  credit({ type, amountMicros, reference, author, idempotency }: CreditInput): Result<Credited> {
    const nowMs = this.#context.now();
    if (this.#context.record.account === null) return fail("not_found");
    if (this.#book.currency === null) return fail("not_charged");
    const claim = readClaim<LedgerEntry>(this.#context.sql, idempotency, nowMs);
    if (claim.state === "conflict") return fail("idempotency_key_reused");
    if (claim.state === "replay") return ok({ entry: claim.reply, replayed: true });
    const entry = this.#context.transaction(() => {
      this.#funds.credit(type, amountMicros, reference, author);
      const [line] = this.#ledger.list({ limit: 1 });
      if (line === undefined) throw new Error("the line that was just written is not there");
      writeClaim(this.#context.sql, idempotency, line, nowMs);
      return line;
    });
    return ok({ entry, replayed: false });
  }

  /** What segments to a number would cost; null where it has no price. Errors: unauthenticated, missing_scope. */
  priceOf(key: PresentedKey, e164: string, segmentCount: number): Result<Price | null> {
    const authorized = this.#context.authorize(key, "messages:write");
    if (!authorized.ok) return authorized;
    const { prices } = this.#book;
    const priceMicros = prices?.priceOf(e164) ?? null;
    if (prices === null || priceMicros === null) return ok(null);
    return ok({ priceMicros: priceMicros * segmentCount, currency: prices.currency });
  }

  /** Errors: unauthenticated, missing_scope, not_charged. */
  balance(key: PresentedKey): Result<Balance> {
    const authorized = this.#context.authorize(key, "usage:read");
    return authorized.ok ? this.balanceForOperator() : authorized;
  }

  /** Errors: not_found, not_charged. */
  balanceForOperator(): Result<Balance> {
    if (this.#context.record.account === null) return fail("not_found");
    const { settings, currency } = this.#book;
    if (settings === null || currency === null) return fail("not_charged");
    return ok({
      currency,
      balanceMicros: this.#ledger.balanceMicros,
      heldMicros: this.#funds.heldMicros,
      creditLimitMicros: settings.creditLimitMicros,
      lowBalanceMicros: settings.lowBalanceMicros,
    });
  }

  /** Lines newest first. Errors: unauthenticated, missing_scope. */
  lines(key: PresentedKey, query: LedgerQuery): Result<LedgerEntry[]> {
    const authorized = this.#context.authorize(key, "usage:read");
    return authorized.ok ? ok(this.#ledger.list(query)) : authorized;
  }

  /** Errors: not_found. */
  linesForOperator(query: LedgerQuery): Result<LedgerEntry[]> {
    if (this.#context.record.account === null) return fail("not_found");
    return ok(this.#ledger.list(query));
  }

  /** Errors: not_found. */
  settingsForOperator(): Result<AccountMoneySettings> {
    if (this.#context.record.account === null) return fail("not_found");
    return ok({ settings: this.#book.settings, priceListVersion: this.#book.assigned?.version ?? null });
  }
}

function isNewer(held: AssignedVersion, { version, operatorsVersion }: AssignedPrices): boolean {
  return held.version > version || (held.version === version && held.operatorsVersion > operatorsVersion);
}
