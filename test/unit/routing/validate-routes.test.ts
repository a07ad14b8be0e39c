import { describe, expect, test } from "vitest";
import { routeTableSchema } from "../../../src/routing/route-table.ts";
import { validateRoutes } from "../../../src/routing/validate-routes.ts";
import { tableOf, type WrittenRule } from "./tables.ts";

const carriers = new Set(["a", "b"]);

describe("refused", () => {
  test.each<[string, WrittenRule[], string, string]>([
    [
      "an id twice",
      [
        { id: "x", to: ["a"] },
        { id: "x", to: ["b"] },
      ],
      "rules.1.id",
      "duplicate_rule",
    ],
    ["a carrier nobody knows", [{ id: "x", to: ["a", "z"] }], "rules.0.targets.1.carrierId", "unknown_carrier"],
    ["a carrier twice", [{ id: "x", to: ["a", "a"] }], "rules.0.targets.1.carrierId", "duplicate_carrier"],
    [
      "a price missing",
      [{ id: "x", to: ["a"], strategy: "leastCost" }],
      "rules.0.targets.0.pricePerSegmentMicros",
      "missing_price",
    ],
    [
      "no weight",
      [{ id: "x", to: [{ carrierId: "a", weight: 0 }], strategy: "weight" }],
      "rules.0.targets",
      "no_weight",
    ],
    [
      "a bad pattern",
      [{ id: "x", to: ["a"], match: { textPattern: "(a+" } }],
      "rules.0.match.textPattern",
      "bad_text_pattern",
    ],
    [
      "a time zone that is none",
      [{ id: "x", to: ["a"], match: { timeOfDay: { timeZone: "CEST/x", from: "00:00", to: "01:00" } } }],
      "rules.0.match.timeOfDay",
      "unknown_time_zone",
    ],
    [
      "a rule behind one that takes all",
      [
        { id: "x", to: ["a"], priority: 2 },
        { id: "y", to: ["a"], priority: 1 },
      ],
      "rules.0.priority",
      "unreachable",
    ],
  ])("%s", (_name, rules, path, code) => {
    const errors = validateRoutes(tableOf(rules), carriers);
    expect(errors.map((error) => [error.path, error.code])).toEqual([[path, code]]);
    expect(errors[0]?.message).not.toBe("");
  });

  test.each([
    [{ id: "X" }],
    [{ targets: [] }],
    [{ match: { destinationPrefixes: ["+49"] } }],
    [{ match: { countries: ["de"] } }],
    [{ match: { operators: ["26201"] } }],
    [{ match: { senders: [] } }],
    [{ match: { timeOfDay: { timeZone: "UTC", from: "24:00", to: "01:00" } } }],
    [{ strategy: "random" }],
    [{ failover: { on: ["late"] } }],
  ])("the shape %j", (change) => {
    const rule = { id: "x", targets: [{ carrierId: "a" }], ...change };
    expect(routeTableSchema.safeParse({ rules: [rule] }).success).toBe(false);
  });
});

test("a sound table has no errors", () => {
  const rules: WrittenRule[] = [
    { id: "x", to: ["a"], priority: 1, match: { textPattern: "\\bcode\\b", countries: ["DE"] } },
    { id: "y", to: [{ carrierId: "a", weight: 0 }, "b"], priority: 2, strategy: "weight", match: { lanes: ["otp"] } },
    { id: "all", to: ["a", "b"], priority: 3 },
  ];
  expect(validateRoutes(tableOf(rules), carriers)).toEqual([]);
});
