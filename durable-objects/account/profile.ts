import { RpcTarget } from "cloudflare:workers";
import type { Account, AccountChanges, AccountDescription } from "../../src/accounts/account.ts";
import type { Actor, OperatorActor, ParentActor } from "../../src/accounts/actor.ts";
import { applyChanges } from "../../src/accounts/apply-changes.ts";
import { poolErrors } from "../../src/accounts/parse-senders.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { failFields } from "../../src/field-errors.ts";
import type { AccountContext } from "./account-context.ts";
import type { ScheduledStore } from "./scheduled-store.ts";
import type { SegmentCounter } from "./segment-counter.ts";
import type { SubAccounts } from "./sub-accounts.ts";
import { keepSweeping } from "./sweep.ts";

/** A change of the account, and who made it. */
export interface AccountChange {
  before: Account;
  after: Account;
  actorName: string;
}

/** What the account is: its name, status, limits, senders. */
export class AccountProfile extends RpcTarget {
  readonly #context: AccountContext;
  readonly #counter: SegmentCounter;
  readonly #subAccounts: SubAccounts;
  readonly #scheduled: Pick<ScheduledStore, "count">;

  constructor(
    context: AccountContext,
    counter: SegmentCounter,
    subAccounts: SubAccounts,
    scheduled: Pick<ScheduledStore, "count">,
  ) {
    super();
    this.#context = context;
    this.#counter = counter;
    this.#subAccounts = subAccounts;
    this.#scheduled = scheduled;
  }

  /** Makes the account, or says it again where it is there already. For operators, and parents that reserved it. */
  create(account: Account): Account {
    const existing = this.#context.record.account;
    if (existing !== null) return existing;
    this.#context.record.save(account);
    keepSweeping(this.#context);
    return account;
  }

  /** The account and what it has used. A key needs `account:read`. Errors: those of AccountContext.authorizeActor. */
  describe(actor: Actor): Result<AccountDescription> {
    const authority = this.#context.authorizeActor(actor, "account:read");
    if (!authority.ok) return authority;
    const { account } = authority.value;
    const { dailySegments, monthlySegments } = account.limits;
    const counts = this.#counter.at(this.#context.now());
    return ok({
      account,
      use: {
        waitingMessages: this.#context.outbox.waitingItems,
        scheduledMessages: this.#scheduled.count,
        subAccounts: this.#subAccounts.count,
        daySegments: dailySegments === null ? null : counts.daySegments,
        monthSegments: monthlySegments === null ? null : counts.monthSegments,
      },
    });
  }

  /**
   * Changes the account; `expectedVersion` refuses that where there is another version since, undefined never does. Errors:
   * not_found, version_conflict, invalid_sender, account_suspended.
   */
  update(
    actor: OperatorActor | ParentActor,
    { limits, ...changes }: AccountChanges,
    expectedVersion: number | undefined,
  ): Result<AccountChange> {
    const authority = this.#context.authorizeActor(actor, "account:read");
    if (!authority.ok) return authority;
    const { account: before, actorName } = authority.value;
    if (expectedVersion !== undefined && expectedVersion !== before.version) return fail("version_conflict");
    const after: Account = {
      ...applyChanges(before, changes),
      limits: applyChanges(before.limits, limits ?? {}),
      version: before.version + 1,
    };
    const errors = poolErrors(after);
    if (errors.length > 0) return failFields(errors);
    if (actor.kind === "operator") {
      after.suspendedByOperator = after.status === "suspended";
    } else if (before.suspendedByOperator === true && after.status === "active") {
      return fail("account_suspended", {
        message: "An operator has suspended the account; only an operator can end that.",
      });
    }
    this.#context.record.save(after);
    return ok({ before, after, actorName });
  }
}
