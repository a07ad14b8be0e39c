import * as fc from "fast-check";
import { expect, test } from "vitest";
import { firstReference, nextReference } from "../../../src/sms/concatenation-reference.ts";

test("the first reference covers the whole range", () => {
  expect([0, 0.5, 1 - Number.EPSILON].map(firstReference)).toEqual([0, 0x8000, 0xffff]);
});

test("no reference repeats, in 16 bits or in the low 8, before all have been used", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      let reference = firstReference(random);
      const low = new Set<number>();
      for (let count = 0; count < 256; count++) {
        low.add(reference & 0xff);
        reference = nextReference(reference);
      }
      expect(low.size).toBe(256);
    }),
    { numRuns: 20 },
  );
  expect(nextReference(0xffff)).toBe(0);
});
