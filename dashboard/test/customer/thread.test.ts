import { expect, test } from "vitest";
import { conversationsOf } from "../../src/pages/conversations/conversations-of.ts";
import { applyChanges, threadOf, type ThreadText } from "../../src/pages/conversations/thread.ts";

const inbound: ThreadText = { id: "mo_1", direction: "inbound", text: "hola", createdAt: "2026-11-21T10:00:00Z" };
const answer: ThreadText = {
  id: "msg_1",
  direction: "outbound",
  text: "¡Hola!",
  status: "accepted",
  createdAt: "2026-11-21T10:01:00Z",
};

test("a thread is read oldest first, with what was just sent at its end", () => {
  expect(threadOf([[inbound]], [answer]).map(({ id }) => id)).toEqual(["mo_1", "msg_1"]);
});

test("an answer that the API has is there once, as the API has it", () => {
  const read = { ...answer, status: "sent" as const };
  expect(threadOf([[read, inbound]], [answer])).toEqual([inbound, read]);
});

test("a status goes forward, whatever order frames come in", () => {
  const delivered = applyChanges([inbound, answer], [{ id: "msg_1", status: "delivered", atMs: 2 }]);
  expect(delivered[1]?.status).toBe("delivered");
  expect(applyChanges(delivered, [{ id: "msg_1", status: "sent", atMs: 1 }])).toBe(delivered);
});

test("texts found for a handset are its conversations, each with its last text", () => {
  const text = (id: string, to: string) => ({
    id,
    to,
    from: "+573001",
    text: id,
    carrier: "default",
    parts: 1,
    receivedAt: "2026-11-21T10:00:00Z",
  });
  const found = conversationsOf([text("mo_3", "85432"), text("mo_2", "890123"), text("mo_1", "85432")]);
  expect(found.map(({ number, lastInbound }) => [number, lastInbound.id])).toEqual([
    ["85432", "mo_3"],
    ["890123", "mo_2"],
  ]);
});
