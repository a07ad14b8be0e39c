import type { Measures } from "./measures.ts";

/** The median of each measure; with an even number of runs, the lower of the middle two. */
export function medianOf(runs: Measures[]): Measures {
  const median = (pick: (run: Measures) => number): number =>
    runs.map(pick).sort((one, other) => one - other)[Math.floor((runs.length - 1) / 2)] ?? 0;
  const latency = (name: "bareLatencyMs" | "acceptLatencyMs") => ({
    p50: median((run) => run[name].p50),
    p90: median((run) => run[name].p90),
    p99: median((run) => run[name].p99),
    max: median((run) => run[name].max),
  });
  return {
    bare: median((run) => run.bare),
    acceptedSingly: median((run) => run.acceptedSingly),
    acceptedInBatches: median((run) => run.acceptedInBatches),
    endToEnd: median((run) => run.endToEnd),
    bareLatencyMs: latency("bareLatencyMs"),
    acceptLatencyMs: latency("acceptLatencyMs"),
  };
}

/** A Markdown table; ratios are to the bare Worker of the same run. */
export function tableOf(measures: Measures): string {
  const { bare, bareLatencyMs, acceptLatencyMs } = measures;
  const rate = (name: string, value: number): string[] => [
    name,
    `${Math.round(value).toLocaleString("en")} texts/s`,
    (value / bare).toFixed(2),
  ];
  const time = (name: string, value: number, ofBare: number): string[] => [
    name,
    `${value.toFixed(2)} ms`,
    (value / ofBare).toFixed(2),
  ];
  const rows = [
    ["measure", "figure", "ratio to bare"],
    ["---", "---:", "---:"],
    ["bare Worker, 32 connections", `${Math.round(bare).toLocaleString("en")} requests/s`, "1.00"],
    rate("accepted one a request and delivered meanwhile, 32 connections", measures.acceptedSingly),
    rate("accepted in batches of 100 and delivered meanwhile, 4 connections", measures.acceptedInBatches),
    rate("end to end until the receipts are in D1, batches of 100", measures.endToEnd),
    time("bare latency at 300 requests/s, p50", bareLatencyMs.p50, bareLatencyMs.p50),
    time("bare latency at 300 requests/s, p99", bareLatencyMs.p99, bareLatencyMs.p99),
    time("202 latency at 300 requests/s, p50", acceptLatencyMs.p50, bareLatencyMs.p50),
    time("202 latency at 300 requests/s, p99", acceptLatencyMs.p99, bareLatencyMs.p99),
  ];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
