import type { TortureResult } from "./run-torture.ts";

const microsPerUnit = 1_000_000;

/** What came of a torture, as tables. */
export function tableOf({ figures, faults, impossible, requests, mosGivenAgain, settledInMs }: TortureResult): string {
  const { accepted, edge, smscs, mos, events, money, complaints } = figures;
  const rows: [string, number | string, number | string][] = [
    ["texts: accepted with a 202 / taken", accepted, smscs.texts],
    ["segments: answered / taken", edge.segments, smscs.segments],
    ["texts delivered", edge.delivered, smscs.delivered],
    ["texts that ended otherwise, as SMSC, policy or customer said", edge.otherEnds, "–"],
    ["texts unknown / of these taken", edge.unknown, smscs.unknown],
    ["segments sent again / submitted again", edge.again, smscs.again],
    ["submits refused / never answered", "–", `${smscs.refused} / ${smscs.ignored}`],
    ["segments taken twice, as the timeline says", "–", figures.takenTwice],
    ["MO received / sent", mos.received, mos.sent],
    ["MO twice / given to another process of the SMSC", mos.twice, mosGivenAgain],
    ["texts canceled before their time; runs of recurring schedules", figures.canceled, figures.runs],
  ];
  const head = [
    ["", "edge", "SMSCs"],
    ["---", "---:", "---:"],
  ];
  const table = [...head, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  const complained = Object.entries(complaints).map(([kind, count]) => `${kind} ${count}`);
  const times = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(faults).map(([name, count]) => `${name} ${count}`);
  return [
    table,
    "",
    `complaints: ${complained.join(", ")}`,
    `${events.told} events in the feeds, ${events.deliveries} deliveries of them at three endpoints each, ${requests.webhooks} requests`,
    `paid ${units(money.paidMicros)}, spent ${units(money.spentMicros)}, held ${units(money.heldMicros)}; ${requests.refused} texts refused for want of money`,
    `${times} faults; ${requests.requests} requests, repeated ${requests.retries} times; quiet ${Math.round(settledInMs / 1_000)} s later`,
    kinds.sort().join(", "),
    ...(impossible.length > 0 ? [`left out, because this machine has no means: ${impossible.join(", ")}`] : []),
  ].join("\n");
}

function units(micros: number): string {
  return (micros / microsPerUnit).toFixed(3);
}
