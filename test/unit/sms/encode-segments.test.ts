import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeUserData } from "../../../src/sms/decode-user-data.ts";
import { encodeSegments, segmentTexts, type Segment } from "../../../src/sms/encode-segments.ts";
import { alphabetOf } from "../../../src/sms/gsm-alphabet.ts";
import { countSeptets } from "../../../src/sms/gsm7.ts";
import { languageIds } from "../../../src/sms/languages.ts";
import { planText, type TextPlan } from "../../../src/sms/plan-text.ts";
import { fillBitsAfter, packSeptets } from "../../../src/sms/septet-packing.ts";
import { parseUserDataHeader } from "../../../src/sms/user-data-header.ts";
import { mixedText } from "./arbitrary-texts.ts";

function decoded(segment: Segment): string {
  return decodeUserData({ ...segment }).text;
}

/** Octets on the air, header included. */
function octetsOf(segment: Segment): number {
  const header = segment.userDataHeader.length;
  if (segment.dataCoding === 8) return header + segment.data.length;
  return header + packSeptets(segment.data, fillBitsAfter(header)).length;
}

function unitsOf(text: string, { encoding, lockingShift, singleShift }: TextPlan): number {
  return encoding === "ucs2" ? text.length : countSeptets(text, alphabetOf(lockingShift, singleShift));
}

function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), ({ segment }) => segment);
}

const plans = fc
  .tuple(
    mixedText(),
    fc.constantFrom("auto" as const, "ucs2" as const),
    fc.subarray([...languageIds], { maxLength: 3 }),
    fc.constantFrom(8 as const, 16 as const),
  )
  .map(([text, encoding, languages, referenceBits]) => ({
    plan: planText(text, { encoding, languages, referenceBits }),
    referenceBits,
  }));

describe("for any text", () => {
  test("segments together are the text, each decodes on its own, and none exceeds 140 octets", () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 0xffff }), ({ plan, referenceBits }, reference) => {
        const segments = encodeSegments(plan, reference, referenceBits);
        const texts = segmentTexts(plan, referenceBits);
        expect(texts.join("")).toBe(plan.text);
        expect(segments.length).toBe(texts.length);
        expect(segments.map(decoded)).toEqual(texts);
        for (const segment of segments) expect(octetsOf(segment)).toBeLessThanOrEqual(140);
      }),
      { numRuns: 500 },
    );
  });

  test("no cut goes through a surrogate pair, or through a grapheme that fits in one segment", () => {
    fc.assert(
      fc.property(plans, ({ plan, referenceBits }) => {
        const cuts: number[] = [];
        let position = 0;
        for (const text of segmentTexts(plan, referenceBits).slice(0, -1)) cuts.push((position += text.length));
        const needlesslyCut: string[] = [];
        let start = 0;
        for (const grapheme of graphemesOf(plan.text)) {
          const end = start + grapheme.length;
          const isCut = cuts.some((cut) => cut > start && cut < end);
          if (isCut && unitsOf(grapheme, plan) <= plan.unitsPerSegment) needlesslyCut.push(grapheme);
          start = end;
        }
        expect(needlesslyCut).toEqual([]);
        for (const cut of cuts) {
          const pair = plan.text.slice(cut - 1, cut + 1);
          expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(pair)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the same plan and reference give the same octets", () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 0xffff }), ({ plan, referenceBits }, reference) => {
        expect(encodeSegments(plan, reference, referenceBits)).toEqual(encodeSegments(plan, reference, referenceBits));
      }),
    );
  });

  test("each segment but the last is as full as what follows it allows", () => {
    const text = "a".repeat(1_000);
    const lengths = encodeSegments(planText(text), 1, 8).map((segment) => segment.data.length);
    expect(lengths).toEqual([153, 153, 153, 153, 153, 153, 82]);
  });
});

describe("headers", () => {
  test("a single segment in the default alphabet has none", () => {
    const [segment] = encodeSegments(planText("hello"), 7, 8);
    expect(segment).toEqual({
      index: 0,
      userDataHeader: new Uint8Array(0),
      data: Uint8Array.from([0x68, 0x65, 0x6c, 0x6c, 0x6f]),
      dataCoding: 0,
    });
  });

  test("8-bit reference", () => {
    const segments = encodeSegments(planText("a".repeat(161)), 0x1234, 8);
    expect(segments.map((segment) => Buffer.from(segment.userDataHeader).toString("hex"))).toEqual([
      "050003340201",
      "050003340202",
    ]);
  });

  test("16-bit reference", () => {
    const plan = planText("я".repeat(71), { referenceBits: 16 });
    const segments = encodeSegments(plan, 0x1234, 16);
    expect(segments.map((segment) => Buffer.from(segment.userDataHeader).toString("hex"))).toEqual([
      "06080412340201",
      "06080412340202",
    ]);
    expect(segments.map((segment) => segment.dataCoding)).toEqual([8, 8]);
  });

  test("shift tables are named in every segment", () => {
    const segments = encodeSegments(planText("हिन्दी १ ".repeat(40), { languages: [6] }), 5, 8);
    expect(segments.length).toBeGreaterThan(1);
    for (const { userDataHeader, index } of segments) {
      expect(Buffer.from(userDataHeader).toString("hex")).toBe(`0b0003050${segments.length}0${index + 1}240106250106`);
      expect(parseUserDataHeader(userDataHeader)).toMatchObject({ singleShift: 6, lockingShift: 6 });
    }
  });
});

describe("where cuts fall", () => {
  test("an emoji family stays whole", () => {
    const family = "👨‍👩‍👧‍👦";
    const texts = segmentTexts(planText("я".repeat(60) + family + "я".repeat(20)));
    expect(texts).toEqual(["я".repeat(60), family + "я".repeat(20)]);
  });

  test("a flag stays whole", () => {
    const texts = segmentTexts(planText("я".repeat(65) + "🇩🇪" + "я".repeat(20)));
    expect(texts.map((text) => text.length)).toEqual([65, 24]);
  });

  test("a letter stays with its accent, CR with LF", () => {
    expect(segmentTexts(planText("я".repeat(66) + "e\u0301" + "я".repeat(20)))[1]?.startsWith("e\u0301")).toBe(true);
    expect(segmentTexts(planText("a".repeat(152) + "\r\n" + "a".repeat(20)))).toEqual([
      "a".repeat(152),
      "\r\n" + "a".repeat(20),
    ]);
  });

  test("a grapheme larger than a segment is cut, between code points", () => {
    const texts = segmentTexts(planText("😀" + "\u200d😀".repeat(60)));
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text.isWellFormed()).toBe(true);
  });
});

test("a text that was planned as one segment and does not fit is cut rather than overrun", () => {
  const plan = { text: "a".repeat(200), encoding: "gsm7", singleShift: 0, lockingShift: 0, segmentCount: 1 } as const;
  expect(encodeSegments(plan, 1, 8).map((segment) => segment.data.length)).toEqual([153, 47]);
});

test("more segments than a header can number", () => {
  const plan = planText("a".repeat(153 * 256));
  expect(plan.segmentCount).toBe(256);
  expect(() => encodeSegments(plan, 1, 8)).toThrow(RangeError);
  expect(encodeSegments(planText("a".repeat(153 * 255)), 1, 8).length).toBe(255);
});
