import { RpcTarget } from "cloudflare:workers";
import type { Actor } from "../../src/accounts/actor.ts";
import { type Result, ok } from "../../src/errors.ts";
import type { RetentionSettings } from "../../src/retention/retention.ts";
import type { AccountContext } from "./account-context.ts";
import { readRetention, writeRetention } from "./retention-store.ts";

/** Settings that were changed, and who did. */
export interface RetentionChange {
  actorName: string;
  before: RetentionSettings;
}

/** How long the account wants what it sent and got to be kept. */
export class AccountRetention extends RpcTarget {
  readonly #context: AccountContext;

  constructor(context: AccountContext) {
    super();
    this.#context = context;
  }

  /** Errors: those of AccountContext.authorizeActor for `account:read`. */
  get(actor: Actor): Result<RetentionSettings> {
    const authority = this.#context.authorizeActor(actor, "account:read");
    return authority.ok ? ok(readRetention(this.#context.sql)) : authority;
  }

  /** Errors: those of AccountContext.authorizeActor for `retention:manage`. */
  set(actor: Actor, settings: RetentionSettings): Result<RetentionChange> {
    const authority = this.#context.authorizeActor(actor, "retention:manage");
    if (!authority.ok) return authority;
    const before = readRetention(this.#context.sql);
    writeRetention(this.#context.sql, settings);
    return ok({ actorName: authority.value.actorName, before });
  }
}
