import type { Account } from "../../src/accounts/account.ts";
import type { Actor } from "../../src/accounts/actor.ts";
import type { PresentedKey, PresentedPerson } from "../../src/accounts/presented-key.ts";
import { type Scope, scopes } from "../../src/accounts/scopes.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { AccountEvent } from "../../src/events/account-event.ts";
import { type IdFactory, createIdFactory, ulidOf } from "../../src/ids.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { EventLog } from "../lib/event-log.ts";
import { Outbox } from "../lib/outbox.ts";
import type { OutboxSender } from "../lib/outbox-sender.ts";
import { createQueueSender } from "../lib/queue-sender.ts";
import { KeyRing, hasExpired, isFromAllowedNetwork } from "./key-ring.ts";
import { AccountFunds } from "./money/account-funds.ts";
import { Ledger } from "./money/ledger.ts";
import { PriceBook } from "./money/price-book.ts";
import { AccountRecord } from "./record.ts";
import { highestIds } from "./text-rows.ts";

/** Somebody who may do what they ask for. */
export interface Authority {
  account: Account;
  /** For the audit log. */
  actorName: string;
  /** What they may give to keys they make. */
  scopes: readonly Scope[];
}

/** A key, or a person, that may do what was asked. */
export interface Authorized extends Authority {
  /** For the audit log: the key's, or the person's e-mail. */
  keyId: string;
}

/** What the concerns of one account share: its storage, its record, its clock and ids, and who may do what. */
export class AccountContext {
  readonly env: Env;
  readonly storage: DurableObjectStorage;
  readonly sql: SqlStorage;
  readonly alarms: AlarmBook;
  readonly record: AccountRecord;
  readonly keyRing: KeyRing;
  readonly outbox: Outbox;
  /** Moves `outbox` to queue "outbound". */
  readonly sender: OutboxSender;
  /** What the account has to tell, on its way to queue "events". */
  readonly events: EventLog<AccountEvent>;
  readonly ids: IdFactory;
  readonly ledger: Ledger;
  readonly prices: PriceBook;
  readonly funds: AccountFunds;
  readonly now: () => number = Date.now;
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState, env: Env) {
    this.#state = state;
    this.env = env;
    this.storage = state.storage;
    this.sql = state.storage.sql;
    this.record = new AccountRecord(this.sql);
    this.keyRing = new KeyRing(this.sql);
    this.alarms = new AlarmBook(this.storage, this.now);
    this.outbox = new Outbox(this.sql);
    this.ids = createIdFactory(this.now, (bytes) => crypto.getRandomValues(bytes));
    for (const id of highestIds(this.outbox)) this.ids.startAfter(id);
    this.ledger = new Ledger(this.sql);
    if (this.ledger.lastId !== "") this.ids.startAfter(this.ledger.lastId);
    this.prices = new PriceBook(this.sql);
    const sending = {
      alarms: this.alarms,
      owner: () => ({ accountId: this.accountId }),
      now: this.now,
      waitUntil: (work: Promise<unknown>) => this.waitUntil(work),
    };
    this.sender = createQueueSender({ ...sending, outbox: this.outbox, queue: env.OUTBOUND, items: "texts" });
    this.events = new EventLog({
      ...sending,
      sql: this.sql,
      outboxName: "account_outbox",
      queue: env.EVENTS,
      items: "events",
      ids: createIdFactory(this.now, (bytes) => crypto.getRandomValues(bytes)),
    });
    this.funds = new AccountFunds({
      sql: this.sql,
      ledger: this.ledger,
      book: this.prices,
      nextId: () => ulidOf(this.ids.next("ledgerEntry")),
      onLow: (balanceMicros) => {
        const data = { balanceMicros, currency: this.prices.currency ?? "" };
        this.events.add({ notice: { id: this.ids.next("event"), type: "balance.low", atMs: this.now(), data } });
        this.events.flush();
      },
      onClosed: (messageIds, charge) => this.events.add({ closed: { messageIds, charge } }),
    });
  }

  /** Empty until the account has been created. */
  get accountId(): string {
    return this.record.account?.id ?? "";
  }

  /**
   * Whether a key may do what `scope` opens; the only place that says so. Errors: unauthenticated, missing_scope,
   * network_not_allowed; of people missing_scope, not_a_member where there is no such account.
   */
  authorize(presented: PresentedKey, scope: Scope): Result<Authorized> {
    if (presented.person !== undefined) return authorizePerson(this.record.account, presented.person, scope);
    const nowMs = this.now();
    const key = this.keyRing.find(presented.hash);
    const { account } = this.record;
    if (key === null || account === null || hasExpired(key, nowMs)) return fail("unauthenticated");
    if (!key.scopes.includes(scope)) {
      return fail("missing_scope", { message: `The API key does not carry the scope ${scope}.` });
    }
    if (!isFromAllowedNetwork(key, presented.sourceAddress)) return fail("network_not_allowed");
    this.keyRing.used(key, nowMs);
    return ok({ account, actorName: key.id, keyId: key.id, scopes: key.scopes });
  }

  /**
   * Whether an actor may do what `scope` opens for keys; operators may do anything. Errors: those of authorize, not_found for an account that was never
   * made and for a parent that is not this one's.
   */
  authorizeActor(actor: Actor, scope: Scope): Result<Authority> {
    if (actor.kind === "key") return this.authorize(actor.key, scope);
    const { account } = this.record;
    if (account === null) return fail("not_found");
    if (actor.kind === "operator") return ok({ account, actorName: actor.name, scopes });
    if (account.parentId !== actor.accountId) return fail("not_found");
    return ok({ account, actorName: actor.keyId, scopes: actor.scopes });
  }

  /** Goes on after the answer has left. */
  waitUntil(work: Promise<unknown>): void {
    this.#state.waitUntil(work);
  }

  /** Runs `write` in one transaction. Where it throws, memory may be ahead of what was rolled back: the object begins again from the disk. */
  transaction<T>(write: () => T): T {
    try {
      return this.storage.transactionSync(write);
    } catch (error) {
      this.#state.abort(`a transaction failed: ${String(error)}`);
      throw error;
    }
  }
}

/** The Worker has read what their role is; the account holds it against what they ask for, as it does a key's. */
function authorizePerson(
  account: Account | null,
  { email, scopes }: PresentedPerson,
  scope: Scope,
): Result<Authorized> {
  if (account === null) return fail("not_a_member");
  if (scopes.includes(scope)) return ok({ account, actorName: email, keyId: email, scopes });
  return fail("missing_scope", { message: `The person's role does not carry the scope ${scope}.` });
}
