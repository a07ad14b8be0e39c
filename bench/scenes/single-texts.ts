import { bareSubject } from "../support/bare-subject.ts";
import type { Bench, Gateway } from "../support/gateway.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { heliographSubject, kannelInMemory, kannelSubjects } from "../support/subjects.ts";
import { closedAndPacedTurn, pacedColumns, throughputColumns } from "../support/text-turn.ts";

const returns = { receipts: false, inbound: false };

function measure(bench: Bench, gateway: Gateway): Promise<Turn> {
  return closedAndPacedTurn(bench, gateway, {
    batchSize: 1,
    connections: bench.settings.clients,
    receipts: false,
  });
}

export const singleTexts: Scene = {
  id: "a",
  title: "One text a request",
  about: ({ clients, rate }) =>
    `No receipts; until the last text is at the SMSC. ${clients} clients in a closed loop, then ${rate} requests/s at fixed times.`,
  columns: [...throughputColumns, ...pacedColumns],
  ratioOf: "textsPerSecond",
  baseline: kannelInMemory,
  subjects: () => [heliographSubject("Heliograph", returns, measure), ...kannelSubjects(returns, measure), bareSubject],
};
