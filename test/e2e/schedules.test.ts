import { expect, test } from "vitest";
import { fireCampaign } from "../support/fire-campaign.ts";
import { TestStack } from "../support/stack.ts";

const texts = 5_000;

test("texts due in the same moment all leave, each once, also when the edge is killed meanwhile", async () => {
  await TestStack.with({ receiptDelayMs: 300 }, async (stack) => {
    const figures = await fireCampaign(stack, {
      texts,
      killAt: [500, 2_500],
      dueInMs: 15_000,
      timeoutMs: 150_000,
    });
    process.stdout.write(`schedules: ${JSON.stringify(figures)}\n`);
    expect(figures).toMatchObject({ scheduled: texts, early: 0, edgeKilled: 2, texts, submits: texts });
  });
});
