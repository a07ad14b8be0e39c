import { expect, test } from "vitest";
import { amountText, microsOf } from "../../src/pages/operator/accounts/money-values.ts";
import { readPrices, writePrices } from "../../src/pages/operator/prices/price-rows.ts";
import { readCsv, writeCsv } from "../../src/pages/operator/shared/read-csv.ts";
import { parseJson } from "../../src/pages/operator/shared/parse-json.ts";

test("CSV is read with quotes, a byte order mark, and any ends of lines", () => {
  expect(readCsv('\uFEFFa,"b ""c"""\r\n\r\n1,"two\nlines"\n3,\n')).toEqual({
    header: ["a", 'b "c"'],
    rows: [
      { line: 3, cells: ["1", "two\nlines"] },
      { line: 5, cells: ["3", ""] },
    ],
  });
});

test("what is written is read again", () => {
  const rows = [
    ["prefix", "note"],
    ["57", 'with, a "comma"'],
  ];
  const { header, rows: read } = readCsv(writeCsv(rows));
  expect([header, ...read.map(({ cells }) => cells)]).toEqual(rows);
});

test("a spreadsheet's semicolons and decimal commas are taken", () => {
  expect(readPrices("destination;price\n57300;0,012\n")).toEqual({
    ok: true,
    rows: [{ prefix: "57300", priceMicros: 12_000 }],
  });
});

test("amounts are millionths, with a point or a comma", () => {
  expect(["12", "0.0125", "0,5", "-3.25", "1.0000001", "abc", ""].map(microsOf)).toEqual([
    12_000_000,
    12_500,
    500_000,
    -3_250_000,
    null,
    null,
    null,
  ]);
  expect([amountText(12_500), amountText(null), amountText(0)]).toEqual(["0.0125", "", "0"]);
});

test("a destination says what it is", () => {
  expect(readPrices("Destination,Price\n+57300,0.01\nco,0.02\n732-101,0.005\n")).toEqual({
    ok: true,
    rows: [
      { prefix: "57300", priceMicros: 10_000 },
      { country: "CO", priceMicros: 20_000 },
      { operator: "732-101", priceMicros: 5_000 },
    ],
  });
});

test("prices come in columns of their own as well, and go out as they came in", () => {
  const rows = [{ country: "CO", priceMicros: 20_000 }];
  expect(readPrices("country,prefix,price\nCO,,0.02\n")).toEqual({ ok: true, rows });
  expect(readPrices(writePrices(rows))).toEqual({ ok: true, rows });
});

test.for([
  ["prefix\n57", 1, "columns"],
  ["destination,price\n57,1\nColombia,1", 3, "place"],
  ["destination,price\n57,free", 2, "price"],
  ["prefix,country,price\n57,CO,1", 2, "place"],
  ["destination,price\n57,0,005", 2, "price"],
] as const)("what is wrong with prices is told by its line: %s", ([text, line, reason]) => {
  expect(readPrices(text)).toEqual({ ok: false, line, reason });
});

test("JSON that breaks says where", () => {
  expect(parseJson('{"a": 1}')).toEqual({ ok: true, value: { a: 1 } });
  expect(parseJson('{\n  "a": 1,\n  b: 2\n}')).toMatchObject({ ok: false, line: 3 });
});
