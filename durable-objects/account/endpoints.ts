import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { logError } from "../../src/log.ts";
import { changeEndpoint, rotateKeys } from "../../src/webhooks/change-endpoint.ts";
import {
  type DisabledReason,
  type Endpoint,
  type EndpointSettings,
  type SigningKey,
  endpointLimit,
} from "../../src/webhooks/endpoint.ts";
import type { AccountContext } from "./account-context.ts";
import type { EndpointStore } from "./endpoint-store.ts";

/** Its id is the endpoint's. */
export const endpointPushAlarm = "endpoint_push";

/** When a push that did not come through is tried again. */
const pushAgainMs = 10_000;

/** A change that was made, with what the audit log wants to know. */
export interface EndpointChange {
  actorName: string;
  /** As it was; null where it is new. */
  before: Endpoint | null;
  /** As it is, or was before it was deleted. */
  endpoint: Endpoint;
}

/**
 * The account's webhook endpoints. Each has an object of its own that delivers; what is configured here is pushed to it in
 * the same call, and again until it comes through. Methods with a key need `webhooks:manage`.
 */
export class AccountEndpoints extends RpcTarget {
  readonly #context: AccountContext;
  readonly #store: EndpointStore;

  constructor(context: AccountContext, store: EndpointStore) {
    super();
    this.#context = context;
    this.#store = store;
  }

  list(key: PresentedKey): Result<Endpoint[]> {
    const authorized = this.#context.authorize(key, "webhooks:manage");
    return authorized.ok ? ok(this.#store.list()) : authorized;
  }

  /** Errors: not_found. */
  get(key: PresentedKey, id: string): Result<Endpoint> {
    const found = this.#find(key, id, undefined);
    return found.ok ? ok(found.value.endpoint) : found;
  }

  /** Whether an endpoint is delivered to, and why not; null where there is none. For operators. */
  standing(id: string): Pick<Endpoint, "enabled" | "disabledReason"> | null {
    const endpoint = this.#store.find(id);
    return endpoint === null ? null : { enabled: endpoint.enabled, disabledReason: endpoint.disabledReason };
  }

  /** Errors: limit_reached. */
  async create(key: PresentedKey, endpoint: Endpoint): Promise<Result<EndpointChange>> {
    const authorized = this.#context.authorize(key, "webhooks:manage");
    if (!authorized.ok) return authorized;
    if (this.#store.list().length >= endpointLimit) {
      return fail("limit_reached", { message: `An account can have ${endpointLimit} webhook endpoints.` });
    }
    await this.#save(endpoint);
    return ok({ actorName: authorized.value.actorName, before: null, endpoint });
  }

  /**
   * Changes what `change` names. `keys` has a key for each kind of signature it asks for, used where there is none yet. Errors:
   * not_found, version_conflict.
   */
  async update(
    key: PresentedKey,
    id: string,
    change: Partial<EndpointSettings>,
    keys: SigningKey[],
    expectedVersion?: number,
  ): Promise<Result<EndpointChange>> {
    const found = this.#find(key, id, expectedVersion);
    if (!found.ok) return found;
    const { endpoint: before, actorName } = found.value;
    const endpoint = changeEndpoint(before, change, keys, this.#context.now());
    await this.#save(endpoint);
    return ok({ actorName, before, endpoint });
  }

  /** Puts new keys in the place of those in use, which sign besides them until the overlap ends. Errors: not_found. */
  async rotate(key: PresentedKey, id: string, keys: SigningKey[], overlapMs: number): Promise<Result<EndpointChange>> {
    const found = this.#find(key, id, undefined);
    if (!found.ok) return found;
    const { endpoint: before, actorName } = found.value;
    const endpoint = rotateKeys(before, keys, overlapMs, this.#context.now());
    await this.#save(endpoint);
    return ok({ actorName, before, endpoint });
  }

  /** Errors: not_found, version_conflict. */
  async remove(key: PresentedKey, id: string, expectedVersion?: number): Promise<Result<EndpointChange>> {
    const found = this.#find(key, id, expectedVersion);
    if (!found.ok) return found;
    const { endpoint, actorName } = found.value;
    this.#context.transaction(() => {
      this.#store.remove(id);
      this.#context.sql.exec("DELETE FROM replays WHERE endpoint_id = ?", id);
      this.#context.sql.exec("DELETE FROM missed_chunks WHERE endpoint_id = ?", id);
      this.#pushLater(id);
    });
    await this.#pushNow(id);
    return ok({ actorName, before: endpoint, endpoint });
  }

  /** Said by the endpoint's own object. Says no more of one that was changed since `version`. */
  disable(id: string, version: number, reason: DisabledReason): void {
    const endpoint = this.#store.find(id);
    if (endpoint === null || !endpoint.enabled || endpoint.version !== version) return;
    const { events, ids, now } = this.#context;
    this.#context.transaction(() => {
      const atMs = now();
      this.#store.put({ ...endpoint, enabled: false, disabledReason: reason, version: version + 1, updatedAtMs: atMs });
      this.#pushLater(id);
      const data = { id, url: endpoint.url, reason };
      events.add({ notice: { id: ids.next("event"), type: "endpoint.disabled", atMs, data } });
      events.flush();
    });
    logError("webhook.endpoint_disabled", "a webhook endpoint is no longer delivered to", {
      accountId: this.#context.accountId,
      endpointId: id,
      reason,
    });
  }

  /** Brings an endpoint's object up to date; the handler of `endpointPushAlarm`. */
  async push(id: string): Promise<void> {
    const endpoint = this.#store.find(id);
    const stub = this.#context.env.WEBHOOK_ENDPOINT.getByName(id);
    if (endpoint === null) await stub.remove();
    else await stub.configure(endpoint);
    // A change that was made meanwhile has a push of its own to wait for.
    if (this.#store.find(id)?.version === endpoint?.version) this.#context.alarms.cancel(endpointPushAlarm, id);
  }

  #find(
    key: PresentedKey,
    id: string,
    expectedVersion: number | undefined,
  ): Result<{ endpoint: Endpoint; actorName: string }> {
    const authorized = this.#context.authorize(key, "webhooks:manage");
    if (!authorized.ok) return authorized;
    const endpoint = this.#store.find(id);
    if (endpoint === null) return fail("not_found");
    if (expectedVersion !== undefined && expectedVersion !== endpoint.version) return fail("version_conflict");
    return ok({ endpoint, actorName: authorized.value.actorName });
  }

  async #save(endpoint: Endpoint): Promise<void> {
    this.#context.transaction(() => {
      this.#store.put(endpoint);
      this.#pushLater(endpoint.id);
    });
    await this.#pushNow(endpoint.id);
  }

  async #pushNow(id: string): Promise<void> {
    try {
      await this.push(id);
    } catch (error) {
      logError("webhook.push_failed", error, { accountId: this.#context.accountId, endpointId: id });
    }
  }

  #pushLater(id: string): void {
    this.#context.alarms.set(endpointPushAlarm, id, this.#context.now() + pushAgainMs);
  }
}
