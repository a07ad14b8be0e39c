import type { Bench, Gateway } from "../support/gateway.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { heliographSubject, kannelInMemory, kannelSubjects } from "../support/subjects.ts";
import { closedTurn, throughputColumns } from "../support/text-turn.ts";

const returns = { receipts: false, inbound: false };
export const batchSize = 100;
export const batchConnections = 4;

function inBatches(bench: Bench, gateway: Gateway): Promise<Turn> {
  return closedTurn(bench, gateway, { batchSize, connections: batchConnections, receipts: false });
}

function singly(bench: Bench, gateway: Gateway): Promise<Turn> {
  return closedTurn(bench, gateway, { batchSize: 1, connections: bench.settings.clients, receipts: false });
}

export const batches: Scene = {
  id: "b",
  title: "Batches of 100",
  about: ({ clients }) =>
    `No receipts; until the last text is at the SMSC. ${batchConnections} clients; Kannel has no batches, and takes one text a request from ${clients} clients.`,
  columns: throughputColumns,
  ratioOf: "textsPerSecond",
  baseline: kannelInMemory,
  subjects: () => [heliographSubject("Heliograph", returns, inBatches), ...kannelSubjects(returns, singly)],
};
