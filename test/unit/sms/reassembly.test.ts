import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeSegments } from "../../../src/sms/encode-segments.ts";
import { joinParts } from "../../../src/sms/join-parts.ts";
import { planText } from "../../../src/sms/plan-text.ts";
import { type InboundPart, Reassembly, type ReassembledText, reassemblyDefaults } from "../../../src/sms/reassembly.ts";
import { packSeptets, fillBitsAfter } from "../../../src/sms/septet-packing.ts";
import { encodeUcs2 } from "../../../src/sms/ucs2.ts";

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

let nextId = 0;

function part(changes: Partial<InboundPart> & Pick<InboundPart, "sequence">): InboundPart {
  return {
    id: `p${nextId++}`,
    carrierId: "carrier",
    from: "+4915112345678",
    to: "12345",
    kind: "udh8",
    reference: 7,
    total: 3,
    content: { text: `<${changes.sequence}>` },
    receivedAtMs: 1_000,
    ...changes,
  };
}

function addAll(reassembly: Reassembly, parts: readonly InboundPart[]): ReassembledText[] {
  return parts.flatMap((each) => reassembly.add(each).texts);
}

describe("parts of a text", () => {
  test("in any order, with repeats, come to the text once", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", "ö", "€", "[", "😀", "я", "\n", "👩🏽‍🚀"),
      minLength: 161,
      maxLength: 500,
    });
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(8 as const, 16 as const),
        fc.boolean(),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (text, referenceBits, isPacked, orders) => {
          const plan = planText(text, { referenceBits });
          const segments = encodeSegments(plan, 0x1234, referenceBits);
          const parts = segments.map(({ index, data, dataCoding, userDataHeader }) => {
            const packed = dataCoding === 0 && isPacked;
            const octets = packed ? packSeptets(data, fillBitsAfter(userDataHeader.length)) : data;
            return part({
              sequence: index + 1,
              total: segments.length,
              content: { data: octets, dataCoding, userDataHeader, isPacked },
            });
          });
          const drawn = [...parts, ...parts].map((each, index) => ({ each, order: orders[index] ?? 0 }));
          const shuffled = drawn.sort((a, b) => a.order - b.order).map(({ each }) => each);
          const reassembly = new Reassembly();
          const seen = new Set<string>();
          const results: ReassembledText[] = [];
          for (const each of shuffled) {
            if (seen.size === parts.length) break;
            const { isDuplicate, texts: ended } = reassembly.add(each);
            expect(isDuplicate).toBe(seen.has(each.id));
            seen.add(each.id);
            results.push(...ended);
          }
          expect(results).toMatchObject([
            { text: plan.text, missing: [], end: "complete", parts: parts.length, partIds: parts.map(({ id }) => id) },
          ]);
          expect(reassembly.pendingCount).toBe(0);
          expect(reassembly.nextDeadlineMs).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each<[string, Partial<InboundPart>]>([
    ["carrier", { carrierId: "other" }],
    ["sender", { from: "+4915199999999" }],
    ["recipient", { to: "54321" }],
    ["reference", { reference: 8 }],
    ["total", { total: 2 }],
    ["kind of reference", { kind: "udh16" }],
    ["kind of numbering", { kind: "sar" }],
  ])("of another %s are of another text", (_name, changes) => {
    const reassembly = new Reassembly();
    const own = [1, 2, 3].map((sequence) => part({ sequence }));
    const other = [1, 2, 3].slice(0, changes.total ?? 3).map((sequence) => part({ sequence, ...changes }));
    const mixed = own.flatMap((each, index) => [each, ...other.slice(index, index + 1)]);
    const results = addAll(reassembly, mixed);
    expect(results.map(({ partIds }) => partIds)).toEqual(
      expect.arrayContaining([own.map(({ id }) => id), other.map(({ id }) => id)]),
    );
    expect(results).toHaveLength(2);
  });

  test("with other content under a number that is taken begin a new text", () => {
    const reassembly = new Reassembly();
    const before = [part({ sequence: 2 }), part({ sequence: 1 })];
    const after = [1, 2, 3].map((sequence) => part({ sequence, content: { text: `(${sequence})` } }));
    expect(addAll(reassembly, [...before, ...after])).toMatchObject([
      { text: "<1><2>", missing: [3], end: "replaced" },
      { text: "(1)(2)(3)", missing: [], end: "complete" },
    ]);
  });

  test.each([
    [1, 1],
    [0, 3],
    [4, 3],
    [1, 0],
  ])("numbered %i of %i is a text by itself", (sequence, total) => {
    const reassembly = new Reassembly();
    expect(addAll(reassembly, [part({ sequence, total, content: { text: "hi" } })])).toMatchObject([
      { text: "hi", parts: 1, missing: [], end: "complete" },
    ]);
    expect(reassembly.pendingCount).toBe(0);
  });
});

describe("what does not come", () => {
  test("is named when the time is over, counted from the first part", () => {
    const reassembly = new Reassembly({ ...reassemblyDefaults, timeoutMs: 500 });
    addAll(reassembly, [
      part({ sequence: 4, total: 5, receivedAtMs: 1_000 }),
      part({ sequence: 1, total: 5, receivedAtMs: 1_400 }),
    ]);
    expect(reassembly.nextDeadlineMs).toBe(1_500);
    expect(reassembly.expire(1_499)).toEqual([]);
    expect(reassembly.expire(1_500)).toMatchObject([
      {
        text: "<1><4>",
        parts: 5,
        missing: [2, 3, 5],
        end: "timeout",
        firstReceivedAtMs: 1_000,
        lastReceivedAtMs: 1_400,
      },
    ]);
    expect(reassembly.expire(9_999)).toEqual([]);
  });

  test("a bounded number at a time, the oldest first", () => {
    const reassembly = new Reassembly();
    for (let index = 0; index < 5; index++)
      addAll(reassembly, [part({ sequence: 1, reference: index, receivedAtMs: index })]);
    const first = reassembly.expire(1e9, 2);
    expect(first.map(({ firstReceivedAtMs }) => firstReceivedAtMs)).toEqual([0, 1]);
    expect(reassembly.pendingCount).toBe(3);
  });

  test("never fills more than the memory it may: the oldest texts go", () => {
    const reassembly = new Reassembly({ ...reassemblyDefaults, heldOctets: 10_000 });
    const results = Array.from({ length: 500 }, (_, index) =>
      reassembly.add(
        part({
          sequence: 1,
          reference: index,
          receivedAtMs: index,
          content: { data: new Uint8Array(134), dataCoding: 8 },
        }),
      ),
    ).flatMap(({ texts }) => texts);
    expect(results.map(({ firstReceivedAtMs }) => firstReceivedAtMs)).toEqual(results.map((_, index) => index));
    expect(new Set(results.map(({ end }) => end))).toEqual(new Set(["evicted"]));
    expect(results.length + reassembly.pendingCount).toBe(500);
    expect(reassembly.pendingCount).toBeLessThan(30);
  });

  test("no part is lost or given out twice, whatever comes", () => {
    const drawn = fc.record({
      sequence: fc.integer({ min: 0, max: 4 }),
      total: fc.integer({ min: 0, max: 4 }),
      reference: fc.nat({ max: 2 }),
      content: fc.record({ text: fc.constantFrom("a", "b") }),
      waitMs: fc.nat({ max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 60 }), (steps) => {
        const reassembly = new Reassembly({ timeoutMs: 500, heldOctets: 1_200 });
        const kept: string[] = [];
        const given: string[] = [];
        let nowMs = 0;
        for (const { waitMs, ...changes } of steps) {
          nowMs += waitMs;
          const each = part({ ...changes, receivedAtMs: nowMs });
          const { isDuplicate, texts } = reassembly.add(each);
          if (!isDuplicate) kept.push(each.id);
          given.push(...[...texts, ...reassembly.expire(nowMs)].flatMap(({ partIds }) => partIds));
        }
        given.push(...reassembly.expire(Infinity).flatMap(({ partIds }) => partIds));
        expect(given.sort()).toEqual(kept.sort());
      }),
    );
  });
});

describe("octets are joined before they are read", () => {
  const ucs2 = (hex: string): InboundPart["content"] => ({ data: bytes(hex), dataCoding: 8 });
  const gsm = (hex: string, header = "050003070201"): InboundPart["content"] => ({
    data: bytes(hex),
    dataCoding: 0,
    userDataHeader: bytes(header),
  });
  test.each([
    ["a surrogate pair cut in two", [ucs2("0041d83d"), ucs2("de000042")], "A😀B"],
    ["a UTF-16 unit cut in two", [ucs2("0041d8"), ucs2("3dde00")], "A😀"],
    ["an escape cut from its character", [gsm("411b"), gsm("65")], "A€"],
    ["a mark at the start of each part", [ucs2("feff0041"), ucs2("feff0042")], "AB"],
    ["one part little-endian", [ucs2("fffe4100"), ucs2("fffe4200")], "AB"],
    ["a part of another coding between", [gsm("41"), ucs2("00420043"), gsm("44")], "ABCD"],
    ["shift tables of one part only", [gsm("1b67", "03240101"), gsm("1b67")], "ğg"],
    ["a decoded text between", [gsm("41"), { text: "é" }, gsm("42")], "AéB"],
    ["a decoded pair cut in two", [{ text: "\ud83d" }, { text: "\ude00" }], "😀"],
    ["a part missing between", [gsm("411b"), null, gsm("65")], "A e"],
  ])("%s", (_name, contents, text) => {
    expect(joinParts(contents).text).toBe(text);
  });

  test("any cut of UTF-16 octets reads as the whole", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "я", "😀"), minLength: 1, maxLength: 40 }),
        fc.array(fc.nat({ max: 160 })),
        (text, cuts) => {
          const octets = encodeUcs2(text);
          const edges = [0, ...cuts.filter((cut) => cut < octets.length).sort((a, b) => a - b), octets.length];
          const contents = edges
            .slice(1)
            .map((end, index) => ({ data: octets.subarray(edges[index], end), dataCoding: 8 }));
          expect(joinParts(contents)).toEqual({ text, encoding: "ucs2" });
        },
      ),
    );
  });
});
