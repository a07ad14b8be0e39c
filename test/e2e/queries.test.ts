import { expect, test } from "vitest";
import { TestStack } from "../support/stack.ts";

test("a text whose receipt never comes is delivered as soon as the carrier is asked", async () => {
  const carrier = { onUnknown: "query", queryAfterSeconds: 10 } as const;
  await TestStack.with({ carrier }, async (stack) => {
    const silent = await stack.api.send({ to: "+573009999012", from: "Heliograph", text: "no receipt" });
    const told = await stack.api.send({ to: "+573001234567", from: "Heliograph", text: "a receipt" });
    const asked = await stack.api.messageWhen(silent.id, ({ status }) => status === "delivered", 60_000);
    expect(asked.status).toBe("delivered");
    expect(asked.timeline.map(({ type }) => type)).toEqual(["accepted", "queued", "sent", "query"]);
    expect((await stack.api.message(told.id)).timeline.map(({ type }) => type)).not.toContain("query");
    expect(stack.submits()).toHaveLength(2);
  });
});
