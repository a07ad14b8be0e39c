import { describe, expect, test } from "vitest";
import { diffRoutes } from "../../../src/routing/diff-routes.ts";
import { simulateRoutes } from "../../../src/routing/simulate-routes.ts";
import { requestOf, tableOf } from "./tables.ts";

describe("the difference of two tables", () => {
  test("by rule and field", () => {
    const before = tableOf([
      { id: "kept", to: ["a"] },
      { id: "changed", to: ["a"], priority: 5, match: { senders: ["x"], lanes: ["otp"] } },
      { id: "removed", to: ["a"] },
    ]);
    const after = tableOf([
      { id: "added", to: ["a"] },
      { id: "kept", to: ["a"] },
      { id: "changed", to: ["a", "b"], priority: 6, match: { senders: ["x", "y"], accounts: ["acc_1"] } },
    ]);
    expect(diffRoutes(before, after)).toEqual({
      added: ["added"],
      removed: ["removed"],
      changed: [
        {
          ruleId: "changed",
          fields: [
            { path: "priority", before: 5, after: 6 },
            {
              path: "targets",
              before: [{ carrierId: "a", weight: 1 }],
              after: [
                { carrierId: "a", weight: 1 },
                { carrierId: "b", weight: 1 },
              ],
            },
            { path: "match.senders", before: ["x"], after: ["x", "y"] },
            { path: "match.lanes", before: ["otp"], after: null },
            { path: "match.accounts", before: null, after: ["acc_1"] },
          ],
        },
      ],
      reordered: false,
    });
  });

  test("the order of keys does not count, the order of rules does", () => {
    const [first, second] = [
      { id: "one", to: ["a"], priority: 1 },
      { id: "two", to: ["a"], match: { lanes: ["otp" as const], accounts: ["acc_1"] } },
    ];
    const turned = { ...second, match: { accounts: ["acc_1"], lanes: ["otp" as const] } };
    const nothing = { added: [], removed: [], changed: [] };
    expect(diffRoutes(tableOf([first, second]), tableOf([first, turned]))).toEqual({ ...nothing, reordered: false });
    expect(diffRoutes(tableOf([first, second]), tableOf([second, first]))).toEqual({ ...nothing, reordered: true });
  });
});

describe("a dry run", () => {
  const messages = Array.from({ length: 12 }, (_, index) =>
    Object.assign(requestOf({ messageId: `msg_${index}`, recipient: index < 9 ? "+4915112345678" : "+33612345678" }), {
      segmentCount: 2,
    }),
  );
  const priced = (
    carrierId: string,
    pricePerSegmentMicros: number,
  ): { carrierId: string; weight: number; pricePerSegmentMicros: number } => ({
    carrierId,
    weight: 1,
    pricePerSegmentMicros,
  });

  test("counts what moves where, and what it costs", () => {
    const before = tableOf([{ id: "all", to: [priced("a", 100)] }]);
    const after = tableOf([
      { id: "germany", to: [priced("b", 60)], match: { countries: ["DE"] } },
      { id: "france", to: ["a"], match: { countries: ["FR"] } },
    ]);
    expect(simulateRoutes(before, after, messages)).toEqual({
      total: 12,
      moved: 9,
      moves: [{ from: "a", to: "b", count: 9, examples: ["msg_0", "msg_1", "msg_2", "msg_3", "msg_4"] }],
      otherRule: 3,
      before: { carriers: { a: 12 }, unrouted: 0, costMicros: 2_400, unpriced: 0 },
      after: { carriers: { b: 9, a: 3 }, unrouted: 0, costMicros: 1_080, unpriced: 3 },
    });
  });

  test("shows what nobody would take any more", () => {
    const before = tableOf([{ id: "all", to: ["a"] }]);
    const after = tableOf([{ id: "france", to: ["a"], match: { destinationPrefixes: ["33"] } }]);
    const simulation = simulateRoutes(before, after, messages);
    expect(simulation.moves).toMatchObject([{ from: "a", to: null, count: 9 }]);
    expect(simulation.after.unrouted).toBe(9);
  });

  test("of the same table moves nothing", () => {
    const to = ["a", "b", "c"].map((carrierId) => ({ carrierId, weight: 3 }));
    const table = tableOf([{ id: "all", to, strategy: "weight" }]);
    expect(simulateRoutes(table, table, messages)).toMatchObject({ moved: 0, moves: [], otherRule: 0 });
  });
});
