import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileTextPattern, searchedUnits } from "../../../src/routing/text-pattern.ts";

function found(pattern: string, text: string): boolean {
  const compiled = compileTextPattern(pattern);
  if (!compiled.ok) throw new Error(compiled.reason);
  return compiled.matches(text);
}

describe("patterns mean what they mean in JavaScript", () => {
  test.each([
    ["code", "Your CODE is 1", true],
    ["^code", "your code", false],
    ["code$", "your code", true],
    ["\\bpin\\b", "your PIN: 12", true],
    ["\\bpin\\b", "spinning", false],
    ["\\Bin\\b", "pin", true],
    ["\\d{4,6}", "code 123 and 12", false],
    ["\\d{4,6}", "code 1234", true],
    ["(?:buy|sell) now", "please sell now", true],
    ["a.c", "a\nc", false],
    ["[^a-z ]", "only letters", false],
    ["[A-F]+!", "deadbeef!", true],
    ["ÄPFEL", "frische äpfel", true],
    ["[А-Я]{3}", "при", true],
    ["\\u041f\\x41", "пa", true],
    ["[\\W]", "abc", false],
    ["[\\d-]+x", "1-2x", true],
    ["😀?b", "b", true],
    ["x😀{2}y", "x😀😀y", true],
    ["\\.", "abc", false],
    ["colou?r|teint", "Color", true],
    ["^$", "", true],
    ["()*a", "a", true],
    ["a|", "zzz", true],
  ])("%s in %j", (pattern, text, expected) => {
    expect(found(pattern, text)).toBe(expected);
    expect(new RegExp(pattern, pattern.includes("😀") ? "iu" : "i").test(text)).toBe(expected);
  });

  const atom = fc.constantFrom("a", "b", "1", ".", "\\d", "\\w", "[ab]", "[^a1]", "\\s", "-", "[\\s\\d]", "[\\Wa]");
  const pattern = fc.letrec<{ node: string; item: string }>((tie) => ({
    item: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      atom,
      fc.tuple(tie("node"), fc.constantFrom("", "*", "+", "?", "{2}", "{1,2}", "{0,1}?")).map(([a, b]) => `(${a})${b}`),
      fc.tuple(atom, fc.constantFrom("*", "+", "?", "{2,}")).map((parts) => parts.join("")),
      fc.constantFrom("^", "$", "\\b", "\\B"),
    ),
    node: fc.oneof(
      { depthSize: "small" },
      tie("item"),
      fc.tuple(tie("item"), tie("item")).map((parts) => parts.join("")),
      fc.tuple(tie("node"), tie("node")).map((parts) => parts.join("|")),
    ),
  })).node;

  test("for any pattern and text", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.array(fc.constantFrom("a", "b", "A", "1", " ", "\n", "-", "_", "é"), { maxLength: 9 }),
        (p, parts) => {
          const compiled = compileTextPattern(p);
          fc.pre(compiled.ok);
          const text = parts.join("");
          expect(compiled.ok && compiled.matches(text)).toBe(new RegExp(p, "i").test(text));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe("refused, with the place", () => {
  test.each([
    ["(a", "a ( without its ) at character 3"],
    ["a)", "a ) without its ( at character 2"],
    ["[a", "a [ without its ] at character 3"],
    ["*a", "a repetition of nothing at character 1"],
    ["a**", "a second repetition at character 3"],
    ["a{2", "a { that begins no count at character 2"],
    ["a{3,2}", "a count from more to fewer at character 2"],
    ["a{1000}", "a count above 100 at character 2"],
    ["(a)\\1", "an escape that means nothing here at character 5"],
    ["(?=a)", "a group other than (…) and (?:…) at character 2"],
    ["(?<n>a)", "a group other than (…) and (?:…) at character 2"],
    ["[b-a]", "a range that is none at character 5"],
    ["^*", "a repeated assertion at character 3"],
    ["[😀]", "a character in a class that takes two UTF-16 units at character 4"],
    ["a\\", "an escape that means nothing here at character 3"],
    ["((a{50}){50}){50}", "the pattern is too large once its counts are written out"],
  ])("%s", (pattern, reason) => {
    expect(compileTextPattern(pattern)).toEqual({ ok: false, reason });
  });

  test("any string is refused or runs", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("()[]{}^$|\\*+?.-,:ab1dw")), maxLength: 20 }),
        fc.string(),
        (p, text) => {
          const compiled = compileTextPattern(p);
          if (compiled.ok) compiled.matches(text);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

test.each(["(a+)+$", "(a|a)*c", "(a|aa)+$", "a*a*a*a*a*c", "(.*)*c", "(a|b)*a(a|b){60}c"])(
  "%s, which sends other engines astray, is done with in no time",
  (pattern) => {
    const random = (index: number): string => ((Math.imul(index, 2_654_435_761) >>> 13) & 1 ? "a" : "b");
    const mixed = Array.from({ length: searchedUnits - 1 }, (_, index) => random(index)).join("");
    const startedAt = performance.now();
    expect(found(pattern, `${"a".repeat(searchedUnits - 1)}!`)).toBe(false);
    expect(found(pattern, `${mixed}!`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  },
);

test("states that no longer fit are forgotten and found again", () => {
  const compiled = compileTextPattern("(a|b)*a(a|b){11}c");
  const random = (index: number): string => ((Math.imul(index, 2_654_435_761) >>> 13) & 1 ? "a" : "b");
  const text = Array.from({ length: 1_200 }, (_, index) => random(index)).join("");
  for (const end of ["ac", "bc"]) {
    const whole = `${text}${end}`;
    expect(compiled.ok && compiled.matches(whole)).toBe(/a[ab]{11}c/.test(whole));
  }
});

test("what lies past the searched part is not looked at", () => {
  expect(found("x", "a".repeat(searchedUnits - 1) + "x")).toBe(true);
  expect(found("x", "a".repeat(searchedUnits) + "x")).toBe(false);
});
