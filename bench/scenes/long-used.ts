import type { Bench, Gateway } from "../support/gateway.ts";
import { fillHistory } from "../support/fill-history.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { heliographSubject } from "../support/subjects.ts";
import { closedTurn, throughputColumns } from "../support/text-turn.ts";
import { batchConnections, batchSize } from "./batches.ts";

const returns = { receipts: true, inbound: false, maxBatch: 100 };
const emptyStart = "Heliograph, nothing before";

function inBatches(bench: Bench, gateway: Gateway): Promise<Turn> {
  return closedTurn(bench, gateway, { batchSize, connections: batchConnections, receipts: true });
}

export const longUsed: Scene = {
  id: "k",
  title: "After a week's use",
  about: ({ backlog }) =>
    `As (c) in batches, ${backlog.toLocaleString("en")} messages of the same account having been delivered before, and as many receipts kept by the carrier, over six days.`,
  columns: throughputColumns,
  ratioOf: "textsPerSecond",
  baseline: emptyStart,
  subjects: ({ backlog }) => [
    heliographSubject(
      `Heliograph, ${backlog.toLocaleString("en")} messages before`,
      { ...returns, prepare: (history) => fillHistory(history, backlog) },
      inBatches,
    ),
    heliographSubject(emptyStart, returns, inBatches),
  ],
};
