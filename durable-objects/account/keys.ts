import { RpcTarget } from "cloudflare:workers";
import type { Actor } from "../../src/accounts/actor.ts";
import { type ApiKey, type NewKey, keyLimit } from "../../src/accounts/key-record.ts";
import type { Scope } from "../../src/accounts/scopes.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { AccountContext, Authority } from "./account-context.ts";
import type { HeldKey } from "./key-ring.ts";

/** A change of one key, and who made it. */
export interface KeyChange {
  key: ApiKey;
  actorName: string;
}

/**
 * The account's API keys. Each method's errors include those of AccountContext.authorizeActor: a key needs `keys:manage`. Nobody
 * can give what they do not have: a key with scopes that its maker lacks is neither made nor handed out anew.
 */
export class AccountKeys extends RpcTarget {
  readonly #context: AccountContext;

  constructor(context: AccountContext) {
    super();
    this.#context = context;
  }

  /** Newest first. */
  list(actor: Actor): Result<ApiKey[]> {
    const authority = this.#context.authorizeActor(actor, "keys:manage");
    return authority.ok ? ok(this.#context.keyRing.list()) : authority;
  }

  /** Adds a key by its SHA-256. Errors: missing_scope, limit_reached. */
  create(actor: Actor, hash: string, key: NewKey): Result<KeyChange> {
    const authority = this.#context.authorizeActor(actor, "keys:manage");
    if (!authority.ok) return authority;
    const refused = this.#refusal(authority.value, key.scopes);
    if (refused !== null) return refused;
    return ok({ key: this.#context.keyRing.add(hash, key), actorName: authority.value.actorName });
  }

  /** Errors: not_found. */
  revoke(actor: Actor, keyId: string): Result<KeyChange> {
    const found = this.#find(actor, keyId);
    if (!found.ok) return found;
    this.#context.keyRing.remove(found.value.key);
    return ok(changeOf(found.value));
  }

  /**
   * Adds a key that may do what an old one may, by the new one's SHA-256; the old one expires after `overlapMs` at the latest.
   * Errors: not_found, missing_scope, limit_reached.
   */
  rotate(
    actor: Actor,
    keyId: string,
    hash: string,
    successor: Pick<NewKey, "id" | "lastFour" | "createdAtMs">,
    overlapMs: number,
  ): Result<KeyChange> {
    const found = this.#find(actor, keyId);
    if (!found.ok) return found;
    const { key: old, authority } = found.value;
    const refused = this.#refusal(authority, old.scopes);
    if (refused !== null) return refused;
    const { keyRing, now } = this.#context;
    return this.#context.transaction(() => {
      const { name, scopes, allowedNetworks, expiresAtMs } = old;
      const key = keyRing.add(hash, { ...successor, name, scopes, allowedNetworks, expiresAtMs });
      keyRing.expireAt(old, Math.min(expiresAtMs ?? Infinity, now() + overlapMs));
      return ok({ key, actorName: authority.actorName });
    });
  }

  #find(actor: Actor, keyId: string): Result<{ key: HeldKey; authority: Authority }> {
    const authority = this.#context.authorizeActor(actor, "keys:manage");
    if (!authority.ok) return authority;
    const key = this.#context.keyRing.findById(keyId);
    return key === null ? fail("not_found") : ok({ key, authority: authority.value });
  }

  /** Why a key with these scopes may not be made; null where it may. */
  #refusal(authority: Authority, scopes: readonly Scope[]): ReturnType<typeof fail> | null {
    const lacking = scopes.find((scope) => !authority.scopes.includes(scope));
    if (lacking !== undefined) {
      return fail("missing_scope", { message: `A key without the scope ${lacking} cannot make one that has it.` });
    }
    if (this.#context.keyRing.list().length < keyLimit) return null;
    return fail("limit_reached", { message: `An account can have ${keyLimit} keys; revoke one that is not needed.` });
  }
}

function changeOf({ key, authority }: { key: HeldKey; authority: Authority }): KeyChange {
  const { hash: _hash, networks: _networks, ...told } = key;
  return { key: told, actorName: authority.actorName };
}
