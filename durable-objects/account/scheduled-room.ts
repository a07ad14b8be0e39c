import { RpcTarget } from "cloudflare:workers";
import type { Account } from "../../src/accounts/account.ts";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { failFields } from "../../src/field-errors.ts";
import type { MessageChange } from "../../src/messages/message-change.ts";
import type { AcceptedText } from "../../src/messages/message.ts";
import { describeRefusal } from "../../src/messages/text-refusals.ts";
import type { WaitingText } from "../../src/messages/waiting-text.ts";
import { type TimingDefaults, planDue } from "../../src/schedules/plan-due.ts";
import type { AccountContext } from "./account-context.ts";
import { findWaitingText } from "./find-waiting.ts";
import type { CapCheck } from "./checks/cap-check.ts";
import { nextReference } from "./references.ts";
import type { ScheduledEntry } from "./scheduled-store.ts";
import type { ScheduledTexts } from "./scheduled-texts.ts";
import { type TextCheck, judgeDrafts } from "./text-checks.ts";
import type { TimingDefaultsStore } from "./timing-defaults.ts";

/** What customers do with texts that wait for their time. */
export class AccountScheduled extends RpcTarget {
  readonly #context: AccountContext;
  readonly #scheduled: ScheduledTexts;
  readonly #defaults: TimingDefaultsStore;
  readonly #checks: readonly TextCheck[];
  readonly #caps: CapCheck;

  /** `checks` are asked of a text that is changed, as if it were new, and `caps` of the segments by which it grows. */
  constructor(
    context: AccountContext,
    scheduled: ScheduledTexts,
    defaults: TimingDefaultsStore,
    { checks, caps }: { checks: readonly TextCheck[]; caps: CapCheck },
  ) {
    super();
    this.#context = context;
    this.#scheduled = scheduled;
    this.#defaults = defaults;
    this.#checks = checks;
    this.#caps = caps;
  }

  /** Cancels texts. Those that have fired are as they are, and null is one that is not here. Errors: unauthenticated, missing_scope. */
  cancel(key: PresentedKey, messageIds: readonly string[]): Result<(WaitingText | null)[]> {
    const authorized = this.#context.authorize(key, "messages:write");
    if (!authorized.ok) return authorized;
    const nowMs = this.#context.now();
    return ok(
      this.#context.transaction(() => {
        const canceled = messageIds.map((id) => this.#scheduled.cancel(id, nowMs) ?? this.#find(id));
        this.#scheduled.close();
        return canceled;
      }),
    );
  }

  /**
   * Changes a text that waits; the last change counts. Errors: unauthenticated, missing_scope, not_changeable, not_found where
   * it is not here, and those of its checks.
   */
  change(key: PresentedKey, messageId: string, change: MessageChange): Result<WaitingText> {
    const authorized = this.#context.authorize(key, "messages:write");
    if (!authorized.ok) return authorized;
    const nowMs = this.#context.now();
    const entry = this.#scheduled.store.find(messageId);
    if (entry === null) return fail(this.#find(messageId) === null ? "not_found" : "not_changeable");
    const changed = this.#plan(entry, change, authorized.value.account, nowMs);
    if (!changed.ok) return changed;
    const { text, dueAtMs } = changed.value;
    this.#context.transaction(() => {
      this.#scheduled.replace(changed.value, nowMs);
      if (change.content !== undefined) this.#caps.commit(growthOf(entry.text, text));
      this.#scheduled.close();
    });
    return ok({ state: "scheduled", text, dueAtMs });
  }

  /** What the account has set for all of its messages. Errors: unauthenticated, missing_scope. */
  getDefaults(key: PresentedKey): Result<TimingDefaults> {
    const authorized = this.#context.authorize(key, "messages:read");
    return authorized.ok ? ok(this.#defaults.value) : authorized;
  }

  /** Sets it, for texts accepted from now on. Returns what was. Errors: unauthenticated, missing_scope. */
  setDefaults(key: PresentedKey, defaults: TimingDefaults): Result<{ keyId: string; before: TimingDefaults }> {
    const authorized = this.#context.authorize(key, "schedules:write");
    if (!authorized.ok) return authorized;
    const before = this.#defaults.value;
    this.#defaults.set(defaults);
    return ok({ keyId: authorized.value.keyId, before });
  }

  #find(messageId: string): WaitingText | null {
    return findWaitingText(this.#context.outbox, this.#scheduled, messageId);
  }

  #plan(entry: ScheduledEntry, change: MessageChange, account: Account, nowMs: number): Result<ScheduledEntry> {
    const timing = { ...entry.timing };
    if (change.timing.validForMs !== undefined) delete timing.validUntilMs;
    if (change.timing.validUntilMs !== undefined) delete timing.validForMs;
    Object.assign(timing, change.timing);
    const { validUntilMs: _, ...asItWas } = entry.text;
    const text: AcceptedText = { ...asItWas, ...change.content };
    if (change.clientReference !== undefined) text.clientReference = change.clientReference;

    if (change.content !== undefined) {
      const [outgrown = null] = judgeDrafts([this.#caps], growthOf(entry.text, text), account, nowMs);
      const [refused = null] = judgeDrafts(this.#checks, [text], account, nowMs);
      const refusal = refused ?? outgrown;
      if (refusal !== null) return failFields([describeRefusal(refusal, text)]);
      if (text.segmentCount === 1) text.reference = 0;
      else if (text.reference === 0) text.reference = nextReference(this.#context.sql, text, nowMs);
    }
    const due = planDue(text, timing, this.#defaults.value, nowMs);
    if (!due.ok) return failFields([describeRefusal({ error: due.error }, text)]);
    if (due.validUntilMs !== undefined) text.validUntilMs = due.validUntilMs;
    return ok({ text, timing, dueAtMs: due.dueAtMs });
  }
}

/** The segments that a text has got, as a text of so many; none where it has become no longer. */
function growthOf(before: AcceptedText, after: AcceptedText): AcceptedText[] {
  const segmentCount = after.segmentCount - before.segmentCount;
  return segmentCount > 0 ? [{ ...after, segmentCount }] : [];
}
