import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRoutes } from "../../../src/routing/compile-routes.ts";
import { compileOperators } from "../../../src/routing/operators.ts";
import { type RouteResult, pickRoute } from "../../../src/routing/pick-route.ts";
import { explainRoute } from "../../../src/routing/explain-route.ts";
import type { RouteTable } from "../../../src/routing/route-table.ts";
import { mondayAtTenMs, requestOf, routesOf, tableOf, type WrittenRule } from "./tables.ts";

function ruleOf(result: RouteResult): string | null {
  return result.ok ? result.ruleId : null;
}

function candidatesOf(result: RouteResult): readonly string[] {
  return result.ok ? result.candidates : [];
}

describe("each condition", () => {
  const hour = 3_600_000;
  test.each<[string, WrittenRule["match"], Parameters<typeof requestOf>[0], boolean]>([
    ["account", { accounts: ["acc_1", "acc_2"] }, {}, true],
    ["another account", { accounts: ["acc_2"] }, {}, false],
    ["sender in any case", { senders: ["ACME"] }, {}, true],
    ["sender by its beginning", { senders: ["ac*"] }, {}, true],
    ["sender by its middle", { senders: ["x", "*c?e*"] }, {}, true],
    ["sender as a whole", { senders: ["cm"] }, {}, false],
    ["sender with a longer tail", { senders: ["*m"] }, {}, false],
    ["sender that is a number", { senders: ["+44*"] }, { sender: "+447911123456" }, true],
    ["prefix", { destinationPrefixes: ["33", "4915"] }, {}, true],
    ["another prefix", { destinationPrefixes: ["4916"] }, {}, false],
    ["prefix longer than the number", { destinationPrefixes: ["491511234567899"] }, {}, false],
    ["country by calling code", { countries: ["DE"] }, {}, true],
    ["country as the request has it", { countries: ["DE"] }, { country: "AT" }, false],
    ["operator by number range", { operators: ["262-01"] }, {}, true],
    ["operator of the longer range", { operators: ["262-02"] }, { recipient: "+4915129999999" }, true],
    ["operator as the request has it", { operators: ["262-01"] }, { operator: "262-03" }, false],
    ["operator of no range", { operators: ["262-01"] }, { recipient: "+33612345678" }, false],
    ["lane", { lanes: ["otp", "normal"] }, {}, true],
    ["another lane", { lanes: ["otp"] }, {}, false],
    ["text", { textPattern: "code is \\d{4}\\b" }, {}, true],
    ["another text", { textPattern: "^code" }, {}, false],
    ["hours, in their time zone", { timeOfDay: { timeZone: "Europe/Berlin", from: "11:00", to: "11:01" } }, {}, true],
    [
      "hours, in summer",
      { timeOfDay: { timeZone: "Europe/Berlin", from: "12:00", to: "13:00" } },
      { nowMs: Date.UTC(2026, 6, 1, 10) },
      true,
    ],
    ["the end of the hours", { timeOfDay: { timeZone: "UTC", from: "09:00", to: "10:00" } }, {}, false],
    ["the day", { timeOfDay: { timeZone: "UTC", days: ["mon"], from: "00:00", to: "00:00" } }, {}, true],
    ["another day", { timeOfDay: { timeZone: "UTC", days: ["tue", "sun"], from: "00:00", to: "00:00" } }, {}, false],
    [
      "a night, from its day",
      { timeOfDay: { timeZone: "UTC", days: ["mon"], from: "22:00", to: "06:00" } },
      { nowMs: mondayAtTenMs + 13 * hour },
      true,
    ],
    [
      "a night, past midnight",
      { timeOfDay: { timeZone: "UTC", days: ["mon"], from: "22:00", to: "06:00" } },
      { nowMs: mondayAtTenMs + 19 * hour },
      true,
    ],
    [
      "a night, of the day before",
      { timeOfDay: { timeZone: "UTC", days: ["mon"], from: "22:00", to: "06:00" } },
      { nowMs: mondayAtTenMs - 5 * hour },
      false,
    ],
    ["two conditions", { accounts: ["acc_1"], lanes: ["otp"] }, {}, false],
    ["none", {}, {}, true],
  ])("%s", (_name, match, changes, expected) => {
    const operatorOf = compileOperators([
      { prefix: "4915", operator: "262-01" },
      { prefix: "491512", operator: "262-02" },
    ]);
    const recipient = changes?.recipient ?? "+4915112345678";
    const routes = routesOf([{ id: "a", to: ["one"], match: match ?? {} }], operatorOf);
    expect(ruleOf(pickRoute(routes, requestOf({ ...changes, recipient })))).toBe(expected ? "a" : null);
  });
});

describe("which of the rules that fit", () => {
  test("priority counts before the prefix, the prefix before the place", () => {
    const rules: WrittenRule[] = [
      { id: "long", to: ["c"], match: { destinationPrefixes: ["49151"] } },
      { id: "urgent", to: ["c"], priority: 10, match: { destinationPrefixes: ["49"] } },
      { id: "first", to: ["c"], match: {} },
      { id: "second", to: ["c"], match: { accounts: ["acc_1"] } },
      { id: "short", to: ["c"], match: { destinationPrefixes: ["1", "49"] } },
    ];
    const order = ["urgent", "long", "short", "first", "second"];
    for (let index = 0; index < order.length; index++) {
      const left = rules.filter(({ id }) => !order.slice(0, index).includes(id));
      expect(ruleOf(pickRoute(routesOf(left), requestOf()))).toBe(order[index]);
    }
  });

  test("a rule that is switched off, or cannot be asked, is not asked", () => {
    const routes = routesOf([
      { id: "off", to: ["c"], enabled: false },
      { id: "broken", to: ["c"], match: { textPattern: "(" } },
      { id: "lost", to: ["c"], match: { timeOfDay: { timeZone: "Mars/Olympus", from: "00:00", to: "00:00" } } },
      { id: "on", to: ["c"] },
    ]);
    expect(ruleOf(pickRoute(routes, requestOf()))).toBe("on");
    expect(routes.leftOut.map(({ ruleId }) => ruleId)).toEqual(["broken", "lost"]);
  });

  test("no rule fits", () => {
    expect(pickRoute(routesOf([]), requestOf())).toEqual({ ok: false, reason: "no_rule" });
  });
});

describe("the order of carriers", () => {
  test.each<[string, Partial<WrittenRule>, string[]]>([
    ["as listed", {}, ["a", "b", "c"]],
    ["one trigger is enough to have them all", { failover: { on: ["unbound"] } }, ["a", "b", "c"]],
    ["without failover there is only the first", { failover: { on: [] } }, ["a"]],
  ])("%s", (_name, rule, expected) => {
    const result = pickRoute(routesOf([{ id: "r", to: ["a", "b", "c"], ...rule }]), requestOf());
    expect(candidatesOf(result)).toEqual(expected);
  });

  test("least cost first, without a price last", () => {
    const to = [
      { carrierId: "a", weight: 1, pricePerSegmentMicros: 900 },
      { carrierId: "b", weight: 1 },
      { carrierId: "c", weight: 1, pricePerSegmentMicros: 100 },
      { carrierId: "d", weight: 1, pricePerSegmentMicros: 100 },
    ];
    const result = pickRoute(routesOf([{ id: "r", to, strategy: "leastCost" }]), requestOf());
    expect(candidatesOf(result)).toEqual(["c", "d", "a", "b"]);
  });

  test("failing over says on what", () => {
    const rule: WrittenRule = { id: "r", to: ["a", "b"], failover: { on: ["rejected", "undelivered"] } };
    expect(pickRoute(routesOf([rule]), requestOf())).toMatchObject({ failoverOn: ["rejected", "undelivered"] });
    expect(tableOf([{ id: "r", to: ["a"] }]).rules[0]?.failover.on).toEqual(["unbound", "throttled", "rejected"]);
  });
});

describe("weights", () => {
  const to = [
    { carrierId: "a", weight: 6 },
    { carrierId: "b", weight: 3 },
    { carrierId: "c", weight: 1 },
    { carrierId: "d", weight: 0 },
  ];
  const routes = routesOf([{ id: "r", to, strategy: "weight" }]);
  const ids = Array.from(
    { length: 20_000 },
    (_, index) => `msg_01KJQ0000000000000000${String(index).padStart(5, "0")}`,
  );

  function firsts(of: typeof routes): string[] {
    return ids.map((messageId) => candidatesOf(pickRoute(of, requestOf({ messageId })))[0] ?? "");
  }

  test("ids that follow each other share out as the weights say", () => {
    const counts = Map.groupBy(firsts(routes), (carrierId) => carrierId);
    const share = (carrierId: string): number => (counts.get(carrierId)?.length ?? 0) / ids.length;
    expect(Math.abs(share("a") - 0.6)).toBeLessThan(0.01);
    expect(Math.abs(share("b") - 0.3)).toBeLessThan(0.01);
    expect(Math.abs(share("c") - 0.1)).toBeLessThan(0.01);
    expect(share("d")).toBe(0);
  });

  test("the second choice of those whose first is gone shares out likewise", () => {
    const seconds = ids
      .map((messageId) => candidatesOf(pickRoute(routes, requestOf({ messageId }))))
      .filter(([first]) => first === "a")
      .map(([, second]) => second);
    const share = seconds.filter((carrierId) => carrierId === "b").length / seconds.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(0.015);
  });

  test("the same message draws the same order, every carrier once", () => {
    fc.assert(
      fc.property(fc.string(), (messageId) => {
        const drawn = candidatesOf(pickRoute(routes, requestOf({ messageId })));
        expect(candidatesOf(pickRoute(routes, requestOf({ messageId })))).toEqual(drawn);
        expect([...drawn].sort()).toEqual(["a", "b", "c", "d"]);
        expect(drawn[3]).toBe("d");
      }),
    );
  });

  test("a changed weight moves messages towards that carrier only", () => {
    const heavier = to.map((target) => (target.carrierId === "c" ? { ...target, weight: 4 } : target));
    const after = firsts(routesOf([{ id: "r", to: heavier, strategy: "weight" }]));
    const moved = firsts(routes).flatMap((before, index) => (after[index] === before ? [] : [after[index]]));
    expect(moved.length).toBeGreaterThan(1_000);
    expect(new Set(moved)).toEqual(new Set(["c"]));
  });
});

describe("any table", () => {
  const few = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { minLength: 1 });
  const match = fc.record(
    {
      accounts: few("acc_1", "acc_2"),
      senders: few("acme", "bank", "a*", "b?nk"),
      destinationPrefixes: few("4", "49", "491", "4915", "1", "33"),
      countries: few("DE", "US", "FR"),
      operators: few("262-01", "310-01"),
      lanes: few("otp" as const, "normal" as const),
      textPattern: fc.constantFrom("code", "^x"),
    },
    { requiredKeys: [] },
  );
  const table = fc
    .array(fc.record({ priority: fc.nat({ max: 2 }), match, enabled: fc.boolean(), carriers: few("a", "b", "c") }), {
      maxLength: 12,
    })
    .map((rules) => tableOf(rules.map(({ carriers, ...rule }, index) => ({ id: `r${index}`, to: carriers, ...rule }))));
  const request = fc
    .record({
      accountId: fc.constantFrom("acc_1", "acc_2", "acc_3"),
      sender: fc.constantFrom("Acme", "BANK", "other"),
      recipient: fc.constantFrom("+4915112345678", "+4930123456", "+12125550123", "+33612345678", "+442071234567"),
      lane: fc.constantFrom("otp" as const, "normal" as const, "bulk" as const),
      text: fc.constantFrom("Code 1", "xyz"),
    })
    .map(requestOf);
  function plainRule(
    { rules }: RouteTable,
    req: ReturnType<typeof requestOf>,
    operator: string | null,
    country: string | null,
  ): string | null {
    const has = (list: readonly string[] | undefined, value: string | null): boolean =>
      list === undefined || (value !== null && list.includes(value));
    const fitting = rules.flatMap((rule, position) => {
      const { accounts, senders, destinationPrefixes, countries, operators, lanes, textPattern } = rule.match;
      const prefixes = (destinationPrefixes ?? [""]).filter((prefix) => req.recipient.slice(1).startsWith(prefix));
      const bySender =
        senders === undefined ||
        senders.some((sender) =>
          new RegExp(`^${sender.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(req.sender),
        );
      const byText = textPattern === undefined || new RegExp(textPattern, "i").test(req.text);
      const fits =
        rule.enabled &&
        prefixes.length > 0 &&
        bySender &&
        byText &&
        has(accounts, req.accountId) &&
        has(countries, country) &&
        has(operators, operator) &&
        has(lanes, req.lane);
      return fits
        ? [{ id: rule.id, priority: rule.priority, position, length: Math.max(...prefixes.map((p) => p.length)) }]
        : [];
    });
    fitting.sort((a, b) => a.priority - b.priority || b.length - a.length || a.position - b.position);
    return fitting[0]?.id ?? null;
  }

  test("picks what trying every rule finds, and explains just that", () => {
    const operatorOf = compileOperators([
      { prefix: "4915", operator: "262-01" },
      { prefix: "1212", operator: "310-01" },
    ]);
    const countries: Record<string, string> = { "+49": "DE", "+12": "US", "+33": "FR", "+44": "GB" };
    fc.assert(
      fc.property(table, request, (rules, req) => {
        const routes = compileRoutes(rules, operatorOf);
        const result = pickRoute(routes, req);
        const country = countries[req.recipient.slice(0, 3)] ?? null;
        expect(ruleOf(result)).toBe(plainRule(rules, req, operatorOf(req.recipient), country));

        const explained = explainRoute(routes, req);
        expect(explained.result).toEqual(result);
        expect(explained.rules).toHaveLength(rules.rules.length);
        const chosen = explained.rules.filter(({ verdict }) => verdict === "chosen").map(({ ruleId }) => ruleId);
        expect(chosen).toEqual(result.ok ? [result.ruleId] : []);
      }),
      { numRuns: 1_500 },
    );
  });
});
