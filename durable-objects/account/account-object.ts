import { DurableObject } from "cloudflare:workers";
import type { Account, AcceptReply, AcceptRequest, ApiKey, RateState, Scope } from "../../src/accounts/account.ts";
import { type TokenBucket, fullBucket, refill, takeTokens } from "../../src/accounts/token-bucket.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import { logError } from "../../src/log.ts";
import type { AcceptedText, DraftText } from "../../src/messages/message.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { Outbox } from "../lib/outbox.ts";
import { OutboxSender, outboxAlarm } from "../lib/outbox-sender.ts";
import { acceptDrafts, refusalOf } from "./accept.ts";
import { readClaim, writeClaim } from "./idempotency.ts";
import { AccountRecord } from "./record.ts";
import { accountMigrations } from "./schema.ts";
import { sweepAlarm, sweepExpired } from "./sweep.ts";

const sweepIntervalMs = 3_600_000;

/**
 * One customer's account: the place where a message is accepted. Its SQLite holds the keys, the limits, the idempotency
 * claims and the outbox, so accepting is one local transaction. Addressed by account id.
 */
export class AccountObject extends DurableObject<Env> {
  readonly #record: AccountRecord;
  readonly #outbox: Outbox;
  readonly #alarms: AlarmBook;
  readonly #sender: OutboxSender;
  readonly #ids: IdFactory;
  /** Full again when the object is started anew: an eviction may give one burst more, and costs no write per message. */
  #bucket: TokenBucket | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, accountMigrations);
    const { sql } = ctx.storage;
    this.#record = new AccountRecord(sql);
    this.#outbox = new Outbox(sql);
    this.#alarms = new AlarmBook(ctx.storage, Date.now);
    this.#ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));
    const lastId = this.#outbox.lastId;
    if (lastId !== null) this.#ids.startAfter(lastId);
    this.#sender = new OutboxSender({
      outbox: this.#outbox,
      alarms: this.#alarms,
      now: Date.now,
      encode: (chunk) => {
        const texts = chunk.bodies.map((body) => body.slice(1, -1)).join(",");
        return `{"accountId":${JSON.stringify(this.#accountId)},"chunkId":"${chunk.id}","texts":[${texts}]}`;
      },
      send: async (messages) => {
        await env.OUTBOUND.sendBatch(messages.map((body) => ({ body, contentType: "text" })));
      },
      onSendFailed: (error) => logError("outbox.send_failed", error, { accountId: this.#accountId }),
    });
  }

  /** Makes the account, or says it again where it is there already. */
  create(account: Account): Account {
    const existing = this.#record.account;
    if (existing !== null) return existing;
    this.#record.create(account);
    this.#alarms.set(sweepAlarm, "", Date.now() + sweepIntervalMs);
    return account;
  }

  /** Adds a key by its SHA-256. Errors: not_found. */
  addKey(hash: string, key: ApiKey): Result<ApiKey> {
    if (this.#record.account === null) return fail("not_found");
    this.#record.addKey(hash, key);
    return ok(key);
  }

  /** Errors: not_found. */
  revokeKey(keyId: string): Result<null> {
    return this.#record.revokeKey(keyId) ? ok(null) : fail("not_found");
  }

  /** Says whose key it is. Errors: unauthenticated, missing_scope. */
  authorize(keyHash: string, scope: Scope): Result<{ account: Account; keyId: string }> {
    const key = this.#record.findKey(keyHash);
    const { account } = this.#record;
    if (key === null || account === null) return fail("unauthenticated");
    if (!key.scopes.includes(scope)) {
      return fail("missing_scope", { message: `The API key does not carry the scope ${scope}.` });
    }
    return ok({ account, keyId: key.id });
  }

  /**
   * Accepts texts: key, idempotency claim, rate limit, ids and outbox in one transaction. The reply leaves the object only
   * when all of it is on disk. Errors: unauthenticated, missing_scope, idempotency_key_reused, rate_limited, backlog_full.
   */
  accept(request: AcceptRequest): AcceptReply {
    const nowMs = Date.now();
    const authorized = this.authorize(request.keyHash, "messages:write");
    if (!authorized.ok) return authorized;
    const { account } = authorized.value;
    const { texts, idempotency } = request;

    if (idempotency !== undefined) {
      const claim = readClaim(this.ctx.storage.sql, idempotency, nowMs);
      if (claim.state === "conflict") return { ...fail("idempotency_key_reused"), rate: this.#rate(account, nowMs) };
      if (claim.state === "replay")
        return { ok: true, items: claim.items, replayed: true, rate: this.#rate(account, nowMs) };
    }
    if (this.#outbox.waitingItems + texts.length > account.limits.maxWaitingMessages) {
      return { ...fail("backlog_full", { retryAfterSeconds: 5 }), rate: this.#rate(account, nowMs) };
    }
    const waitMs = this.#takeTokens(account, texts, nowMs);
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1_000);
      return { ...fail("rate_limited", { retryAfterSeconds }), rate: this.#rate(account, nowMs) };
    }

    try {
      const items = this.ctx.storage.transactionSync(() => {
        const accepted = acceptDrafts(
          {
            sql: this.ctx.storage.sql,
            outbox: this.#outbox,
            ids: this.#ids,
            account,
            random16: () => crypto.getRandomValues(new Uint16Array(1))[0] ?? 0,
            nowMs,
          },
          texts,
        );
        if (idempotency !== undefined) writeClaim(this.ctx.storage.sql, idempotency, accepted, nowMs);
        return accepted;
      });
      this.ctx.waitUntil(this.#sender.drain());
      return { ok: true, items, replayed: false, rate: this.#rate(account, nowMs) };
    } catch (error) {
      // What the object holds in memory may be ahead of what was rolled back: begin again from the disk.
      this.ctx.abort(`accept failed: ${String(error)}`);
      throw error;
    }
  }

  /** A message that has not left the account yet; null where it has, or never was. Errors: unauthenticated, missing_scope. */
  findWaiting(keyHash: string, messageId: string): Result<AcceptedText | null> {
    const authorized = this.authorize(keyHash, "messages:read");
    if (!authorized.ok) return authorized;
    const body = this.#outbox.findBody(messageId);
    if (body === null) return ok(null);
    const texts = JSON.parse(body) as AcceptedText[];
    return ok(texts.find((text) => text.id === messageId) ?? null);
  }

  /** The dispatcher has stored these chunks at their carriers and in the read model. */
  async confirmChunks(chunkIds: string[]): Promise<void> {
    this.#outbox.confirm(chunkIds);
    await this.#sender.drain();
  }

  override async alarm(): Promise<void> {
    await this.#alarms.run(
      {
        [outboxAlarm]: () => this.#sender.resend(),
        [sweepAlarm]: () => {
          const more = sweepExpired(this.ctx.storage.sql, Date.now());
          this.#alarms.set(sweepAlarm, "", Date.now() + (more ? 1_000 : sweepIntervalMs));
        },
      },
      (due, error) => logError("alarm.failed", error, { kind: due.kind, accountId: this.#accountId }),
    );
  }

  get #accountId(): string {
    return this.#record.account?.id ?? "";
  }

  #takeTokens(account: Account, texts: readonly DraftText[], nowMs: number): number {
    const limits = { perSecond: account.limits.segmentsPerSecond, burst: account.limits.burstSegments };
    let segments = 0;
    for (const text of texts) if (refusalOf(account, text) === null) segments += text.segmentCount;
    const { bucket, waitMs } = takeTokens(this.#bucket ?? fullBucket(limits, nowMs), limits, segments, nowMs);
    this.#bucket = bucket;
    return waitMs;
  }

  #rate(account: Account, nowMs: number): RateState {
    const limits = { perSecond: account.limits.segmentsPerSecond, burst: account.limits.burstSegments };
    const tokens = refill(this.#bucket ?? fullBucket(limits, nowMs), limits, nowMs);
    return {
      limit: limits.burst,
      remaining: Math.max(0, Math.floor(tokens)),
      resetSeconds: Math.ceil((limits.burst - tokens) / limits.perSecond),
    };
  }
}
