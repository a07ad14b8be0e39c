import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DueQueue } from "../../../connector/simulator/due-queue.ts";

function takeAll<Value>(queue: DueQueue<Value>, nowMs: number): Value[] {
  const taken: Value[] = [];
  for (let value = queue.takeDue(nowMs); value !== undefined; value = queue.takeDue(nowMs)) {
    taken.push(value);
  }
  return taken;
}

describe("due queue", () => {
  it("gives out what is due, soonest first, and what is due at once in the order it came", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), fc.nat(20), (dues, nowMs) => {
        const queue = new DueQueue<{ dueMs: number; order: number }>();
        const items = dues.map((dueMs, order) => ({ dueMs, order }));
        for (const item of items) {
          queue.add(item.dueMs, item);
        }
        const sorted = items.sort((one, other) => one.dueMs - other.dueMs || one.order - other.order);
        expect(queue.nextDueMs).toBe(sorted[0]?.dueMs);
        expect(takeAll(queue, nowMs)).toEqual(sorted.filter(({ dueMs }) => dueMs <= nowMs));
        expect(takeAll(queue, 20)).toEqual(sorted.filter(({ dueMs }) => dueMs > nowMs));
        expect(queue.size).toBe(0);
      }),
    );
  });
});
