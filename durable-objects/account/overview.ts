import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, ok } from "../../src/errors.ts";
import { idLowerBound, ulidOf } from "../../src/ids.ts";
import type { AccountOverview, AccountSpending } from "../../src/traffic/account-overview.ts";
import type { AccountContext } from "./account-context.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import type { ScheduledStore } from "./scheduled-store.ts";

/** What the first screen shows of the account, in one call that reads a handful of rows. */
export class AccountOverviewRoom extends RpcTarget {
  readonly #context: AccountContext;
  readonly #scheduled: Pick<ScheduledStore, "count" | "nextDueAtMs">;
  readonly #endpoints: Pick<EndpointStore, "list">;

  constructor(
    context: AccountContext,
    scheduled: Pick<ScheduledStore, "count" | "nextDueAtMs">,
    endpoints: Pick<EndpointStore, "list">,
  ) {
    super();
    this.#context = context;
    this.#scheduled = scheduled;
    this.#endpoints = endpoints;
  }

  /** What was spent is told since each of `sinceMs`. Errors: unauthenticated, missing_scope, network_not_allowed. */
  read(key: PresentedKey, sinceMs: readonly number[]): Result<AccountOverview> {
    const authorized = this.#context.authorize(key, "usage:read");
    if (!authorized.ok) return authorized;
    const endpoints = this.#endpoints.list();
    return ok({
      money: this.spending(sinceMs),
      scheduled: { waiting: this.#scheduled.count, nextAtMs: this.#scheduled.nextDueAtMs },
      webhooks: {
        endpoints: endpoints.length,
        troubled: endpoints.flatMap(({ id, url, disabledReason: reason, updatedAtMs }) =>
          reason === null ? [] : [{ id, url, reason, sinceMs: updatedAtMs }],
        ),
      },
    });
  }

  /** For those who watch the account live, who were asked for what they may do when they came. */
  spending(sinceMs: readonly number[]): AccountSpending | null {
    const { funds, ledger, prices } = this.#context;
    if (prices.settings === null || prices.currency === null) return null;
    return {
      currency: prices.currency,
      balanceMicros: ledger.balanceMicros,
      availableMicros: funds.availableMicros,
      spentMicros: sinceMs.map((atMs) => ledger.spentSinceMicros(ulidOf(idLowerBound("ledgerEntry", atMs)))),
    };
  }
}
