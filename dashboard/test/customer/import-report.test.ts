import { expect, test } from "vitest";
import { addLine, emptyReport, readLines, shownProblems } from "../../src/pages/suppressions/import-report.ts";

test("what became of each row is counted, and the summary has the last word", () => {
  const lines = [
    '{"line":2,"result":"added"}',
    '{"line":3,"result":"existing"}',
    '{"line":4,"result":"refused","code":"invalid_recipient","message":"no number"}',
  ];
  const report = lines.reduce(addLine, emptyReport);
  expect(report).toMatchObject({ rows: 3, added: 1, existing: 1, refused: 1, isDone: false });
  expect(report.problems).toEqual([{ line: 4, message: "no number" }]);
  const summary = '{"summary":{"added":1,"existing":1,"refused":1,"error":{"code":"x","message":"cut off"}}}';
  expect(addLine(report, summary)).toMatchObject({ isDone: true, stopped: "cut off" });
});

test("only the first refusals are kept", () => {
  let report = emptyReport;
  for (let line = 2; line < 102; line++) {
    report = addLine(report, JSON.stringify({ line, result: "refused", message: "no" }));
  }
  expect(report.refused).toBe(100);
  expect(report.problems).toHaveLength(shownProblems);
});

test("lines are read whole, wherever the answer is cut", async () => {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of ['{"a":', "1}\n", '{"b":2}\n{"c"', ":3}"]) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  expect(await Array.fromAsync(readLines(body))).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
});
