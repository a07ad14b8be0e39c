import { describe, expect, it } from "vitest";
import { parseOperatorRows, parseOperatorsCsv } from "../../../src/configuration/parse-operators.ts";

const [first, second] = [
  { prefix: "57300", operator: "732-101" },
  { prefix: "57310", operator: "732-103" },
];

describe("a table of number ranges", () => {
  it.for<[string, string]>([
    ["lines of two cells", "57310,732-103\n57300,732-101\n"],
    ["named cells in any order, among others", "name,operator,prefix\nA,732-101,57300\nB,732-103,57310"],
    [
      "semicolons, quotes and a byte order mark",
      '\uFEFF"Prefix";"Operator"\r\n"57300";"732-101"\r\n"57310";"732-103"\r\n',
    ],
    ["tabs, a plus, and MCC and MNC in one", "+57300\t732101\n+57310\t732103"],
    ["empty lines and a range that stands twice", "57300,732-101\n\n57300,732-101\n57310,732-103\n"],
  ])("is read from %s", ([, text]) => {
    expect(parseOperatorsCsv(text)).toEqual({ ok: true, ranges: [first, second] });
  });

  it("may be empty", () => {
    expect(parseOperatorsCsv("prefix,operator\n")).toEqual({ ok: true, ranges: [] });
  });

  it("tells what is wrong by line", () => {
    const parsed = parseOperatorsCsv("prefix,operator\n057,732-101\n57,Tigo\n57300,732-101\n57300,732-103\n");
    expect(parsed).toMatchObject({
      ok: false,
      errors: [
        { path: "lines.2", message: expect.stringContaining("prefix") as string },
        { path: "lines.3", message: expect.stringContaining("MCC") as string },
        { path: "lines.5", message: expect.stringContaining("lines.4") as string },
      ],
    });
  });

  it("tells what is wrong by place where it is JSON", () => {
    expect(parseOperatorRows([first, { prefix: "x", operator: "732-101" }])).toMatchObject({
      ok: false,
      errors: [{ path: "ranges.1" }],
    });
  });

  it("has a bound on rows and on what it says is wrong", () => {
    const many = Array.from({ length: 100_001 }, (_, index) => ({
      prefix: String(1_000_000 + index),
      operator: "732-101",
    }));
    expect(parseOperatorRows(many)).toMatchObject({ ok: false, errors: [{ path: "" }] });
    const wrong = parseOperatorsCsv("x,y\n".repeat(1_000));
    expect(wrong.ok ? 0 : wrong.errors.length).toBe(100);
  });
});
