import { expect, test } from "vitest";
import { messages as english } from "../../src/i18n/en/index.ts";
import { messages as spanish } from "../../src/i18n/es/index.ts";
import { sameInBoth } from "./same-in-both.ts";

const en = flatten(english);
const es = flatten(spanish);

test("both languages have the same keys", () => {
  expect([...es.keys()].sort()).toEqual([...en.keys()].sort());
});

test("what is said the same in both is meant to be", () => {
  const same = [...en].filter(([key, text]) => /\p{L}{2}/u.test(text) && es.get(key) === text).map(([, text]) => text);
  expect(same.filter((text) => !sameInBoth.has(text))).toEqual([]);
});

test("both languages take the same values in each text", () => {
  const differing = [...en].filter(([key, text]) => placeholders(text) !== placeholders(es.get(key) ?? ""));
  expect(differing.map(([key]) => key)).toEqual([]);
});

test("no text is empty", () => {
  expect([...en, ...es].filter(([, text]) => text.trim() === "")).toEqual([]);
});

interface Tree {
  [key: string]: string | Tree;
}

function flatten(tree: Tree, above = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[above + key, value] as const] : [...flatten(value, `${above}${key}.`)],
    ),
  );
}

/** The names of a text's values, sorted. What stands inside of a plural begins with a capital or has several words. */
function placeholders(text: string): string {
  return [...new Set(Array.from(text.matchAll(/\{\s*([a-z]\w*)\s*[,}]/g), ([, name = ""]) => name))]
    .toSorted()
    .join(" ");
}
