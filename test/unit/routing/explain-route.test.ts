import { describe, expect, test } from "vitest";
import type { CarrierState } from "../../../src/routing/carrier-order.ts";
import { explainRoute } from "../../../src/routing/explain-route.ts";
import { compileOperators } from "../../../src/routing/operators.ts";
import { requestOf, routesOf } from "./tables.ts";

const states = new Map<string, { state: CarrierState }>([
  ["b", { state: "unbound" }],
  ["c", { state: "disabled" }],
]);

describe("an explanation", () => {
  const routes = routesOf(
    [
      { id: "otp", to: ["a"], match: { lanes: ["otp"] } },
      { id: "france", to: ["a"], match: { destinationPrefixes: ["33"] } },
      { id: "gone", to: ["c"], priority: 1 },
      { id: "telekom", to: ["a"], match: { operators: ["262-01"], countries: ["DE"] } },
      { id: "germany", to: ["b", "c", "a"], match: { destinationPrefixes: ["4", "49"] } },
      { id: "off", to: ["a"], enabled: false },
      { id: "broken", to: ["a"], match: { textPattern: "a**" } },
      { id: "rest", to: ["a"] },
      { id: "night", to: ["a"], match: { timeOfDay: { timeZone: "UTC", from: "22:00", to: "06:00" } } },
    ],
    compileOperators([{ prefix: "4916", operator: "262-01" }]),
  );
  const explained = explainRoute(routes, requestOf(), states);

  test("says of each rule what keeps it from deciding, those that fit first", () => {
    expect(explained.rules).toEqual([
      { ruleId: "gone", priority: 1, verdict: "no_carrier" },
      { ruleId: "germany", priority: 100, verdict: "chosen", matchedPrefix: "49" },
      { ruleId: "rest", priority: 100, verdict: "outranked" },
      {
        ruleId: "otp",
        priority: 100,
        verdict: "not_matched",
        unmet: { condition: "lanes", wanted: ["otp"], actual: "normal" },
      },
      {
        ruleId: "france",
        priority: 100,
        verdict: "not_matched",
        unmet: { condition: "destinationPrefixes", wanted: ["33"], actual: "+4915112345678" },
      },
      {
        ruleId: "telekom",
        priority: 100,
        verdict: "not_matched",
        unmet: { condition: "operators", wanted: ["262-01"], actual: null },
      },
      { ruleId: "off", priority: 100, verdict: "disabled" },
      { ruleId: "broken", priority: 100, verdict: "invalid", reason: "a second repetition at character 3" },
      {
        ruleId: "night",
        priority: 100,
        verdict: "not_matched",
        unmet: {
          condition: "timeOfDay",
          wanted: { timeZone: "UTC", from: "22:00", to: "06:00" },
          actual: "2026-03-02T10:00:00.000Z",
        },
      },
    ]);
    expect(explained.facts).toEqual({ country: "DE", operator: null });
  });

  test("says of each carrier where it stands and why", () => {
    expect(explained.candidates).toEqual([
      { carrierId: "b", state: "unbound", preferred: 1, place: 2 },
      { carrierId: "c", state: "disabled", preferred: 2, place: null },
      { carrierId: "a", state: "up", preferred: 3, place: 1 },
    ]);
  });

  test("does not quote the text", () => {
    const byText = routesOf([{ id: "r", to: ["a"], match: { textPattern: "nothing" } }]);
    const { rules, result } = explainRoute(byText, requestOf({ text: "secret" }), states);
    expect(result).toEqual({ ok: false, reason: "no_rule" });
    expect(JSON.stringify(rules)).not.toContain("secret");
  });
});
