import type { AcceptedText } from "./message.ts";

/** A text that its account's object still has. */
export type WaitingText =
  /** On its way to the dispatcher, at once or because its time has come. */
  | { state: "accepted"; text: AcceptedText }
  | { state: "fired"; text: AcceptedText }
  /** Waits for its time. */
  | { state: "scheduled"; text: AcceptedText; dueAtMs: number }
  /** Kept for a while, until the read model knows. */
  | { state: "canceled"; text: AcceptedText; dueAtMs: number; canceledAtMs: number };
