import type { AcceptedText, MessageEvent } from "../messages/message.ts";
import type { SettledState } from "../money/settle.ts";
import type { NoticeType } from "./event-types.ts";

/** A text that waits for its time. Told again it replaces what was told before, unless that was changed later. */
export interface ScheduledText extends AcceptedText {
  /** When it is sent, epoch ms. */
  dueAtMs: number;
  /** When it was scheduled or last changed, epoch ms. */
  changedAtMs: number;
}

/** What a customer hears of that is no step of one of its texts. `id` is an event id that is the same whenever it is told again. */
export interface Notice {
  id: string;
  type: NoticeType;
  atMs: number;
  /** The `data` of the event as customers see it. */
  data: Readonly<Record<string, unknown>>;
}

/** Messages of which nothing more is heard, and what became of the money that was held for them. */
export interface ClosedCharges {
  messageIds: readonly string[];
  charge: SettledState;
}

/** What an account itself has to tell. */
export type AccountEvent = MessageEvent | { scheduled: ScheduledText } | { notice: Notice } | { closed: ClosedCharges };

/** A message of queue "events", written by an account object. */
export interface AccountEventsChunk {
  accountId: string;
  chunkId: string;
  events: AccountEvent[];
}
