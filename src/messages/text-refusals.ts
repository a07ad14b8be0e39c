import type { ErrorCode, FieldError } from "../errors.ts";
import { sendAtMessage } from "../schedules/send-timing.ts";
import type { DraftText } from "./message.ts";

interface RefusalWords {
  /** The field of the message that would have to change; empty where none would help. */
  path: string | ((draft: DraftText) => string);
  message: (draft: DraftText) => string;
}

/** Every reason for which an account's object refuses one text and takes others, and how the caller is told. */
const refusalTable = {
  sender_not_allowed: {
    path: ({ senderPool }) => (senderPool === undefined ? "from" : "senderPool"),
    message: ({ from, to, senderPool }) =>
      senderPool === undefined
        ? `The sender ${from} is not registered for this account, or not for ${to}.`
        : `The account has no sender pool ${senderPool}, or none of its senders may be used to ${to}.`,
  },
  destination_not_allowed: {
    path: "to",
    message: ({ to }) => `The account may not send to ${to}.`,
  },
  recipient_suppressed: {
    path: "to",
    message: ({ to }) => `${to} has opted out, of this sender or of all the account's.`,
  },
  too_many_segments: {
    path: "text",
    message: ({ segmentCount }) =>
      `The text needs ${segmentCount} segments, more than the account may send in one message.`,
  },
  no_price: {
    path: "to",
    message: ({ to }) => `The account's price list has no price for ${to}.`,
  },
  insufficient_balance: {
    path: "",
    message: () => "The balance does not cover the price of this text.",
  },
  cap_reached: {
    path: "",
    message: () => "The account has sent as many segments as it may in this day or month (UTC).",
  },
  invalid_request: { path: "sendAt", message: () => sendAtMessage },
  no_permitted_time: {
    path: "quietHours",
    message: () =>
      "These quiet hours leave no moment at which it is not quiet in some time zone of the recipient's country.",
  },
  invalid_validity: {
    path: "validUntil",
    message: () =>
      "This must be later than the moment the message is sent, quiet hours counted, by 48 hours at the most.",
  },
  schedule_full: {
    path: "sendAt",
    message: () => "The account has as many messages scheduled as it may have.",
  },
} as const satisfies Partial<Record<ErrorCode, RefusalWords>>;

export type TextRefusalCode = keyof typeof refusalTable;

/** Why a text is refused. It crosses RPC and is kept with idempotency claims, so it is plain data. */
export interface TextRefusal {
  error: TextRefusalCode;
  /** When the same text may be taken, where that is known. */
  retryAfterSeconds?: number;
}

/** A refusal by field, in words. */
export function describeRefusal({ error }: TextRefusal, draft: DraftText): FieldError {
  const { path, message }: RefusalWords = refusalTable[error];
  return { path: typeof path === "string" ? path : path(draft), code: error, message: message(draft) };
}
