import { summarizeLatencies, type LatencySummary } from "../latency.ts";
import { receiptDelayMs, type Bench, type Gateway } from "../support/gateway.ts";
import type { Scene, Subject, Turn } from "../support/scene.ts";
import { sendTexts, warmUp } from "../support/send-texts.ts";
import { heliographSubject, kannelInMemory, kannelSubjects } from "../support/subjects.ts";

const returns = { receipts: true, inbound: false };
const rates = [10, 100, 1_000];

async function measureAt(bench: Bench, gateway: Gateway, requestsPerSecond: number): Promise<Turn> {
  const plan = { batchSize: 1, connections: bench.settings.clients, receipts: true };
  await warmUp(bench, gateway, plan);
  const { load } = await sendTexts(bench, gateway, { ...plan, requestsPerSecond, keepTimes: true });
  const { submittedAtMs, receiptAtMs } = await bench.smsc.times(load.texts);
  const toldAtMs = await bench.sink.times(load.texts);
  const { dueAtMs = [], answeredAtMs = [] } = load.times ?? {};
  const between = (from: number[], to: number[]): LatencySummary =>
    summarizeLatencies(to.map((atMs, number) => atMs - (from[number] ?? 0)));
  const accepted = between(dueAtMs, answeredAtMs);
  const handedOn = between(answeredAtMs, submittedAtMs);
  const submitted = between(dueAtMs, submittedAtMs);
  const told = between(receiptAtMs, toldAtMs);
  return {
    figures: {
      ratePerSecond: load.texts / load.seconds,
      acceptedP50Ms: accepted.p50,
      acceptedP99Ms: accepted.p99,
      handedOnP50Ms: handedOn.p50,
      handedOnP99Ms: handedOn.p99,
      submittedP50Ms: submitted.p50,
      submittedP99Ms: submitted.p99,
      toldP50Ms: told.p50,
      toldP99Ms: told.p99,
    },
  };
}

function subjectsAt(rate: number): Subject[] {
  const measure = (bench: Bench, gateway: Gateway): Promise<Turn> => measureAt(bench, gateway, rate);
  const suffix = `, ${rate}/s`;
  const subjects = [
    heliographSubject(`Heliograph${suffix}`, returns, measure),
    ...kannelSubjects(returns, measure, suffix),
  ];
  return subjects.map((subject) => ({ ...subject, baseline: kannelInMemory + suffix }));
}

export const stepLatencies: Scene = {
  id: "e",
  title: "Latency of each step",
  about: () =>
    `One text a request at fixed times, with a receipt after ${receiptDelayMs} ms: due → 202, 202 → submit_sm at the SMSC (below 0 where that comes first), due → submit_sm, receipt at the SMSC → callback. The ratio is of due → submit_sm, p50.`,
  columns: [
    { key: "acceptedP50Ms", head: "202 p50, ms", digits: 2 },
    { key: "acceptedP99Ms", head: "p99", digits: 2 },
    { key: "handedOnP50Ms", head: "202 → submit_sm p50, ms", digits: 2 },
    { key: "handedOnP99Ms", head: "p99", digits: 2 },
    { key: "submittedP50Ms", head: "due → submit_sm p50, ms", digits: 2 },
    { key: "submittedP99Ms", head: "p99", digits: 2 },
    { key: "toldP50Ms", head: "receipt → callback p50, ms", digits: 2 },
    { key: "toldP99Ms", head: "p99", digits: 2 },
    { key: "ratePerSecond", head: "requests/s", digits: 0 },
  ],
  ratioOf: "submittedP50Ms",
  subjects: () => rates.flatMap(subjectsAt),
};
