import { z } from "zod";
import { commandStatus, type MessageState } from "../../smpp/constants.ts";

/** What POST /messages takes. */
export const newMessageSchema = z.object({
  to: z.string().regex(/^\+?\d{1,20}$/),
  from: z.string().min(1).max(20),
  text: z.string().max(2_000),
  reference: z.string().max(100).optional(),
  /** Where its receipts go; the operator's own setting when absent. */
  receiptUrl: z.url().optional(),
});
export type NewMessage = z.infer<typeof newMessageSchema>;

/** A request to send as the operator saw it. */
export interface HttpMessage extends NewMessage {
  /** Unique to this request, ascending. */
  number: number;
  /** As told in the response; null when the message was not accepted. */
  id: string | null;
  /** Status it was answered with; null when it was not answered. */
  status: number | null;
  /** Name of the row in the table of outcomes. */
  outcome: string;
  atMs: number;
}

/** The operator's words for what became of a message, and its codes. */
export const receiptWords: Record<MessageState, { status: string; error: string | null }> = {
  enroute: { status: "IN_TRANSIT", error: null },
  delivered: { status: "DELIVERED", error: null },
  expired: { status: "EXPIRED", error: "E27" },
  deleted: { status: "DELETED", error: null },
  undeliverable: { status: "UNDELIVERABLE", error: "E1" },
  accepted: { status: "ACCEPTED", error: null },
  unknown: { status: "UNKNOWN", error: "E255" },
  rejected: { status: "REJECTED", error: "E69" },
};

/** How a refusal that is a command_status in SMPP looks over HTTP. */
export function refusalFor(status: number): { status: number; code: string; retryAfterSeconds?: number } {
  switch (status) {
    case commandStatus.ESME_RINVDSTADR:
      return { status: 400, code: "INVALID_RECIPIENT" };
    case commandStatus.ESME_RTHROTTLED:
      return { status: 429, code: "TOO_MANY_REQUESTS", retryAfterSeconds: 1 };
    case commandStatus.ESME_RMSGQFUL:
      return { status: 503, code: "QUEUE_FULL" };
    default:
      return { status: 500, code: "SYSTEM_ERROR" };
  }
}
