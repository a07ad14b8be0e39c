import { type CompiledPrices, compilePrices } from "../../../src/money/compile-prices.ts";
import type { AssignedPrices, MoneySettings } from "../../../src/money/account-money.ts";
import { compileOperators } from "../../../src/routing/operators.ts";

/** Accounts of one isolate that go by the same version of a list share what was compiled of it. */
const compiled = new Map<string, CompiledPrices>();
const compiledLimit = 50;

/** Which prices an account goes by. */
export type AssignedVersion = Pick<AssignedPrices, "priceListId" | "version" | "operatorsVersion">;

/** How the account pays, and the version of its price list that it goes by. Both are read once and held. */
export class PriceBook {
  readonly #sql: SqlStorage;
  #settings: MoneySettings | null;
  #assigned: AssignedVersion | null = null;
  #prices: CompiledPrices | null = null;
  #currency: string | null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const row = sql
      .exec<{ settings: string; prices: string | null; currency: string | null }>(
        "SELECT settings, prices, currency FROM money",
      )
      .toArray()[0];
    this.#settings = row === undefined ? null : (JSON.parse(row.settings) as MoneySettings);
    this.#currency = row?.currency ?? null;
    if (row?.prices !== undefined && row.prices !== null) this.#hold(JSON.parse(row.prices) as AssignedPrices);
  }

  /** Null until money has been configured: such an account is not charged. */
  get settings(): MoneySettings | null {
    return this.#settings;
  }

  /** Null where the account is not charged. */
  get prices(): CompiledPrices | null {
    return this.#prices;
  }

  /** Of the ledger: that of the last price list there was; null where there never was one. */
  get currency(): string | null {
    return this.#currency;
  }

  get assigned(): AssignedVersion | null {
    return this.#assigned;
  }

  save(settings: MoneySettings, prices: AssignedPrices | null): void {
    if (prices !== null) this.#currency = prices.list.currency;
    this.#sql.exec(
      `INSERT INTO money (id, settings, prices, currency) VALUES (1, ?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET settings = excluded.settings, prices = excluded.prices, currency = excluded.currency`,
      JSON.stringify(settings),
      prices === null ? null : JSON.stringify(prices),
      this.#currency,
    );
    this.#settings = settings;
    if (prices === null) {
      this.#assigned = null;
      this.#prices = null;
    } else {
      this.#hold(prices);
    }
  }

  #hold({ priceListId, version, list, operatorsVersion, operatorPrefixes }: AssignedPrices): void {
    const key = `${priceListId}:${version}:${operatorsVersion}`;
    let prices = compiled.get(key);
    if (prices === undefined) {
      const [oldest] = compiled.keys();
      if (oldest !== undefined && compiled.size >= compiledLimit) compiled.delete(oldest);
      prices = compilePrices(list, compileOperators(operatorPrefixes));
      compiled.set(key, prices);
    }
    this.#assigned = { priceListId, version, operatorsVersion };
    this.#prices = prices;
  }
}
