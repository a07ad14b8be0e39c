import { describe, it } from "vitest";
import { PendingFrames } from "../../../durable-objects/live/pending-frames.ts";
import { changesPerFrame } from "../../../src/live/protocol.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";

function changed(id: string, status: MessageStatus, atMs = 0) {
  return { messages: { changes: [{ id, status, atMs }], inbound: [], more: 0 } };
}

describe("frames that are gathered", () => {
  it("have each message once, as it was last, and no status that goes back", ({ expect }) => {
    const pending = new PendingFrames();
    pending.add(changed("a", "queued"));
    pending.add(changed("a", "delivered", 2));
    pending.add(changed("a", "sent", 1));
    pending.add(changed("b", "sent", 3));
    expect(pending.take()).toEqual([
      {
        type: "messages",
        changes: [
          { id: "a", status: "delivered", atMs: 2 },
          { id: "b", status: "sent", atMs: 3 },
        ],
        inbound: [],
        more: 0,
      },
    ]);
    expect(pending.take()).toEqual([]);
  });

  it("name as many messages as one has room for, and count the others", ({ expect }) => {
    const pending = new PendingFrames();
    for (let index = 0; index < changesPerFrame + 5; index++) pending.add(changed(`m${index}`, "sent"));
    pending.add({ messages: { changes: [], inbound: ["mo_1"], more: 7 } });
    const [frame] = pending.take();
    expect(frame).toMatchObject({ type: "messages", inbound: ["mo_1"], more: 12 });
  });

  it("are none where something was counted and nothing has changed", ({ expect }) => {
    const pending = new PendingFrames();
    pending.add({ messages: { changes: [], inbound: [], more: 0 } });
    expect(pending.take()).toEqual([]);
  });

  it("have of each job the latest, and every alarm", ({ expect }) => {
    const pending = new PendingFrames();
    const job = { type: "job", id: "job_1", kind: "message_export", status: "running", total: null } as const;
    pending.add({ job: { ...job, done: 1 } });
    pending.add({ job: { ...job, done: 2 } });
    const alarm = { type: "alarm", id: "alm_1", rule: "carrier_down", accountId: null, subject: "c", atMs: 1 } as const;
    pending.add({ alarm: { ...alarm, state: "raised" } });
    pending.add({ alarm: { ...alarm, state: "cleared" } });
    expect(pending.take()).toEqual([
      { ...alarm, state: "raised" },
      { ...alarm, state: "cleared" },
      { ...job, done: 2 },
    ]);
  });
});
