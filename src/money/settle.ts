import type { TimelineType } from "../messages/message.ts";
import { type MessageStatus, isFinal } from "../sms/status.ts";
import type { ChargeRule } from "./price-list.ts";

/** What has become of the money that was held for a text. `held` may still become either of the others; they never change. */
export const chargeStates = ["held", "spent", "refunded"] as const;
export type ChargeState = (typeof chargeStates)[number];

/** A step of a message's life, as far as money goes by it. */
export interface ChargedStep {
  type: TimelineType;
  /** What the whole message came to with this step; absent where it changed nothing. */
  status?: MessageStatus | undefined;
}

/**
 * What a step makes of a text's money. Events may come in any order, so each step has to be enough by itself: a receipt says
 * that a carrier took the text, whether or not the step that said so has been seen.
 */
export function chargeAfter(rule: ChargeRule, { type, status }: ChargedStep): ChargeState {
  if (status === undefined) return "held";
  switch (rule) {
    case "accepted":
      return status === "canceled" ? "refunded" : "spent";
    case "submitted":
      if (status === "sent" || status === "delivered" || type === "receipt") return "spent";
      return isFinal(status) ? "refunded" : "held";
    case "delivered":
      return isFinal(status) ? (status === "delivered" ? "spent" : "refunded") : "held";
  }
}

/** What becomes of money still held when nothing more is heard of its text: paid for unless only delivery is. */
export function chargeAtClose(rule: ChargeRule): Exclude<ChargeState, "held"> {
  return rule === "delivered" ? "refunded" : "spent";
}
