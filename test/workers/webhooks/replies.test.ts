import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { FeedEvent } from "../../../src/events/feed-event.ts";
import type { Endpoint } from "../../../src/webhooks/endpoint.ts";
import { Scene, anEndpoint, anEvent } from "./receiver.ts";

let scenes = 0;

async function withScene(settings: Partial<Endpoint>, use: (scene: Scene) => Promise<void>): Promise<void> {
  scenes += 1;
  const { endpoint } = await anEndpoint(settings);
  await runInDurableObject(env.WEBHOOK_ENDPOINT.getByName(`replies-${scenes}`), async (_object, state) => {
    const scene = new Scene(state.storage);
    scene.configuration.put(endpoint);
    await use(scene);
  });
}

function received(id: string): FeedEvent {
  return { ...anEvent(`evt_${id}_received`, `mo_${id}`), type: "message.received" };
}

const answers = (text: string) => () => Response.json({ reply: { text } });

describe("an endpoint's answer to a text from a handset", () => {
  it("is handed on, longer than what the log keeps", async ({ expect }) => {
    await withScene({}, async (scene) => {
      const text = "a".repeat(1_500);
      scene.answer = answers(text);
      scene.add("c1", received("1"), anEvent("evt_sent"));
      await scene.run();
      expect(scene.replies).toEqual([["mo_1", text]]);
      expect(scene.log.list(null, 10).items.map(({ response }) => response.length)).toEqual([1_024, 1_024]);
    });
  });

  it("comes again where it could not be taken", async ({ expect }) => {
    await withScene({}, async (scene) => {
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

  it("is none where the response fails, or answers several events at once", async ({ expect }) => {
    await withScene({ maxBatch: 10 }, async (scene) => {
      scene.answer = answers("hi");
      scene.add("c1", received("1"), received("2"));
      await scene.run();
      scene.answer = () => Response.json({ reply: { text: "hi" } }, { status: 500 });
      scene.add("c2", received("3"));
      await scene.run();
      expect(scene.received).toHaveLength(2);
      expect(scene.replies).toEqual([]);
    });
  });
});
