import { describe, it } from "vitest";
import type { FeedEvent } from "../../../src/events/feed-event.ts";
import { anEvent } from "./receiver.ts";
import { withEndpoint } from "./with-endpoint.ts";

function received(id: string): FeedEvent {
  return { ...anEvent(`evt_${id}_received`, `mo_${id}`), type: "message.received" };
}

const answers = (text: string) => () => Response.json({ reply: { text } });

describe("an endpoint's answer to a text from a handset", () => {
  it("is handed on, longer than what the log keeps", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      const text = "a".repeat(1_500);
      scene.answer = answers(text);
      scene.add("c1", received("1"), anEvent("evt_sent"));
      await scene.run();
      expect(scene.replies).toEqual([["mo_1", text]]);
      expect(scene.log.list(null, 10).items.map(({ response }) => response.length)).toEqual([1_024, 1_024]);
    });
  });

  it("comes again where it could not be taken", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      scene.takesReplies = false;
      scene.answer = answers("hi");
      scene.add("c1", received("1"));
      await scene.run();
      expect(scene.backlog.waiting).toBe(1);
      scene.takesReplies = true;
      await scene.after(60_000);
      expect(scene.replies).toEqual([
        ["mo_1", "hi"],
        ["mo_1", "hi"],
      ]);
      expect(scene.backlog.waiting).toBe(0);
    });
  });

  it("is heard from an endpoint that takes batches, too: each text has a request of its own, at once", async ({
    expect,
  }) => {
    await withEndpoint({ maxBatch: 10, maxBatchWaitMs: 5_000, concurrency: 1 }, async (scene) => {
      scene.answer = answers("hi");
      scene.add("c1", anEvent("evt_a"), received("1"), anEvent("evt_b"), received("2"));
      await scene.run();
      expect(scene.replies).toEqual([
        ["mo_1", "hi"],
        ["mo_2", "hi"],
      ]);
      expect(scene.batches()).toEqual([["evt_1_received"], ["evt_2_received"]]);
      await scene.after(5_000);
      expect(scene.batches().slice(2)).toEqual([["evt_a", "evt_b"]]);
    });
  });

  it("is none where the response fails", async ({ expect }) => {
    await withEndpoint({}, async (scene) => {
      scene.answer = () => Response.json({ reply: { text: "hi" } }, { status: 500 });
      scene.add("c1", received("1"));
      await scene.run();
      expect(scene.received).toHaveLength(1);
      expect(scene.replies).toEqual([]);
    });
  });
});
