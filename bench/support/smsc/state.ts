import { Arrivals } from "../arrivals.ts";

/** What all sessions of the SMSC share. */
export interface SmscState {
  readonly submits: Arrivals;
  /** When each text's receipt was written to its socket. */
  readonly receipts: Arrivals;
  /** When each text from a handset was. */
  readonly inbound: Arrivals;
  /** null: nobody gets a receipt. */
  receiptDelayMs: number | null;
  nextMessageId: number;
  /** YYMMDDhhmm of the turn's beginning: receipts need a date, and nobody measures it. */
  minute: string;
}

export function newSmscState(): SmscState {
  return {
    submits: new Arrivals(),
    receipts: new Arrivals(),
    inbound: new Arrivals(),
    receiptDelayMs: null,
    nextMessageId: 10 ** 15,
    minute: minuteOf(new Date()),
  };
}

export function resetSmscState(state: SmscState, receiptDelayMs: number | null): void {
  for (const arrivals of [state.submits, state.receipts, state.inbound]) arrivals.clear();
  state.receiptDelayMs = receiptDelayMs;
  state.minute = minuteOf(new Date());
}

function minuteOf(at: Date): string {
  return at.toISOString().replaceAll(/[-T:]/g, "").slice(2, 12);
}
