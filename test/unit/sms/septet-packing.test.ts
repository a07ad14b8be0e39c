import * as fc from "fast-check";
import { expect, test } from "vitest";
import { defaultAlphabet } from "../../../src/sms/gsm-alphabet.ts";
import { countSeptets, decodeSeptets, encodeSeptets } from "../../../src/sms/gsm7.ts";
import { fillBitsAfter, packSeptets, unpackSeptets } from "../../../src/sms/septet-packing.ts";

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString("hex").toUpperCase();
}

test.each([
  ["hello", "E8329BFD06"],
  ["Hello", "C8329BFD06"],
  ["hellohello", "E8329BFD4697D9EC37"],
  ["How are you?", "C8F71D14969741F977FD07"],
  ["beträgt 42€", "E2325DBE3FD34134D9A60C"],
  ["", ""],
])("published vector %j", (text, packed) => {
  const septets = encodeSeptets(text, defaultAlphabet, countSeptets(text, defaultAlphabet));
  expect(hex(packSeptets(septets))).toBe(packed);
  expect(decodeSeptets(unpackSeptets(Buffer.from(packed, "hex"), septets.length))).toBe(text);
});

const septetArrays = fc.uint8Array({ max: 0x7f, maxLength: 200 });

test("unpacking gives back what was packed, whatever the fill bits", () => {
  fc.assert(
    fc.property(septetArrays, fc.integer({ min: 0, max: 6 }), (septets, fillBits) => {
      const octets = packSeptets(septets, fillBits);
      expect(octets.length).toBe(Math.ceil((septets.length * 7 + fillBits) / 8));
      expect(Array.from(unpackSeptets(octets, septets.length, fillBits))).toEqual(Array.from(septets));
    }),
  );
});

test("fill bits put the septets after a header on a septet boundary of the whole", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), septetArrays, (header, septets) => {
      const fillBits = fillBitsAfter(header.length);
      const whole = Uint8Array.from([...header, ...packSeptets(septets, fillBits)]);
      const headerSeptets = (header.length * 8 + fillBits) / 7;
      expect(Number.isInteger(headerSeptets)).toBe(true);
      const unpacked = unpackSeptets(whole, headerSeptets + septets.length);
      expect(Array.from(unpacked.subarray(headerSeptets))).toEqual(Array.from(septets));
    }),
  );
  expect([6, 7, 4, 0].map(fillBitsAfter)).toEqual([1, 0, 3, 0]);
});

test("seven zero bits at the end are padding when nobody says how many septets there are", () => {
  const seven = new Uint8Array(7).fill(0x41);
  expect(Array.from(unpackSeptets(packSeptets(seven)))).toEqual(Array.from(seven));
  const eight = new Uint8Array(8).fill(0x41);
  expect(Array.from(unpackSeptets(packSeptets(eight)))).toEqual(Array.from(eight));
});

test("a count beyond the octets gives what there is", () => {
  expect(unpackSeptets(Uint8Array.from([0xe8, 0x32]), 160).length).toBe(2);
  expect(unpackSeptets(new Uint8Array(0), 5, 3).length).toBe(0);
});
