import { expect, it } from "vitest";
import { idLowerBound } from "../../../src/ids.ts";
import type { MessageEvent } from "../../../src/messages/message.ts";
import { writeTraffic } from "../../../src/metrics/write-traffic.ts";

const acceptedAtMs = Date.parse("2026-11-21T14:00:00Z");

interface Point {
  indexes: string[];
  blobs: string[];
  doubles: number[];
}

/** What a dataset is told of steps `delivered`, 250 ms after their messages were accepted, and of messages of two segments. */
function told(deliveries: readonly { accountId: string; carrierId: string }[]): Point[] {
  const points: Point[] = [];
  const dataset = { writeDataPoint: (point: Point) => void points.push(point) };
  const steps = deliveries.map(({ accountId, carrierId }, index): MessageEvent => {
    const messageId = idLowerBound("message", acceptedAtMs).slice(0, -6) + String(index).padStart(6, "0");
    const entry = { type: "receipt", atMs: acceptedAtMs + 250, carrierId } as const;
    return { accountId, messageId, key: "receipt.0.delivered", entry, status: "delivered" };
  });
  const messages = new Map(steps.map(({ messageId }) => [messageId, { segment_count: 2, carrier_id: "" }]));
  writeTraffic(dataset, steps, messages);
  return points;
}

it("tells a point for each account, carrier and status", () => {
  const points = told([
    { accountId: "acc_1", carrierId: "c1" },
    { accountId: "acc_1", carrierId: "c1" },
    { accountId: "acc_2", carrierId: "c1" },
  ]);
  expect(points).toEqual([
    { indexes: ["acc_1"], blobs: ["acc_1", "c1", "delivered"], doubles: [2, 4, 2, 500] },
    { indexes: ["acc_2"], blobs: ["acc_2", "c1", "delivered"], doubles: [1, 2, 1, 250] },
  ]);
});

it("keeps to what a Worker may write, and leaves no message out", () => {
  const deliveries = Array.from({ length: 100 }, (_, index) => ({ accountId: `acc_${index}`, carrierId: "c1" }));
  const points = told([...deliveries, { accountId: "acc_7", carrierId: "c1" }]);
  expect(points).toHaveLength(25);
  expect(points[0]?.blobs).toEqual(["acc_7", "c1", "delivered"]);
  expect(points.at(-1)).toEqual({ indexes: [""], blobs: ["", "", "delivered"], doubles: [76, 152, 76, 19_000] });
  expect(points.reduce((sum, { doubles: [messages = 0] }) => sum + messages, 0)).toBe(101);
});

it("does nothing without a dataset, and costs no events where one fails", () => {
  const steps = {
    [Symbol.iterator]: () => {
      throw new Error("steps were looked at");
    },
  };
  expect(() => writeTraffic(undefined, steps, new Map())).not.toThrow();
  const failing = {
    writeDataPoint: () => {
      throw new Error("the dataset is out");
    },
  };
  expect(() => writeTraffic(failing, [], new Map())).not.toThrow();
});
