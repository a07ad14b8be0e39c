import { describe, expect, test } from "vitest";
import { explainRoute } from "../../../src/routing/explain-route.ts";
import { compileOperators } from "../../../src/routing/operators.ts";
import { requestOf, routesOf } from "./tables.ts";

describe("an explanation", () => {
  const routes = routesOf(
    [
      { id: "otp", to: ["a"], match: { lanes: ["otp"] } },
      { id: "france", to: ["a"], match: { destinationPrefixes: ["33"] } },
      { id: "telekom", to: ["a"], match: { operators: ["262-01"], countries: ["DE"] } },
      { id: "germany", to: ["b", "c", "a"], match: { destinationPrefixes: ["4", "49"] } },
      { id: "off", to: ["a"], enabled: false },
      { id: "broken", to: ["a"], match: { textPattern: "a**" } },
      { id: "rest", to: ["a"] },
      { id: "night", to: ["a"], match: { timeOfDay: { timeZone: "UTC", from: "22:00", to: "06:00" } } },
    ],
    compileOperators([{ prefix: "4916", operator: "262-01" }]),
  );
  const explained = explainRoute(routes, requestOf());

  test("says of each rule what keeps it from deciding, those that fit first", () => {
    expect(explained.rules).toEqual([
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

  test("says of each carrier where it stands", () => {
    expect(explained.candidates).toEqual([
      { carrierId: "b", preferred: 1, place: 1 },
      { carrierId: "c", preferred: 2, place: 2 },
      { carrierId: "a", preferred: 3, place: 3 },
    ]);
  });

  test("does not quote the text", () => {
    const byText = routesOf([{ id: "r", to: ["a"], match: { textPattern: "nothing" } }]);
    const { rules, result } = explainRoute(byText, requestOf({ text: "secret" }));
    expect(result).toEqual({ ok: false, reason: "no_rule" });
    expect(JSON.stringify(rules)).not.toContain("secret");
  });
});
