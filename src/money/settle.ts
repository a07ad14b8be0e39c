import type { TimelineType } from "../messages/message.ts";
import { type MessageStatus, isFinal } from "../sms/status.ts";
import { type ChargeRule, chargeRules } from "./price-list.ts";

/** What has become of the money that was held for a text. `held` may still become either of the others; they never change. */
export const chargeStates = ["held", "spent", "refunded"] as const;
export type ChargeState = (typeof chargeStates)[number];
export type SettledState = Exclude<ChargeState, "held">;

/** Messages whose money is settled, by their ids. */
export type SettledMessages = Readonly<Record<SettledState, readonly string[]>>;

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
      if (status === "sent" || status === "delivered" || type === "receipt" || type === "query") return "spent";
      return isFinal(status) ? "refunded" : "held";
    case "delivered":
      return isFinal(status) ? (status === "delivered" ? "spent" : "refunded") : "held";
  }
}

/** What steps have made of a text's money under each of `chargeRules`, in their order: the first letters of the states. */
export const noCharges = "hhh";

/** The same with one more step. The first step that decides counts. */
export function chargesAfter(charges: string, step: ChargedStep): string {
  return chargeRules
    .map((rule, index) => {
      const before = charges.charAt(index);
      return before === "h" ? chargeAfter(rule, step).charAt(0) : before;
    })
    .join("");
}

/** What becomes of money still held when nothing more is heard of its text: paid for unless only delivery is. */
export function chargeAtClose(rule: ChargeRule): SettledState {
  return rule === "delivered" ? "refunded" : "spent";
}
