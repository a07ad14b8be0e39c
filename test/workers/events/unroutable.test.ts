import { afterAll, beforeEach, describe, it } from "vitest";
import { makeAccount } from "../support/accounts.ts";
import { call } from "../http/support/api.ts";
import { clearRoutes, deliver, newConsumer, storeRoutes, textsAt } from "../routing/scene.ts";

const startMs = Date.UTC(2026, 10, 21, 10);

beforeEach(clearRoutes);
afterAll(clearRoutes);

describe("a text that no route takes", () => {
  it("is told as failed, once, however often the queue delivers it", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    await storeRoutes(
      [{ id: "colombia", match: { destinationPrefixes: ["57"] }, targets: [{ carrierId: "colombian" }] }],
      startMs,
    );
    const texts = textsAt(startMs, { to: "+4915112345678", clientReference: "o-1" });
    for (const nowMs of [startMs + 5, startMs + 20_000]) {
      const isAcknowledged = await deliver(
        newConsumer(() => nowMs),
        texts,
        accountId,
      );
      expect(isAcknowledged).toBe(true);
    }
    expect((await call("GET", "/v1/events", { key })).body).toMatchObject({
      data: [
        {
          type: "message.failed",
          timestamp: new Date(startMs + 5).toISOString(),
          data: {
            id: texts[0]?.id,
            status: "failed",
            errorCode: "no_route",
            reason: "no_rule",
            clientReference: "o-1",
          },
        },
      ],
    });
  });
});
