import type { Schema } from "../../api/client.ts";
import { timeZone } from "../../i18n/language-provider.tsx";
import { parseRecipients } from "./recipients.ts";

type NewBatch = Schema<"NewBatch">;

export interface SendValues {
  to: string;
  /** `pool:` and its name, an address, or empty for what the account chooses. */
  from: string;
  text: string;
  encoding: "auto" | "gsm7" | "ucs2";
  transliterate: boolean;
  lane: "otp" | "normal" | "bulk";
  when: "now" | "later";
  /** As the browser's field has it, in `timeZone`. */
  sendAt: string;
  timeZone: string;
}

export const poolPrefix = "pool:";

export function emptyForm(to: string | undefined): SendValues {
  return {
    to: to ?? "",
    from: "",
    text: "",
    encoding: "auto",
    transliterate: false,
    lane: "normal",
    when: "now",
    sendAt: "",
    timeZone,
  };
}

/** What the API is asked for: one message for each recipient, and what they have in common said once. */
export function batchOf(values: SendValues): NewBatch {
  const { from, text, encoding, transliterate, lane } = values;
  return {
    defaults: {
      text,
      encoding,
      transliterate,
      lane,
      ...senderOf(from),
      ...(values.when === "later" && { sendAt: values.sendAt, timeZone: values.timeZone }),
    },
    messages: parseRecipients(values.to).map((to) => ({ to })),
  };
}

/** The sender's part of a request. */
export function senderOf(from: string): { from?: string; senderPool?: string } {
  if (from.startsWith(poolPrefix)) return { senderPool: from.slice(poolPrefix.length) };
  return from.trim() === "" ? {} : { from: from.trim() };
}
