import { describe, expect, test } from "vitest";
import type { TimelineType } from "../../../src/messages/message.ts";
import type { ChargeRule } from "../../../src/money/price-list.ts";
import { type ChargeState, chargeAfter, chargeAtClose } from "../../../src/money/settle.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";

describe("what a step makes of the money that is held", () => {
  const table: [step: string, type: TimelineType, status: MessageStatus | undefined, ...after: ChargeState[]][] = [
    // step, type, status, then: accepted, submitted, delivered
    ["one segment of several taken", "sent", undefined, "held", "held", "held"],
    ["the whole text taken", "sent", "sent", "spent", "spent", "held"],
    ["no response", "unknown", "unknown", "spent", "held", "held"],
    ["delivered", "receipt", "delivered", "spent", "spent", "spent"],
    ["a receipt that it was not delivered", "receipt", "undelivered", "spent", "spent", "refunded"],
    ["a receipt that it expired", "receipt", "expired", "spent", "spent", "refunded"],
    ["a receipt that says nothing certain", "receipt", "unknown", "spent", "spent", "held"],
    ["expired before it was submitted", "expired", "expired", "spent", "refunded", "refunded"],
    ["refused by the carrier", "refused", "rejected", "spent", "refunded", "refunded"],
    ["failed", "failed", "failed", "spent", "refunded", "refunded"],
    ["canceled", "failed", "canceled", "refunded", "refunded", "refunded"],
  ];
  const rules: ChargeRule[] = ["accepted", "submitted", "delivered"];

  for (const [step, type, status, ...after] of table) {
    test.each(rules.map((rule, index) => [rule, after[index]] as const))(
      `${step}, charged on %s: %s`,
      (rule, state) => {
        expect(chargeAfter(rule, { type, status })).toBe(state);
      },
    );
  }
});

test("a text that nothing more is heard of is paid for, unless only delivery is", () => {
  expect(chargeAtClose("accepted")).toBe("spent");
  expect(chargeAtClose("submitted")).toBe("spent");
  expect(chargeAtClose("delivered")).toBe("refunded");
});
