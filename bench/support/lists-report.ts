import type { Asked } from "./ask-often.ts";

interface Result {
  size: number;
  answers: ReadonlyMap<string, Asked>;
}

/** A row for each question: median, p95 and rows read at each size, and how much slower the largest is than the smallest. */
export function listsReport(results: readonly Result[]): string {
  const sizes = results.map(({ size }) => size.toLocaleString("en"));
  const columns = [
    "question",
    ...sizes.map((size) => `median / p95 ms, ${size}`),
    "growth",
    ...sizes.map((size) => `rows read, ${size}`),
  ];
  const rows = [...(results[0]?.answers.keys() ?? [])].map((name) => {
    const answers = results.map(({ answers }) => answers.get(name));
    const [first, last] = [answers[0], answers.at(-1)];
    const grows = (part: "medianMs" | "p95Ms"): string =>
      `${((last?.[part] ?? Number.NaN) / (first?.[part] ?? Number.NaN)).toFixed(1)}x`;
    return [
      name,
      ...answers.map((answer) =>
        answer === undefined ? "–" : `${answer.medianMs.toFixed(1)} / ${answer.p95Ms.toFixed(1)}`,
      ),
      `${grows("medianMs")} / ${grows("p95Ms")}`,
      ...answers.map((answer) => (answer === undefined ? "–" : answer.rowsRead.toLocaleString("en"))),
    ];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = line(columns.map((_, index) => (index === 0 ? "---" : "---:")));
  return [line(columns), rule, ...rows.map(line)].join("\n");
}
