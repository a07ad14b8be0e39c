import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { Page } from "../../src/page.ts";
import type {
  NewSuppression,
  Suppression,
  SuppressionFilter,
  SuppressionSource,
} from "../../src/suppressions/suppression.ts";
import type { AccountContext } from "./account-context.ts";
import type { SuppressionStore } from "./suppression-store.ts";

/** Recipients that opted out, for the account's customers. All methods need `suppressions:manage`. */
export class AccountSuppressions extends RpcTarget {
  readonly #context: AccountContext;
  readonly #store: SuppressionStore;

  constructor(context: AccountContext, store: SuppressionStore) {
    super();
    this.#context = context;
    this.#store = store;
  }

  /** By recipient and sender. Errors: those of AccountContext.authorize. */
  list(
    key: PresentedKey,
    filter: SuppressionFilter,
    page: { after?: string | undefined; limit: number },
  ): Result<Page<Suppression>> {
    const authorized = this.#context.authorize(key, "suppressions:manage");
    return authorized.ok ? ok(this.#store.list(filter, page)) : authorized;
  }

  /** Adds them all in one transaction, and says of each whether it is new. Errors: those of AccountContext.authorize. */
  add(
    key: PresentedKey,
    suppressions: NewSuppression[],
    source: SuppressionSource,
  ): Result<{ keyId: string; added: boolean[] }> {
    const authorized = this.#context.authorize(key, "suppressions:manage");
    if (!authorized.ok) return authorized;
    const nowMs = this.#context.now();
    const added = this.#context.transaction(() => suppressions.map((one) => this.#store.add(one, source, nowMs)));
    return ok({ keyId: authorized.value.keyId, added });
  }

  /** Errors: those of AccountContext.authorize, not_found. */
  remove(key: PresentedKey, recipient: string, sender: string): Result<{ keyId: string; before: Suppression }> {
    const authorized = this.#context.authorize(key, "suppressions:manage");
    if (!authorized.ok) return authorized;
    const before = this.#store.find(recipient, sender);
    if (before === null) return fail("not_found");
    this.#store.remove(recipient, sender);
    return ok({ keyId: authorized.value.keyId, before });
  }

  /** One of them as it is. Errors: those of AccountContext.authorize, not_found. */
  get(key: PresentedKey, recipient: string, sender: string): Result<Suppression> {
    const authorized = this.#context.authorize(key, "suppressions:manage");
    if (!authorized.ok) return authorized;
    const found = this.#store.find(recipient, sender);
    return found === null ? fail("not_found") : ok(found);
  }
}
