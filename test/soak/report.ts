import type { SoakResult } from "./run-soak.ts";

/** What came of a soak, as a table. */
export function tableOf({ figures, faults, requests, mosGivenAgain, settledInMs }: SoakResult): string {
  const { accepted, edge, smscs, mos } = figures;
  const times = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const rows: [string, number | string, number | string][] = [
    ["texts: accepted with a 202 / taken", accepted, smscs.texts],
    ["segments: answered / taken", edge.segments, smscs.segments],
    ["texts delivered", edge.delivered, smscs.delivered],
    ["texts that ended otherwise, as SMSC or policy said", edge.otherEnds, "–"],
    ["texts unknown / of these taken", edge.unknown, smscs.unknown],
    ["segments sent again / submitted again", edge.again, smscs.again],
    ["submits refused / never answered", "–", `${smscs.refused} / ${smscs.ignored}`],
    ["segments taken twice, as the timeline says", "–", figures.takenTwice],
    ["submitted twice, and the timeline does not say why", "–", figures.takenTwiceUnexplained],
    ["texts with a wrong final status", figures.wrongStatus, "–"],
    ["texts that nobody sent", "–", figures.phantoms],
    ["MO received / sent", mos.received, mos.sent],
    ["MO twice / given to another process of the SMSC", mos.twice, mosGivenAgain],
    ["MO lost", mos.lost, "–"],
    ["texts lost", figures.lost, "–"],
  ];
  const head = [
    ["", "edge", "SMSCs"],
    ["---", "---:", "---:"],
  ];
  const table = [...head, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  const kinds = Object.entries(faults).map(([name, count]) => `${name} ${count}`);
  const { requests: made, retries } = requests;
  const quiet = `${times} faults; ${made} requests, repeated ${retries} times; quiet ${Math.round(settledInMs / 1_000)} s later`;
  return `${table}\n\n${quiet}\n${kinds.sort().join(", ")}`;
}
