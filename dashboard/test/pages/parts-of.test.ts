import { expect, test } from "vitest";
import { partsOf } from "../../src/pages/messages/parts-of.ts";

test("a text of one segment is its octets", () => {
  expect(partsOf({ text: "hi €", encoding: "gsm7", segments: 1 })).toEqual([
    { text: "hi €", dataCoding: 0, header: "", data: "68 69 20 1b 65", octets: 5 },
  ]);
});

test("a long one has a header in each segment, with the reference left open", () => {
  const parts = partsOf({ text: "ñ".repeat(200), encoding: "gsm7", segments: 2 });
  expect(parts.map(({ header }) => header)).toEqual(["05 00 03 ·· 02 01", "05 00 03 ·· 02 02"]);
  expect(parts.map(({ text }) => text.length)).toEqual([153, 47]);
});

test("of a text that was removed, or cut otherwise, nothing is claimed", () => {
  expect(partsOf({ text: "", encoding: "gsm7", segments: 2 })).toEqual([]);
});
