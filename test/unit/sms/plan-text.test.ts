import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeSegments } from "../../../src/sms/encode-segments.ts";
import { planText, type PlanOptions } from "../../../src/sms/plan-text.ts";
import { languageIds } from "../../../src/sms/languages.ts";
import { mixedText } from "./arbitrary-texts.ts";

function summary(text: string, options: PlanOptions = {}): unknown[] {
  const plan = planText(text, options);
  if (!plan.ok) return ["unmappable", ...plan.characters];
  return [plan.encoding, plan.units, plan.segmentCount, plan.unitsPerSegment];
}

describe("published segment counts", () => {
  test.each([
    ["empty", "", ["gsm7", 0, 1, 160]],
    ["160 septets", "a".repeat(160), ["gsm7", 160, 1, 160]],
    ["161 septets", "a".repeat(161), ["gsm7", 161, 2, 153]],
    ["306 septets", "a".repeat(306), ["gsm7", 306, 2, 153]],
    ["307 septets", "a".repeat(307), ["gsm7", 307, 3, 153]],
    ["70 units", "я".repeat(70), ["ucs2", 70, 1, 70]],
    ["71 units", "я".repeat(71), ["ucs2", 71, 2, 67]],
    ["134 units", "я".repeat(134), ["ucs2", 134, 2, 67]],
    ["135 units", "я".repeat(135), ["ucs2", 135, 3, 67]],
    ["80 euro signs", "€".repeat(80), ["gsm7", 160, 1, 160]],
    ["81 euro signs", "€".repeat(81), ["gsm7", 162, 2, 153]],
    ["35 emoji", "😀".repeat(35), ["ucs2", 70, 1, 70]],
    ["36 emoji", "😀".repeat(36), ["ucs2", 72, 2, 67]],
    ["extension characters in UCS-2 count one", "€я".repeat(35), ["ucs2", 70, 1, 70]],
  ])("%s", (_name, text, expected) => {
    expect(summary(text)).toEqual(expected);
  });

  test("a 16-bit reference leaves 152 septets or 66 units", () => {
    expect(summary("a".repeat(304), { referenceBits: 16 })).toEqual(["gsm7", 304, 2, 152]);
    expect(summary("a".repeat(305), { referenceBits: 16 })).toEqual(["gsm7", 305, 3, 152]);
    expect(summary("я".repeat(133), { referenceBits: 16 })).toEqual(["ucs2", 133, 3, 66]);
  });

  test("an escape pair that would straddle a cut moves to the next segment, and the count knows", () => {
    expect(summary("a".repeat(152) + "€" + "a".repeat(152))).toEqual(["gsm7", 306, 3, 153]);
    expect(summary("a".repeat(151) + "€" + "a".repeat(153))).toEqual(["gsm7", 306, 2, 153]);
  });

  test("a surrogate pair that would straddle a cut moves to the next segment, and the count knows", () => {
    expect(summary("я".repeat(66) + "😀" + "я".repeat(66))).toEqual(["ucs2", 134, 3, 67]);
  });
});

describe("choice of encoding", () => {
  test("UCS-2 can be asked for", () => {
    expect(summary("hello", { encoding: "ucs2" })).toEqual(["ucs2", 5, 1, 70]);
  });

  test("GSM 7-bit that cannot hold the text names each character in the way once", () => {
    expect(summary("Привет 😀 hi 😀 р", { encoding: "gsm7" })).toEqual([
      "unmappable",
      "П",
      "р",
      "и",
      "в",
      "е",
      "т",
      "😀",
    ]);
    expect(summary("“ой”", { encoding: "gsm7", transliterate: true })).toEqual(["unmappable", "о", "й"]);
  });

  test("transliteration spares UCS-2 and says what it changed", () => {
    const plan = planText("“Łódź”…", { transliterate: true });
    expect(plan).toMatchObject({ encoding: "gsm7", text: '"Lodz"...', segmentCount: 1, units: 9 });
    expect(plan.replaced).toEqual([
      { from: "“", to: '"', index: 0 },
      { from: "Ł", to: "L", index: 1 },
      { from: "ó", to: "o", index: 2 },
      { from: "ź", to: "z", index: 4 },
      { from: "”", to: '"', index: 5 },
      { from: "…", to: "...", index: 6 },
    ]);
  });

  test("a text that needs UCS-2 all the same keeps its own characters", () => {
    const plan = planText("“привет”", { transliterate: true });
    expect(plan).toMatchObject({ encoding: "ucs2", text: "“привет”", replaced: [] });
  });
});

describe("national tables", () => {
  test("Turkish: single shift in one segment of 155", () => {
    const text = "Şişli'de buluşalım " + "a".repeat(100);
    const plan = planText(text, { languages: [1] });
    expect(plan).toMatchObject({
      encoding: "gsm7",
      singleShift: 1,
      lockingShift: 0,
      segmentCount: 1,
      unitsPerSegment: 155,
    });
    expect(summary(text)).toEqual(["ucs2", text.length, 2, 67]);
  });

  test("a locking table wins when the escapes cost a segment", () => {
    const text = "ş".repeat(150);
    const plan = planText(text, { languages: [1] });
    expect(plan).toMatchObject({ singleShift: 0, lockingShift: 1, units: 150, segmentCount: 1, unitsPerSegment: 155 });
  });

  test("both tables where the text needs both", () => {
    const text = "हिन्दी { १२३ } ".repeat(8);
    const plan = planText(text, { languages: [6] });
    expect(plan).toMatchObject({ singleShift: 6, lockingShift: 6, segmentCount: 2, unitsPerSegment: 146 });
    expect(planText(text, { languages: [6], referenceBits: 16 }).unitsPerSegment).toBe(145);
  });

  test("capacities beside one and two shift tables", () => {
    expect(planText("ã".repeat(77), { languages: [3] })).toMatchObject({
      singleShift: 3,
      units: 154,
      unitsPerSegment: 155,
    });
    expect(planText("ş".repeat(200), { languages: [1] })).toMatchObject({ lockingShift: 1, unitsPerSegment: 149 });
    const hindi = planText("हिन्दी १", { languages: [6] });
    expect(hindi).toMatchObject({ encoding: "gsm7", singleShift: 6, lockingShift: 6, unitsPerSegment: 152 });
  });

  test("UCS-2 loses ties, and takes over what no allowed table holds", () => {
    expect(planText("ş", { languages: [1] }).encoding).toBe("gsm7");
    expect(planText("á".repeat(70), { languages: [2] })).toMatchObject({ encoding: "gsm7", segmentCount: 1 });
    expect(planText("á".repeat(78), { languages: [2] })).toMatchObject({ encoding: "gsm7", segmentCount: 2 });
    expect(planText("ş", { languages: [2, 3, 5] }).encoding).toBe("ucs2");
  });

  test("plain beats single shift, single shift beats locking, where the count is the same", () => {
    expect(planText("{", { languages: [1] })).toMatchObject({ singleShift: 0, lockingShift: 0 });
    expect(planText("ğ", { languages: [1] })).toMatchObject({ singleShift: 1, lockingShift: 0 });
  });

  test("without allowed languages no shift table is used", () => {
    expect(planText("ş")).toMatchObject({ encoding: "ucs2", singleShift: 0, lockingShift: 0 });
  });

  test("an unmappable text names what the closest table lacks", () => {
    expect(planText("ş я", { encoding: "gsm7", languages: [1] })).toEqual({ ok: false, characters: ["я"] });
  });
});

test("the plan's count is the number of segments that come out, for any text and options", () => {
  const options = fc.record(
    {
      encoding: fc.constantFrom("auto" as const, "ucs2" as const),
      transliterate: fc.boolean(),
      languages: fc.subarray([...languageIds]),
      referenceBits: fc.constantFrom(8 as const, 16 as const),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(mixedText(), options, (text, chosen) => {
      const plan = planText(text, chosen);
      const segments = encodeSegments(plan, 0xabcd, chosen.referenceBits ?? 8);
      expect(segments.length).toBe(plan.segmentCount);
    }),
    { numRuns: 500 },
  );
});
