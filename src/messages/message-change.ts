import type { SendTiming } from "../schedules/send-timing.ts";
import type { DraftText } from "./message.ts";

/** What is to be different about a text that waits for its time. */
export interface MessageChange {
  /** The new text, planned; absent where the text stays. */
  content?: Pick<DraftText, "text" | "encoding" | "singleShift" | "lockingShift" | "segmentCount">;
  /** What is absent stays as it was asked for; one kind of validity replaces the other. */
  timing: SendTiming;
  clientReference?: string;
}
