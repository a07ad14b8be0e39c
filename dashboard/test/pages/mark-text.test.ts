import { expect, test } from "vitest";
import { planText } from "#sms/plan-text.ts";
import { listMarks, markText } from "../../src/pages/send/mark-text.ts";

function marksOf(text: string, options: { transliterate?: boolean } = {}) {
  return markText(text, planText(text, options));
}

test("a plain text has no marks", () => {
  expect(marksOf("Mañana a las 10")).toEqual([{ kind: "plain", text: "Mañana a las 10" }]);
});

test("the characters that force UCS-2 are marked, whole as people see them", () => {
  const runs = marksOf("ok 👩‍👩‍👧 ó");
  expect(runs).toEqual([
    { kind: "plain", text: "ok " },
    { kind: "foreign", text: "👩‍👩‍👧" },
    { kind: "plain", text: " " },
    { kind: "foreign", text: "ó" },
  ]);
});

test("the extension's characters count as two in GSM 7-bit, and as one in UCS-2", () => {
  expect(marksOf("a[b]")).toEqual([
    { kind: "plain", text: "a" },
    { kind: "extension", text: "[" },
    { kind: "plain", text: "b" },
    { kind: "extension", text: "]" },
  ]);
  expect(marksOf("[ó").map(({ kind }) => kind)).toEqual(["plain", "foreign"]);
});

test("what transliteration replaces and drops says what becomes of it", () => {
  expect(marksOf("“sí”\u200b", { transliterate: true })).toEqual([
    { kind: "replaced", text: "“", becomes: '"' },
    { kind: "plain", text: "s" },
    { kind: "replaced", text: "í", becomes: "i" },
    { kind: "replaced", text: "”", becomes: '"' },
    { kind: "dropped", text: "\u200b" },
  ]);
});

test("the list has each character once", () => {
  expect(listMarks(marksOf("óxó [[")).map(({ text }) => text)).toEqual(["ó"]);
  expect(listMarks(marksOf("[][")).map(({ text }) => text)).toEqual(["[", "]"]);
});
