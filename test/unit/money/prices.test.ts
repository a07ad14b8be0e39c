import { describe, expect, test } from "vitest";
import { compilePrices } from "../../../src/money/compile-prices.ts";
import { type PriceList, priceListSchema } from "../../../src/money/price-list.ts";

function pricesOf(list: Partial<PriceList>): (recipient: string) => number | null {
  const operatorOf = (e164: string): string | null => (e164.startsWith("+49151") ? "262-01" : null);
  return compilePrices(priceListSchema.parse({ currency: "EUR", ...list }), operatorOf).priceOf;
}

describe("the price of a segment", () => {
  const priceOf = pricesOf({
    defaultPriceMicros: 90_000,
    rows: [
      { country: "DE", priceMicros: 70_000 },
      { prefix: "4915", priceMicros: 60_000 },
      { prefix: "49157", priceMicros: 50_000 },
      { operator: "262-01", priceMicros: 40_000 },
    ],
  });

  test.each([
    ["the operator's row before any prefix", "+4915112345678", 40_000],
    ["the longest prefix", "+4915712345678", 50_000],
    ["a shorter prefix where the longer one does not fit", "+4915212345678", 60_000],
    ["the country where no prefix fits", "+4917012345678", 70_000],
    ["the default where nothing fits", "+33612345678", 90_000],
  ])("%s", (_name, recipient, price) => {
    expect(priceOf(recipient)).toBe(price);
  });

  test("is refused where nothing fits and there is no default", () => {
    expect(pricesOf({ rows: [{ country: "DE", priceMicros: 1 }] })("+33612345678")).toBeNull();
  });

  test("is that of the last row, where two name the same destination", () => {
    const rows = [
      { prefix: "33", priceMicros: 1 },
      { prefix: "33", priceMicros: 2 },
    ];
    expect(pricesOf({ rows })("+33612345678")).toBe(2);
  });

  test("may be nothing", () => {
    expect(pricesOf({ rows: [{ prefix: "33", priceMicros: 0 }] })("+33612345678")).toBe(0);
  });
});

test.each([
  ["a row with two destinations", { prefix: "49", country: "DE", priceMicros: 1 }],
  ["a row with none", { priceMicros: 1 }],
  ["a price with a fraction", { prefix: "49", priceMicros: 1.5 }],
  ["a negative price", { prefix: "49", priceMicros: -1 }],
  ["a prefix with its plus sign", { prefix: "+49", priceMicros: 1 }],
])("a list with %s is refused", (_name, row) => {
  expect(priceListSchema.safeParse({ currency: "EUR", rows: [row] }).success).toBe(false);
});
