import { expect, test } from "vitest";
import { daysOf, lastDays, totalsOf, type UsageRow } from "../../src/pages/usage/usage-rows.ts";

function row(changes: Partial<UsageRow>): UsageRow {
  return { currency: "USD", messages: 1, segments: 2, spentMicros: 10, heldMicros: 0, refundedMicros: 0, ...changes };
}

test("amounts of different currencies are not added up", () => {
  const totals = totalsOf([row({}), row({ spentMicros: 5 }), row({ currency: "EUR" }), row({ currency: null })]);
  expect(totals.messages).toBe(4);
  expect([...totals.spentMicros]).toEqual([
    ["USD", 15],
    ["EUR", 10],
  ]);
});

test("days without traffic are zero, and a day of two currencies is one", () => {
  const data = [row({ day: "2026-11-02", messages: 3 }), row({ day: "2026-11-02", currency: "EUR", messages: 4 })];
  const days = daysOf({ from: "2026-11-01", to: "2026-11-03", data });
  expect(days.times).toHaveLength(3);
  expect(days.messages).toEqual([0, 7, 0]);
});

test("the range left out is thirty days, today among them", () => {
  expect(lastDays(Date.parse("2026-11-21T23:59:00Z"))).toEqual({ from: "2026-10-23", to: "2026-11-21" });
});
