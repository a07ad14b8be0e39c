import { expect, test } from "vitest";
import {
  conditionsOf,
  inOrder,
  newRuleValues,
  ruleOf,
  ruleValues,
} from "../../src/pages/operator/routing/rule-values.ts";
import type { Rule } from "../../src/pages/operator/routing/routes-calls.ts";

const zone = "America/Bogota";

const rule: Rule = {
  id: "colombia",
  priority: 10,
  enabled: false,
  match: {
    destinationPrefixes: ["57300", "57310"],
    countries: ["CO"],
    operators: ["732-101"],
    senders: ["Elibom", "bank*"],
    accounts: ["acc_1"],
    lanes: ["otp", "bulk"],
    textPattern: "code",
    timeOfDay: { timeZone: zone, days: ["mon", "fri"], from: "08:00", to: "18:00" },
  },
  targets: [
    { carrierId: "one", weight: 3, pricePerSegmentMicros: 4_000 },
    { carrierId: "two", weight: 1 },
  ],
  strategy: "weight",
  failover: { on: ["unbound", "undelivered"] },
};

test("a rule goes through the form unchanged", () => {
  expect(ruleOf(ruleValues(rule, zone))).toEqual(rule);
});

test("conditions that are left empty are left out", () => {
  const values = {
    ...newRuleValues(zone),
    id: "all",
    targets: [{ carrierId: "one", weight: "1", pricePerSegmentMicros: "" }],
  };
  expect(ruleOf(values)).toEqual({
    id: "all",
    priority: 100,
    enabled: true,
    match: {},
    targets: [{ carrierId: "one", weight: 1 }],
    strategy: "priority",
    failover: { on: ["unbound", "throttled", "rejected"] },
  });
});

test("lists are taken with commas, blanks and signs", () => {
  const values = { ...ruleValues(rule, zone), destinationPrefixes: "+57300,  57310;58", countries: "co, ve" };
  expect(ruleOf(values).match).toMatchObject({
    destinationPrefixes: ["57300", "57310", "58"],
    countries: ["CO", "VE"],
  });
});

test("every day is no condition", () => {
  const values = { ...ruleValues({ ...rule, match: {} }, zone), hasTimes: true };
  expect(ruleOf(values).match?.timeOfDay).toEqual({ timeZone: zone, from: "08:00", to: "20:00" });
});

test("rules stand in the order in which they are asked", () => {
  const named = (id: string, priority?: number): Rule => ({
    id,
    targets: [],
    ...(priority !== undefined && { priority }),
  });
  const rules = [named("last", 1_000), named("b"), named("a", 100), named("first", 1)];
  expect(inOrder(rules).map(({ id }) => id)).toEqual(["first", "a", "b", "last"]);
});

test("a long list of conditions is told by its beginning", () => {
  const prefixes = Array.from({ length: 40 }, (_, index) => String(57_300 + index));
  const [condition] = conditionsOf({ ...rule, match: { destinationPrefixes: prefixes } });
  expect(condition).toEqual({ name: "destinationPrefixes", text: "57300, 57301, 57302, 57303, 57304 … (40)" });
});
