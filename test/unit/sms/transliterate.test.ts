import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultAlphabet } from "../../../src/sms/gsm-alphabet.ts";
import { countSeptets } from "../../../src/sms/gsm7.ts";
import { invisibles, lookAlikes } from "../../../src/sms/look-alikes.ts";
import { transliterate } from "../../../src/sms/transliterate.ts";
import { mixedText } from "./arbitrary-texts.ts";

describe("characters", () => {
  test.each([
    ["“quoted” ‘it’s’ «so»", '"quoted" \'it\'s\' "so"'],
    ["a–b — c…", "a-b - c..."],
    ["a\u00a0b\u2009c\td", "a b c d"],
    ["a\u200bb\u00adc\ufeff", "abc"],
    ["Zażółć gęślą jaźń", "Zazolc gesla jazn"],
    ["Příliš žluťoučký kůň", "Prilis zlutoucky kun"],
    ["İstanbul'da ağaç", "Istanbul'da agac"],
    ["Ĳsselmeer Œuvre straße ŁÓDŹ Þór đ", "IJsselmeer OEuvre straße LODZ Thor d"],
    ["ΚΑΛΗΜΕΡΑ ΆΝΝΑ", "KAΛHMEPA ANNA"],
    ["ａｂｃ１２３！", "abc123!"],
    ["™ © 5×5 ½", "TM (C) 5x5 1/2"],
    ["e\u0301 o\u0308 a\u0328", "é ö a"],
    ["ǘ ấ ǻ", "ü a å"],
    ["1️⃣", "1"],
  ])("%j becomes %j", (text, plain) => {
    expect(transliterate(text).text).toBe(plain);
  });

  test.each(["", "plain", "éèùìòÇØøÅåÆæßÉÄÖÑÜäöñüà€", "привет", "日本", "مرحبا", "👨‍👩‍👧❤️🇩🇪", "हिन्दी‌ क्‍ष"])(
    "%j stays",
    (text) => {
      expect(transliterate(text)).toEqual({ text, replaced: [] });
    },
  );
});

test("each replacement says what, by what, and where", () => {
  expect(transliterate("x\u200b😀ą\u0301…").replaced).toEqual([
    { from: "\u200b", to: "", index: 1 },
    { from: "ą\u0301", to: "a", index: 4 },
    { from: "…", to: "...", index: 6 },
  ]);
});

test("replacements applied to the text give the result, and a second run changes nothing", () => {
  fc.assert(
    fc.property(mixedText(), (text) => {
      const { text: result, replaced } = transliterate(text);
      let applied = "";
      let position = 0;
      for (const { from, to, index } of replaced) {
        expect(text.slice(index, index + from.length)).toBe(from);
        applied += text.slice(position, index) + to;
        position = index + from.length;
      }
      expect(applied + text.slice(position)).toBe(result);
      expect(transliterate(result).replaced).toEqual([]);
    }),
  );
});

test("everything in the look-alike table ends up in the default alphabet", () => {
  for (const [plain, characters] of lookAlikes) {
    expect(countSeptets(plain, defaultAlphabet)).toBeGreaterThan(0);
    for (const character of characters) expect([character, transliterate(character).text]).toEqual([character, plain]);
  }
  expect(transliterate(`a${invisibles}`).text).toBe("a");
});
