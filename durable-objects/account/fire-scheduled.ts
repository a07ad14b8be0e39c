import { idTimeMs } from "../../src/ids.ts";
import { logError } from "../../src/log.ts";
import type { AcceptedText } from "../../src/messages/message.ts";
import type { ErrorCode } from "../../src/errors.ts";
import type { AccountContext } from "./account-context.ts";
import type { StoredText } from "./scheduled-store.ts";
import type { ScheduledTexts } from "./scheduled-texts.ts";
import { type TextCheck, judgeDrafts } from "./text-checks.ts";
import { TextRows } from "./text-rows.ts";

/** Texts that one transaction moves. */
const batchSize = 500;
/**
 * Texts in the outbox from which on the others wait: its window takes as many, and what is accepted meanwhile is not kept
 * behind a campaign.
 */
const outboxFullAt = 3_000;
/** How long after it found the outbox full, or the account suspended, it looks again if nobody wakes it. */
const lookAgainMs = { outboxFull: 1_000, suspended: 60_000 };

/**
 * Moves texts whose time has come from `scheduled_texts` to the outbox. A batch is one transaction, so a text is in one of the
 * two tables or in the other, and fires once, whatever dies. What was accepted and may not go any more fails; what cannot be
 * read is set aside, and holds up no other.
 */
export class ScheduledFiring {
  readonly #context: AccountContext;
  readonly #scheduled: ScheduledTexts;
  readonly #checks: readonly TextCheck[];
  #isHeldUp = false;

  /** `checks` are asked again when a text fires. */
  constructor(context: AccountContext, scheduled: ScheduledTexts, checks: readonly TextCheck[]) {
    this.#context = context;
    this.#scheduled = scheduled;
    this.#checks = checks;
  }

  /** The alarm's handler. */
  run(): void {
    const { account } = this.#context.record;
    const nowMs = this.#context.now();
    if (account === null) return;
    if (account.status === "suspended") {
      this.#scheduled.store.rearm(nowMs + lookAgainMs.suspended);
      return;
    }
    for (;;) {
      this.#isHeldUp = this.#context.outbox.waitingItems >= outboxFullAt;
      if (this.#isHeldUp || this.#fireBatch(nowMs) < batchSize) break;
    }
    this.#scheduled.store.rearm(nowMs + (this.#isHeldUp ? lookAgainMs.outboxFull : 1));
    this.#context.sender.drain();
  }

  /** The outbox has become shorter. */
  goOn(): void {
    if (this.#isHeldUp && this.#context.outbox.waitingItems < outboxFullAt) this.run();
  }

  #fireBatch(nowMs: number): number {
    return this.#context.transaction(() => {
      const due = this.#scheduled.store.takeDue(nowMs, batchSize);
      const texts = due.flatMap((row) => {
        const text = readText(row);
        if (text === null) this.#setAside(row, nowMs);
        return text === null ? [] : [text];
      });
      this.#fire(texts, nowMs);
      this.#scheduled.close();
      return due.length;
    });
  }

  #fire(texts: readonly AcceptedText[], nowMs: number): void {
    const { account } = this.#context.record;
    if (account === null || texts.length === 0) return;
    const verdicts = judgeDrafts(this.#checks, texts, account, nowMs);
    // Routes go by the clock of ids, which never goes back.
    const firedAtMs = idTimeMs(this.#context.ids.next("message"));
    const rows = new TextRows(this.#context.outbox, () =>
      this.#scheduled.fired.nameRow(this.#context.ids.next("message")),
    );
    for (const [index, text] of texts.entries()) {
      const refusal = verdicts[index] ?? null;
      if (refusal === null) rows.add(text.id, JSON.stringify({ ...text, firedAtMs }));
      else this.#fail(text.id, refusal.error, nowMs);
    }
    rows.flush();
  }

  #fail(messageId: string, errorCode: ErrorCode | "unreadable", nowMs: number): void {
    this.#context.events.add({
      accountId: this.#context.accountId,
      messageId,
      key: "failed",
      entry: { type: "failed", atMs: nowMs, errorCode },
      status: "failed",
      errorCode,
    });
    this.#context.funds.settleStep([messageId], { type: "failed", status: "failed" }, "not sent");
  }

  #setAside({ id, dueAtMs, body }: StoredText, nowMs: number): void {
    this.#context.sql.exec(
      "INSERT INTO schedule_failures (id, due_at_ms, failed_at_ms, reason, body) VALUES (?, ?, ?, 'unreadable', ?)",
      id,
      dueAtMs,
      nowMs,
      body,
    );
    logError("schedule.set_aside", "a scheduled text cannot be read", {
      accountId: this.#context.accountId,
      messageId: id,
    });
    this.#fail(id, "unreadable", nowMs);
  }
}

/** The text of a row; null where there is none in it. */
function readText({ id, body }: StoredText): AcceptedText | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const text = value as Partial<AcceptedText>;
  const isText =
    text.id === id &&
    typeof text.to === "string" &&
    typeof text.from === "string" &&
    typeof text.text === "string" &&
    typeof text.segmentCount === "number";
  return isText ? (text as AcceptedText) : null;
}
