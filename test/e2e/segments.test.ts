import { expect, test } from "vitest";
import { isFinal } from "../support/api-client.ts";
import { TestStack } from "../support/stack.ts";

test("a text of several segments has one carrier id a segment and one status", async () => {
  await TestStack.with({}, async (stack) => {
    const text = Array.from({ length: 80 }, (_, index) => `part ${String(index).padStart(3, "0")} `).join("");
    const sent = await stack.api.send({ to: "+573001234567", from: "Heliograph", text });
    expect(sent).toMatchObject({ segments: 5, encoding: "gsm7" });

    const message = await stack.api.messageWhen(sent.id, isFinal, 20_000);
    expect(message.status).toBe("delivered");
    const answered = message.timeline.filter((entry) => entry.type === "sent");
    expect(answered).toHaveLength(5);
    expect(new Set(answered.map((entry) => entry.segment))).toEqual(new Set([1, 2, 3, 4, 5]));
    const answeredIds = new Set(answered.map((entry) => entry.carrierMessageId));
    expect(answeredIds.size).toBe(5);
    expect(message.timeline.filter((entry) => entry.type === "receipt")).toHaveLength(5);

    const submits = stack.submits().sort((one, other) => one.header.localeCompare(other.header));
    expect(new Set(submits.map((submit) => submit.header)).size).toBe(5);
    expect(submits.map((submit) => submit.text).join("")).toBe(text);
    expect(new Set(submits.map((submit) => submit.carrierMessageId))).toEqual(answeredIds);
  });
});
