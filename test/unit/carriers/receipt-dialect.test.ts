import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ReceiptDialect,
  type ReceiptSpelling,
  dialectDefaults,
  learnFromReceipt,
  otherLookups,
  receiptLookups,
  receiptSpellings,
  unknownDialect,
} from "../../../src/carriers/receipt-dialect.ts";
import { canonicalMessageId, carrierMessageIdForms } from "../../../src/sms/carrier-message-id.ts";

/** A carrier that answers with one spelling of a number and writes receipts in another. */
const carriers: Record<ReceiptSpelling, { response: (id: number) => string; receipt: (id: number) => string }> = {
  same: { response: (id) => id.toString(16).toUpperCase().padStart(10, "0"), receipt: (id) => id.toString(16) },
  decimal: { response: (id) => id.toString(16).toUpperCase(), receipt: (id) => String(id).padStart(12, "0") },
  hexadecimal: { response: String, receipt: (id) => `0x${id.toString(16)}` },
};

/** Takes receipts one after the other, as whoever keeps the ids would: the usual spellings, then the others. */
function feed(
  start: ReceiptDialect,
  spelling: ReceiptSpelling,
  ids: readonly number[],
): { dialect: ReceiptDialect; lookedFor: number; drifts: number } {
  const { response, receipt } = carriers[spelling];
  let dialect = start;
  let lookedFor = 0;
  let drifts = 0;
  for (const id of ids) {
    const stored = canonicalMessageId(response(id));
    const first = receiptLookups(dialect, receipt(id));
    const rest = otherLookups(dialect, receipt(id));
    const found = first.includes(stored) ? [stored] : rest.filter((key) => key === stored);
    lookedFor += first.includes(stored) ? first.length : first.length + rest.length;
    const lesson = learnFromReceipt(dialect, dialectDefaults, receipt(id), found);
    dialect = lesson.dialect;
    drifts += lesson.drift ? 1 : 0;
  }
  return { dialect, lookedFor, drifts };
}

/** Ids with a letter in hexadecimal, so that no other spelling explains a match. */
function ids(count: number, from = 0xab0000): number[] {
  return Array.from({ length: count }, (_, index) => from + index * 16);
}

describe.each(receiptSpellings)("a carrier with %s receipts", (spelling) => {
  test("is learned, and then asked for in one form", () => {
    const learned = feed(unknownDialect, spelling, ids(dialectDefaults.lockAfter));
    expect(learned.dialect.locked).toBe(spelling);
    expect(feed(unknownDialect, spelling, ids(dialectDefaults.lockAfter - 1)).dialect.locked).toBeNull();

    const later = feed(learned.dialect, spelling, ids(100, 0xcd0000));
    expect(later.lookedFor).toBe(100);
    expect(later.dialect).toBe(learned.dialect);
  });

  test.each(receiptSpellings.filter((other) => other !== spelling))(
    "that turns to %s raises one alarm and is learned anew",
    (other) => {
      const learned = feed(unknownDialect, spelling, ids(20)).dialect;
      const few = feed(learned, other, ids(dialectDefaults.driftAfter - 1));
      expect(few).toMatchObject({ drifts: 0, dialect: { locked: spelling } });
      const enough = feed(few.dialect, other, ids(1));
      expect(enough).toMatchObject({ drifts: 1, dialect: { locked: null } });
      const again = feed(enough.dialect, other, ids(2 * dialectDefaults.lockAfter));
      expect(again).toMatchObject({ drifts: 0, dialect: { locked: other } });
    },
  );

  test("strays between its own receipts are no drift", () => {
    let dialect = feed(unknownDialect, spelling, ids(20)).dialect;
    const other = receiptSpellings.find((each) => each !== spelling) ?? "same";
    for (let count = 0; count < 10; count++) {
      dialect = feed(dialect, other, ids(dialectDefaults.driftAfter - 1)).dialect;
      dialect = feed(dialect, spelling, ids(1)).dialect;
    }
    expect(dialect.locked).toBe(spelling);
  });
});

test("a match that several spellings explain teaches nothing", () => {
  const first = learnFromReceipt(unknownDialect, dialectDefaults, "5", ["5"]);
  expect(first.dialect).toBe(unknownDialect);
  const both = learnFromReceipt(unknownDialect, dialectDefaults, "1000", ["1000", "3e8"]);
  expect(both.dialect).toBe(unknownDialect);
  expect(learnFromReceipt(unknownDialect, dialectDefaults, "1000", []).dialect).toBe(unknownDialect);
});

test("a locked carrier does not take another message's id for its own", () => {
  const locked: ReceiptDialect = { locked: "decimal", latest: "decimal", streak: 20, drifts: 0 };
  expect([receiptLookups(locked, "1000"), otherLookups(locked, "1000")]).toEqual([["3e8"], ["1000", "4096"]]);
  expect([receiptLookups(locked, "3e8x"), otherLookups(locked, "3e8x")]).toEqual([[], ["3e8x"]]);
  expect([receiptLookups(locked, " "), otherLookups(locked, " ")]).toEqual([[], []]);
});

test("while learning, what matched last is looked for first", () => {
  const { dialect } = feed(unknownDialect, "hexadecimal", ids(1));
  expect(receiptLookups(dialect, "1000")).toEqual(["4096", "1000", "3e8"]);
});

test("all forms that a stored id can have are looked for, and no other", () => {
  const id = fc.oneof(fc.stringMatching(/^(0x)?0{0,3}[0-9a-fA-F]{1,20}$/), fc.string(), fc.uuid());
  const dialect = fc.record({
    locked: fc.constantFrom(null, ...receiptSpellings),
    latest: fc.constantFrom(null, ...receiptSpellings),
    streak: fc.nat(),
    drifts: fc.nat(),
  });
  fc.assert(
    fc.property(id, dialect, (receiptId, known) => {
      const lookups = [...receiptLookups(known, receiptId), ...otherLookups(known, receiptId)];
      const storable = carrierMessageIdForms(receiptId).filter((form) => canonicalMessageId(form) === form);
      expect(lookups.sort()).toEqual(storable.sort());
    }),
  );
});
