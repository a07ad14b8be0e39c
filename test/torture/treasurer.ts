import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { TortureAccount } from "./accounts.ts";
import type { Admin } from "./admin.ts";
import type { Ledger } from "./ledger.ts";
import type { AccountName } from "./names.ts";

/** Enough for a run of any length. */
const plentyMicros = 1_000_000_000_000;
/** This one is paid in small sums and now and then has no money left. */
const shortOfMoney: AccountName = "accepted";
const payEveryMs = 2_000;

/** Pays for the customers, each payment under a key of its own until it is answered. */
export class Treasurer {
  readonly #admin: Admin;
  readonly #accounts: readonly TortureAccount[];
  readonly #ledger: Ledger;

  constructor(admin: Admin, accounts: readonly TortureAccount[], ledger: Ledger) {
    this.#admin = admin;
    this.#accounts = accounts;
    this.#ledger = ledger;
  }

  /** The first payment of each, before anything is sent. */
  async begin(smallMicros: number): Promise<void> {
    for (const account of this.#accounts) {
      await this.#pay(account, account.name === shortOfMoney ? smallMicros : plentyMicros);
    }
  }

  async payUntil(durationMs: number, smallMicros: number): Promise<void> {
    const endsAtMs = Date.now() + durationMs;
    const poor = this.#accounts.filter(({ name }) => name === shortOfMoney);
    while (Date.now() < endsAtMs) {
      await sleep(payEveryMs);
      for (const account of poor) await this.#pay(account, smallMicros);
    }
  }

  async #pay({ id, name }: TortureAccount, amountMicros: number): Promise<void> {
    await this.#admin.insist("POST", `/accounts/${id}/top-ups`, { amountMicros, reference: "torture" }, randomUUID());
    this.#ledger.recordPaid(name, amountMicros);
  }
}

/** What one payment to the account that is short of money is, where it is sent so many texts a second. */
export function smallPaymentMicros(textsPerSecond: number, segmentMicros: number): number {
  return Math.round(((textsPerSecond * payEveryMs) / 1_000) * segmentMicros);
}
