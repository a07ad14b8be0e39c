import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FailoverPlan,
  type MovePressure,
  chunkFailover,
  maxHops,
  mayLeave,
  moveDue,
  onward,
} from "../../../src/routing/failover.ts";

const fresh: FailoverPlan = { to: ["b", "c"], on: ["unbound", "throttled", "rejected"] };

/** The carriers a text is with, one after the other, as long as each gives it on. */
function wayOf(plan: FailoverPlan, start: string, refuses: (carrier: string) => boolean): string[] {
  const way = [start];
  for (let next = onward(plan, start, refuses(start)); next !== null;) {
    way.push(next.carrierId);
    next = onward(next.plan, next.carrierId, refuses(next.carrierId));
  }
  return way;
}

describe("the next carrier", () => {
  test("is each one of the rule once, where all of them refuse", () => {
    expect(wayOf(fresh, "a", () => true)).toEqual(["a", "b", "c"]);
  });

  test("is one that had it before only when all have had it, the one that lost it first", () => {
    expect(wayOf(fresh, "a", () => false).slice(0, 6)).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  test("is never one that refused", () => {
    expect(wayOf(fresh, "a", (carrier) => carrier !== "b")).toEqual(["a", "b", "c", "b"]);
  });

  test("whatever they do, a text moves at most 16 times and never to where it was refused", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.boolean()),
        (carriers, answers) => {
          const [start = "", ...to] = carriers;
          const refused = new Set<string>();
          const way = wayOf({ to, on: ["rejected"] }, start, (carrier) => {
            expect(refused.has(carrier)).toBe(false);
            const refuses = answers.next().value === true;
            if (refuses) refused.add(carrier);
            return refuses;
          });
          expect(way.length - 1).toBeLessThanOrEqual(maxHops);
        },
      ),
    );
  });
});

describe("leaving", () => {
  const unbound: MovePressure = { reason: "unbound", trigger: "unbound", afterMs: 0 };
  const throttled: MovePressure = { reason: "throttled", trigger: "throttled", afterMs: 10_000 };
  const open: MovePressure = { reason: "open", trigger: null, afterMs: 0 };

  test.each<[string, FailoverPlan, MovePressure[], ReturnType<typeof moveDue>]>([
    ["at once, to one that has not had it", fresh, [unbound], { reason: "unbound", atMs: 1_000 }],
    ["not without a reason", fresh, [], null],
    ["not for a reason that is not one of the rule's", { to: ["b"], on: ["rejected"] }, [unbound], null],
    [
      "whatever the rule's reason, where the breaker is open",
      { to: ["b"], on: ["rejected"] },
      [open],
      { reason: "open", atMs: 1_000 },
    ],
    ["after a while, where the carrier throttles", fresh, [throttled], { reason: "throttled", atMs: 11_000 }],
    ["for what comes first", fresh, [throttled, unbound], { reason: "unbound", atMs: 1_000 }],
    ["not where there is nobody else", { to: [], on: ["unbound"], hops: 1 }, [unbound], null],
    ["not after 16 moves", { to: ["b"], on: ["unbound"], hops: 16 }, [unbound], null],
    [
      "back, after a stay",
      { to: [], back: ["a"], on: ["unbound"], hops: 1 },
      [unbound],
      { reason: "unbound", atMs: 31_000 },
    ],
    [
      "back, after a stay that grows",
      { to: [], back: ["a"], on: ["unbound"], hops: 4 },
      [unbound],
      { reason: "unbound", atMs: 241_000 },
    ],
  ])("%s", (_name, plan, pressures, expected) => {
    expect(moveDue(plan, pressures, 1_000)).toEqual(expected);
  });

  test("for a refusal takes a rule that says so, and another carrier", () => {
    expect(mayLeave(fresh, "rejected")).toBe(true);
    expect(mayLeave(fresh, "undelivered")).toBe(false);
    expect(mayLeave({ to: [], back: ["a"], on: ["rejected"], hops: 3 }, "rejected")).toBe(true);
    expect(mayLeave({ to: [], on: ["rejected"], hops: 3 }, "rejected")).toBe(false);
    expect(mayLeave(null, "rejected")).toBe(false);
  });
});

test("plans that say the same are written once, and texts without one are told apart", () => {
  expect(chunkFailover([null, null])).toBeUndefined();
  expect(chunkFailover([fresh, { ...fresh }])).toEqual({ plans: [fresh] });
  const other = { to: ["c"], on: ["rejected"] } as const;
  expect(chunkFailover([fresh, null, other, { ...fresh }])).toEqual({ plans: [fresh, other], of: [0, -1, 1, 0] });
});
