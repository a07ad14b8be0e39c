import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUcs2, encodeUcs2 } from "../../../src/sms/ucs2.ts";

test("octets are big-endian UTF-16", () => {
  expect(Array.from(encodeUcs2("Aя😀"))).toEqual([0x00, 0x41, 0x04, 0x4f, 0xd8, 0x3d, 0xde, 0x00]);
});

test("every text comes back, lone surrogates too", () => {
  const texts = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units))
    .filter((text) => !text.startsWith("\ufeff") && !text.startsWith("\ufffe"));
  fc.assert(
    fc.property(texts, (text) => {
      expect(decodeUcs2(encodeUcs2(text))).toBe(text);
    }),
  );
});

test.each([
  ["byte order mark", [0xfe, 0xff, 0x00, 0x41], "A"],
  ["little-endian mark", [0xff, 0xfe, 0x41, 0x00], "A"],
  ["odd octet", [0x00, 0x41, 0x00], "A"],
  ["one octet", [0x41], ""],
  ["nothing", [], ""],
])("tolerates %s", (_name, octets, text) => {
  expect(decodeUcs2(Uint8Array.from(octets))).toBe(text);
});

test("a text longer than one call of fromCharCode", () => {
  const text = "длинный".repeat(3_000);
  expect(decodeUcs2(encodeUcs2(text))).toBe(text);
});
