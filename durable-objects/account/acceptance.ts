import type { AcceptReply, AcceptRequest, Account, AcceptedItem } from "../../src/accounts/account.ts";
import { type ErrorCode, type ServiceError, fail } from "../../src/errors.ts";
import type { DraftText } from "../../src/messages/message.ts";
import type { TextRefusal } from "../../src/messages/text-refusals.ts";
import type { DuePlan } from "../../src/schedules/plan-due.ts";
import type { AccountContext } from "./account-context.ts";
import { completeDrafts } from "./complete-drafts.ts";
import { readClaim, writeClaim } from "./idempotency.ts";
import { RateLimiter } from "./rate-limiter.ts";
import type { ScheduledTexts } from "./scheduled-texts.ts";
import { type TextCheck, judgeDrafts } from "./text-checks.ts";
import { TextRows } from "./text-rows.ts";
import type { TimingCheck } from "./checks/timing-check.ts";
import { writeTexts } from "./write-texts.ts";

/** Where texts are taken or refused. The order of the questions is that of docs/rfc/0002-customers.md; the first refusal answers. */
export class Acceptance {
  readonly #context: AccountContext;
  readonly #checks: readonly TextCheck[];
  readonly #timing: TimingCheck;
  readonly #scheduled: ScheduledTexts;
  readonly #rate = new RateLimiter();

  /** `timing` is asked first, then `checks`. */
  constructor(context: AccountContext, scheduled: ScheduledTexts, timing: TimingCheck, checks: readonly TextCheck[]) {
    this.#context = context;
    this.#scheduled = scheduled;
    this.#timing = timing;
    this.#checks = [timing, ...checks];
  }

  /** Requests that came together, each judged for itself after those before it. */
  accept(requests: readonly AcceptRequest[]): AcceptReply[] {
    const rows = new TextRows(this.#context.outbox);
    const replies = this.#context.transaction(() => {
      const replies = requests.map((request) => this.#acceptOne(request, rows));
      rows.flush();
      return replies;
    });
    this.#context.sender.drain();
    return replies;
  }

  #acceptOne({ key, texts, idempotency }: AcceptRequest, rows: TextRows): AcceptReply {
    const { sql, outbox, now } = this.#context;
    const nowMs = now();
    const authorized = this.#context.authorize(key, "messages:write");
    if (!authorized.ok) return authorized;
    const { account } = authorized.value;
    if (account.status === "suspended") return fail("account_suspended");

    if (idempotency !== undefined) {
      const claim = readClaim<AcceptedItem[]>(sql, idempotency, nowMs);
      if (claim.state === "conflict") return this.#refuse("idempotency_key_reused", account, nowMs);
      if (claim.state === "replay") return this.#answer(claim.reply, true, account, nowMs);
    }
    if (outbox.waitingItems + rows.waitingItems + texts.length > account.limits.maxWaitingMessages) {
      return this.#refuse("backlog_full", account, nowMs, { retryAfterSeconds: 5 });
    }
    const drafts = completeDrafts(texts, account);
    const verdicts = judgeDrafts(this.#checks, drafts, account, nowMs);
    const waitMs = this.#rate.take(account.limits, segmentsAccepted(drafts, verdicts), nowMs);
    if (waitMs > 0) {
      return this.#refuse("rate_limited", account, nowMs, { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
    }

    const items = this.#write(drafts, verdicts, rows, nowMs);
    if (idempotency !== undefined) writeClaim(sql, idempotency, items, nowMs);
    return this.#answer(items, false, account, nowMs);
  }

  /**
   * Takes texts that the account itself has cause to send: checked and charged as any, at whatever rate. Part of the caller's
   * transaction.
   */
  take(texts: readonly DraftText[], account: Account, nowMs: number): AcceptedItem[] {
    // Copies: checks write into drafts, and those of a schedule are taken again.
    const drafts = completeDrafts(
      texts.map((text) => ({ ...text })),
      account,
    );
    const rows = new TextRows(this.#context.outbox);
    const items = this.#write(drafts, judgeDrafts(this.#checks, drafts, account, nowMs), rows, nowMs);
    rows.flush();
    return items;
  }

  #write(
    drafts: readonly DraftText[],
    verdicts: readonly (TextRefusal | null)[],
    rows: TextRows,
    nowMs: number,
  ): AcceptedItem[] {
    const { sql, ids } = this.#context;
    const dueOf = (draft: DraftText): DuePlan | null => this.#timing.planOf(draft);
    const places = { sql, ids, rows, scheduled: this.#scheduled, dueOf };
    const { items, texts } = writeTexts(places, drafts, verdicts, nowMs);
    for (const check of this.#checks) check.commit?.(texts);
    return items;
  }

  #answer(items: AcceptedItem[], replayed: boolean, account: Account, nowMs: number): AcceptReply {
    return { ok: true, items, replayed, rate: this.#rate.state(account.limits, nowMs) };
  }

  #refuse(code: ErrorCode, account: Account, nowMs: number, more: Partial<ServiceError> = {}): AcceptReply {
    return { ...fail(code, more), rate: this.#rate.state(account.limits, nowMs) };
  }
}

function segmentsAccepted(drafts: readonly DraftText[], verdicts: readonly (TextRefusal | null)[]): number {
  let segments = 0;
  for (const [index, draft] of drafts.entries()) if (verdicts[index] === null) segments += draft.segmentCount;
  return segments;
}
