import { expect, test } from "vitest";
import { formatsOf } from "../../src/format/use-format.ts";

const en = formatsOf("en");
const es = formatsOf("es");

test("a price of a text shows its fractions of a cent, a balance does not", () => {
  expect(en.money(12_000, "EUR")).toBe("€0.012");
  expect(en.money(12_345_678_900, "EUR")).toBe("€12,345.68");
  expect(en.money(0, "EUR")).toBe("€0.00");
});

test("numbers are those of the language", () => {
  expect(en.rate(0.9876)).toBe("98.8%");
  expect(es.count(12_345)).toBe("12.345");
  expect(es.duration(1_840)).toBe("1,8 s");
});

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1_000, "1 s"],
  [59_940, "59.9 s"],
  [90_000, "1.5 min"],
  [5_400_000, "1.5 h"],
])("%i ms is %s", (milliseconds, text) => {
  expect(en.duration(milliseconds)).toBe(text);
});

test("what is far away is told in days, what is near in seconds", () => {
  expect(en.relative(0, 3 * 86_400_000)).toBe("3 days ago");
  expect(en.relative(90_000, 0)).toBe("in 1 minute");
  expect(es.relative(0, 86_400_000)).toBe("ayer");
});
