import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphemeAt, isPlainBoundary } from "../../../src/sms/graphemes.ts";
import { mixedText } from "./arbitrary-texts.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function boundariesOf(text: string): Set<number> {
  return new Set(Array.from(segmenter.segment(text), ({ index }) => index));
}

function disagreements(text: string): string[] {
  const boundaries = boundariesOf(text);
  const wrong: string[] = [];
  for (let index = 1; index < text.length; index++) {
    if (isPlainBoundary(text, index) && !boundaries.has(index)) wrong.push(text.slice(index - 1, index + 1));
  }
  return wrong;
}

describe("the short cut around the segmenter", () => {
  test("is right for every neighbour in the code charts, forwards, backwards, doubled and after a letter", () => {
    const units = Array.from({ length: 0xd800 }, (_, unit) => String.fromCharCode(unit));
    units.push(...Array.from({ length: 0x2000 }, (_, offset) => String.fromCharCode(0xe000 + offset)));
    expect(disagreements(units.join(""))).toEqual([]);
    expect(disagreements(units.toReversed().join(""))).toEqual([]);
    expect(disagreements(units.map((unit) => unit + unit).join(""))).toEqual([]);
    expect(disagreements(units.map((unit) => `a${unit}`).join(""))).toEqual([]);
    expect(disagreements(units.map((unit) => `한${unit}`).join(""))).toEqual([]);
  });

  test("is right inside any text", () => {
    fc.assert(
      fc.property(mixedText(), (text) => {
        expect(disagreements(text)).toEqual([]);
      }),
    );
  });

  test("is taken for everyday text and not between CR and LF", () => {
    for (const pair of ["ab", "яя", "漢字", "カナ", "한국", "é!", "€5", "“x"])
      expect(isPlainBoundary(pair, 1)).toBe(true);
    for (const pair of ["\r\n", "e\u0301", "ки\u0306".slice(1), "😀"]) expect(isPlainBoundary(pair, 1)).toBe(false);
  });
});

test("the grapheme at an index", () => {
  const text = "a👨‍👩‍👧b";
  expect(graphemeAt(text, 3)).toEqual({ start: 1, end: 9 });
  expect(graphemeAt(text, 9)).toEqual({ start: 9, end: 10 });
});
