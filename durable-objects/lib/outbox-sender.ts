import { gatherDelayMs } from "../../src/link/gather-delay.ts";
import type { AlarmBook } from "./alarm-book.ts";
import type { Outbox, OutboxChunk } from "./outbox.ts";
import type { OutboxName } from "./outbox-statements.ts";

/** How long a chunk may go unconfirmed before it is sent again. */
const resendAfterMs = 15_000;
/** How long after a failed send the next one is tried: a queue that refuses is a queue that is full. */
const backPressureMs = 1_000;
/** Cloudflare Queues: at most 100 messages and 256 KB in one sendBatch. */
const batchCharacters = 80_000;

/** The alarm of the outbox that goes by this name; any outbox's alarm has the outbox's own. */
export const outboxAlarm = "outbox" satisfies OutboxName;

export interface OutboxSenderOptions {
  outbox: Outbox;
  alarms: AlarmBook;
  /** Sends queue messages, already JSON. */
  send(messages: string[]): Promise<void>;
  /** The JSON of one queue message. */
  encode(chunk: OutboxChunk): string;
  now(): number;
  onSendFailed(error: unknown): void;
  /** Keeps a promise of the object's going: `ctx.waitUntil`. */
  waitUntil(work: Promise<unknown>): void;
}

/**
 * Moves an outbox to its queue: one send at a time, so that rows which arrive while one is under way travel together in the
 * next. A failed send is back-pressure: the chunks are tried again after a second.
 */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  #sending = false;
  #alarmSet = false;

  constructor(options: OutboxSenderOptions) {
    this.#options = options;
  }

  /**
   * Sends what the window allows. Safe to call at any time and as often as one likes; nobody waits for it, since whoever sends goes
   * on as long as there is something to send.
   */
  drain(): void {
    if (!this.#sending) this.#options.waitUntil(this.#sendAll());
    // Whoever is sending may be ended before it comes to what was added just now, and the alarm may have gone off meanwhile.
    else if (this.#options.outbox.hasUnconfirmed) this.#keepAlarm(resendAfterMs);
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    try {
      for (;;) {
        const chunks = this.#options.outbox.take(this.#options.now());
        if (chunks.length === 0) break;
        this.#keepAlarm(resendAfterMs);
        if (!(await this.#send(chunks))) break;
        // A chunk has about ten commits on its way.
        if (!this.#options.outbox.hasFullChunk) await scheduler.wait(gatherDelayMs(chunks.at(-1)?.items ?? 0));
      }
    } finally {
      this.#sending = false;
    }
  }

  /** The alarm's handler: sends again what was not confirmed in time, then whatever waits. */
  async resend(): Promise<void> {
    const { outbox } = this.#options;
    const nowMs = this.#options.now();
    this.#alarmSet = false;
    if (!outbox.hasUnconfirmed) return;
    this.#keepAlarm(resendAfterMs);
    const overdue = outbox.takeOverdue(nowMs - resendAfterMs + 1_000, nowMs);
    if (overdue.length === 0 || (await this.#send(overdue))) this.drain();
  }

  async #send(chunks: OutboxChunk[]): Promise<boolean> {
    try {
      for (const group of groupBySize(chunks.map((chunk) => this.#options.encode(chunk))))
        await this.#options.send(group);
      return true;
    } catch (error) {
      this.#options.outbox.markUnsent(chunks.map((chunk) => chunk.id));
      this.#options.onSendFailed(error);
      this.#alarmSet = false;
      this.#keepAlarm(backPressureMs);
      return false;
    }
  }

  /** One alarm stands while anything is unconfirmed; it is not moved with every chunk, since each move is a billed write. */
  #keepAlarm(delayMs: number): void {
    if (this.#alarmSet) return;
    this.#alarmSet = true;
    this.#options.alarms.set(this.#options.outbox.name, "", this.#options.now() + delayMs);
  }
}

function groupBySize(messages: string[]): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let characters = 0;
  for (const message of messages) {
    if (group.length > 0 && (characters + message.length > batchCharacters || group.length === 100)) {
      groups.push(group);
      group = [];
      characters = 0;
    }
    group.push(message);
    characters += message.length;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
