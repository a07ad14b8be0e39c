import { RpcTarget } from "cloudflare:workers";
import type { Account, AccountLimits } from "../../src/accounts/account.ts";
import type { KeyActor, ParentActor } from "../../src/accounts/actor.ts";
import type { Changes } from "../../src/accounts/apply-changes.ts";
import { limitErrors } from "../../src/accounts/limit-errors.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { failFields } from "../../src/field-errors.ts";
import type { AccountContext } from "./account-context.ts";

/** A parent, and who one of its keys is to its sub-accounts. */
export interface Parenthood {
  parent: Account;
  /** The parent's price list; null where it is not charged. */
  priceListId: string | null;
  actor: ParentActor;
}

/** The account's sub-accounts by their ids; each is an account with an object of its own. */
export class SubAccounts extends RpcTarget {
  readonly #context: AccountContext;
  #count: number | undefined;

  constructor(context: AccountContext) {
    super();
    this.#context = context;
  }

  get count(): number {
    this.#count ??= this.#context.sql.exec<{ count: number }>("SELECT count(*) AS count FROM sub_accounts").one().count;
    return this.#count;
  }

  /**
   * Takes the id of a new sub-account with these limits into the list. Errors: those of AccountContext.authorize for
   * `accounts:manage`, account_suspended, limit_reached, invalid_request.
   */
  reserve(actor: KeyActor, id: string, limits: Changes<AccountLimits>): Result<Parenthood> {
    const parenthood = this.#authorize(actor);
    if (!parenthood.ok) return parenthood;
    const { parent } = parenthood.value;
    if (parent.status === "suspended") return fail("account_suspended");
    if (parent.parentId !== null) return fail("limit_reached", { message: "A sub-account has no sub-accounts." });
    if (this.count >= parent.limits.maxSubAccounts) {
      return fail("limit_reached", { message: `The account may have ${parent.limits.maxSubAccounts} sub-accounts.` });
    }
    const errors = limitErrors(limits, parent.limits);
    if (errors.length > 0) return failFields(errors);
    this.#context.sql.exec("INSERT INTO sub_accounts (id, created_at_ms) VALUES (?, ?)", id, this.#context.now());
    this.#count = this.count + 1;
    return parenthood;
  }

  /** Who a key is to one of the sub-accounts. Errors: those of AccountContext.authorize for `accounts:manage`, not_found. */
  actAsParent(actor: KeyActor, id: string): Result<Parenthood> {
    const parenthood = this.#authorize(actor);
    if (!parenthood.ok) return parenthood;
    const isOurs = this.#context.sql.exec("SELECT 1 FROM sub_accounts WHERE id = ?", id).toArray().length > 0;
    return isOurs ? parenthood : fail("not_found");
  }

  #authorize({ key }: KeyActor): Result<Parenthood> {
    const authorized = this.#context.authorize(key, "accounts:manage");
    if (!authorized.ok) return authorized;
    const { account: parent, keyId, scopes } = authorized.value;
    const priceListId = this.#context.prices.settings?.priceListId ?? null;
    return ok({ parent, priceListId, actor: { kind: "parent", accountId: parent.id, keyId, scopes } });
  }
}
