import type { Bench, Gateway } from "../support/gateway.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { sendTexts, warmUp, type SendPlan } from "../support/send-texts.ts";
import { heliographSubject, kannelInMemory, kannelSubjects } from "../support/subjects.ts";
import { turnOf } from "../support/text-turn.ts";
import { batchConnections, batchSize } from "./batches.ts";

const returns = { receipts: true, inbound: false };
const textsPerSecond = 1_000;

async function measure(bench: Bench, gateway: Gateway, plan: SendPlan): Promise<Turn> {
  await warmUp(bench, gateway, plan);
  const turn = turnOf(await sendTexts(bench, gateway, plan));
  const uses = Object.values(turn.use?.processes ?? {});
  const texts = turn.use?.texts ?? 1;
  return {
    ...turn,
    figures: {
      ...turn.figures,
      cpuSecondsPer1000: (uses.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) / texts) * 1_000,
      residentMebibytes: uses.reduce((sum, { residentMebibytes }) => sum + residentMebibytes, 0),
    },
  };
}

function inBatches(bench: Bench, gateway: Gateway): Promise<Turn> {
  const requestsPerSecond = textsPerSecond / batchSize;
  return measure(bench, gateway, { batchSize, connections: batchConnections, receipts: true, requestsPerSecond });
}

function singly(bench: Bench, gateway: Gateway): Promise<Turn> {
  const { clients } = bench.settings;
  return measure(bench, gateway, {
    batchSize: 1,
    connections: clients,
    receipts: true,
    requestsPerSecond: textsPerSecond,
  });
}

export const footprint: Scene = {
  id: "j",
  title: `CPU and memory at ${textsPerSecond.toLocaleString("en")} texts/s`,
  about: () =>
    `At fixed times, with a receipt and a callback for each text. CPU is user and system time of all processes of the gateway per 1,000 texts; memory is what is resident at the end.`,
  columns: [
    { key: "cpuSecondsPer1000", head: "CPU s per 1,000 texts", digits: 3 },
    { key: "residentMebibytes", head: "resident, MiB", digits: 0 },
    { key: "textsPerSecond", head: "texts/s", digits: 0 },
    { key: "p99Ms", head: "202 p99, ms", digits: 2 },
  ],
  ratioOf: "cpuSecondsPer1000",
  baseline: kannelInMemory,
  subjects: () => [
    heliographSubject("Heliograph, one text a request", returns, singly),
    heliographSubject("Heliograph, batches, 100 events a webhook", { ...returns, maxBatch: 100 }, inBatches),
    ...kannelSubjects(returns, singly),
  ],
};
