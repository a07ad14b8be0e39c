import { expect, test } from "vitest";
import { outcomes } from "../../connector/simulator/outcomes.ts";
import { TestStack } from "../support/stack.ts";

/** What a message comes to for each outcome of the simulator; the ones not named are delivered. */
const statuses: Readonly<Record<string, string>> = {
  undeliverable: "undelivered",
  rejected: "rejected",
  expired: "expired",
  invalid_destination: "rejected",
  no_receipt: "sent",
  unknown_state: "unknown",
};

test("each outcome of the SMSC gives its status", async () => {
  // Shorter than the default, so that what is never answered becomes unknown, and is sent again, within the test.
  const bind = { responseTimeoutMs: 4_000 };
  await TestStack.with({ bind }, async (stack) => {
    const found = await Promise.all(
      outcomes.map(async ({ suffix, name }) => {
        const sent = await stack.api.send({ to: `+57300${suffix}`, from: "Heliograph", text: `outcome ${name}` });
        const expected = statuses[name] ?? "delivered";
        const message = await stack.api.messageWhen(sent.id, ({ status }) => status === expected, 60_000);
        return [name, message.status];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(outcomes.map(({ name }) => [name, statuses[name] ?? "delivered"])),
    );
  });
});
