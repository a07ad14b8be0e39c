import { receiptDelayMs, type Bench, type Gateway } from "../support/gateway.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { heliographSubject, kannelInMemory, kannelSubjects } from "../support/subjects.ts";
import { closedAndPacedTurn, closedTurn, pacedColumns, throughputColumns } from "../support/text-turn.ts";
import { batchConnections, batchSize } from "./batches.ts";

const returns = { receipts: true, inbound: false };
const eventsInBatch = 100;

function inBatches(bench: Bench, gateway: Gateway): Promise<Turn> {
  return closedTurn(bench, gateway, { batchSize, connections: batchConnections, receipts: true });
}

function singly(bench: Bench, gateway: Gateway): Promise<Turn> {
  return closedAndPacedTurn(bench, gateway, {
    batchSize: 1,
    connections: bench.settings.clients,
    receipts: true,
  });
}

export const receipts: Scene = {
  id: "c",
  title: "A receipt and a callback for each text",
  about: ({ clients, rate }) =>
    `A receipt ${receiptDelayMs} ms after each submit_sm; until the last callback came. ${clients} clients with one text a request, then ${rate} requests/s at fixed times; ${batchConnections} clients with batches of ${batchSize}. Heliograph's webhooks are signed, Kannel's dlr-url are GET requests.`,
  columns: [...throughputColumns, ...pacedColumns],
  ratioOf: "textsPerSecond",
  baseline: kannelInMemory,
  subjects: () => [
    heliographSubject("Heliograph, one text a request", returns, singly),
    heliographSubject(
      `Heliograph, one text a request, ${eventsInBatch} events a webhook`,
      { ...returns, maxBatch: eventsInBatch },
      singly,
    ),
    heliographSubject("Heliograph, batches", returns, inBatches),
    heliographSubject(
      `Heliograph, batches, ${eventsInBatch} events a webhook`,
      { ...returns, maxBatch: eventsInBatch },
      inBatches,
    ),
    ...kannelSubjects(returns, singly),
  ],
};
