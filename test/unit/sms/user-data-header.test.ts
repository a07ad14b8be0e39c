import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildUserDataHeader,
  headerOctets,
  parseUserDataHeader,
  septetCapacity,
  ucs2Capacity,
} from "../../../src/sms/user-data-header.ts";

function parse(hex: string): ReturnType<typeof parseUserDataHeader> {
  return parseUserDataHeader(Uint8Array.from(Buffer.from(hex, "hex")));
}

test("capacities beside each kind of header", () => {
  const capacities = (
    [
      [0, 0, null],
      [0, 0, 8],
      [0, 0, 16],
      [1, 0, null],
      [0, 1, null],
      [1, 1, null],
      [1, 0, 8],
      [1, 1, 8],
      [1, 0, 16],
      [1, 1, 16],
    ] as const
  ).map(([single, locking, bits]) => septetCapacity(headerOctets(single, locking, bits)));
  expect(capacities).toEqual([160, 153, 152, 155, 155, 152, 149, 146, 148, 145]);
  expect([0, 6, 7].map(ucs2Capacity)).toEqual([70, 67, 66]);
});

describe("reading", () => {
  test("what was built comes back", () => {
    const shifts = fc.integer({ min: 0, max: 13 });
    const concatenations = fc.option(
      fc.record({
        reference: fc.integer({ min: 0, max: 0xff }),
        total: fc.integer({ min: 1, max: 255 }),
        bits: fc.constantFrom(8 as const, 16 as const),
        part: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(shifts, shifts, concatenations, (singleShift, lockingShift, drawn) => {
        const concatenation =
          drawn === null
            ? null
            : {
                reference: drawn.bits === 16 ? drawn.reference * 257 : drawn.reference,
                total: drawn.total,
                sequence: (drawn.part % drawn.total) + 1,
                bits: drawn.bits,
              };
        const header = buildUserDataHeader(singleShift, lockingShift, concatenation);
        expect(parseUserDataHeader(header.length === 0 ? header : Uint8Array.from([...header, 0x41, 0x42]))).toEqual({
          ...(concatenation !== null && { concatenation }),
          ...(singleShift !== 0 && { singleShift }),
          ...(lockingShift !== 0 && { lockingShift }),
          others: [],
          length: header.length,
        });
      }),
    );
  });

  test("elements in any place and order", () => {
    expect(parse("0f0504158a00000804123403022501062401")).toMatchObject({
      concatenation: { reference: 0x1234, total: 3, sequence: 2, bits: 16 },
      lockingShift: 6,
      others: [{ id: 5, data: Uint8Array.from([0x15, 0x8a, 0, 0]) }],
      length: 16,
    });
  });

  test("of a repeated element the last counts", () => {
    expect(parse("0a00030102010003050202").concatenation).toEqual({ reference: 5, total: 2, sequence: 2, bits: 8 });
  });

  test.each([
    ["part 0", "050003010200"],
    ["total 0", "050003010001"],
    ["part beyond the total", "050003010203"],
    ["a concatenation of the wrong size", "040002010201".slice(0, 10)],
  ])("%s is ignored", (_name, hex) => {
    expect(parse(hex).concatenation).toBeUndefined();
  });

  test.each(["", "00", "05", "0500", "050003", "05000301", "ff00", "02000a", "0100"])(
    "malformed %j gives nothing and a length within the octets",
    (hex) => {
      const header = parse(hex);
      expect(header.concatenation).toBeUndefined();
      expect(header.length).toBeLessThanOrEqual(hex.length / 2);
    },
  );

  test("no octets whatever break it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
        const header = parseUserDataHeader(octets);
        expect(header.length).toBeLessThanOrEqual(octets.length);
      }),
    );
  });
});
