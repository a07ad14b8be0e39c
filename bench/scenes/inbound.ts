import { summarizeLatencies } from "../latency.ts";
import { shortCode, type Bench, type Gateway } from "../support/gateway.ts";
import { ProcessMeter } from "../support/process-meter.ts";
import type { InboundPlan } from "../support/smsc/protocol.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { untilThrough } from "../support/send-texts.ts";
import { heliographSubject, kannelInMemory, kannelSubjects } from "../support/subjects.ts";

const returns = { receipts: false, inbound: true };
const inFlight = 100;
const warmUpTexts = 500;
/** So many seconds of work in a closed loop, as far as one can know beforehand. */
const guessedPerSecond = 2_000;
const pacedPerSecond = 100;

async function measure(bench: Bench, gateway: Gateway): Promise<Turn> {
  const { seconds, texts } = bench.settings;
  const count = texts ?? seconds * guessedPerSecond;
  await receive(bench, gateway, { count: warmUpTexts, perSecond: null });
  const meter = new ProcessMeter(gateway.processes);
  const elapsedSeconds = await receive(bench, gateway, { count, perSecond: null });
  const processes = meter.read();
  const paced = seconds * pacedPerSecond;
  await receive(bench, gateway, { count: paced, perSecond: pacedPerSecond });
  const { inboundAtMs } = await bench.smsc.times(paced);
  const toldAtMs = await bench.sink.times(paced);
  const latencyMs = summarizeLatencies(toldAtMs.map((atMs, number) => atMs - (inboundAtMs[number] ?? 0)));
  return {
    figures: { textsPerSecond: count / elapsedSeconds, p50Ms: latencyMs.p50, p99Ms: latencyMs.p99 },
    use: { texts: count, processes },
  };
}

/** Seconds from the first deliver_sm to the last callback. */
async function receive(
  bench: Bench,
  gateway: Gateway,
  plan: Pick<InboundPlan, "count" | "perSecond">,
): Promise<number> {
  await bench.smsc.reset(null);
  await bench.sink.reset(gateway.secret);
  await bench.smsc.sendInbound({ ...plan, shortCode, inFlight });
  const lastAtMs = await untilThrough(bench, plan.count, true);
  const { inboundFromMs } = await bench.smsc.counts();
  return (lastAtMs - inboundFromMs) / 1_000;
}

export const inbound: Scene = {
  id: "d",
  title: "Texts from handsets",
  about: () =>
    `From deliver_sm to the callback: ${inFlight} unanswered at one time, then ${pacedPerSecond}/s at fixed times, of which the latency is.`,
  columns: [
    { key: "textsPerSecond", head: "texts/s", digits: 0 },
    { key: "p50Ms", head: "p50, ms", digits: 2 },
    { key: "p99Ms", head: "p99, ms", digits: 2 },
  ],
  ratioOf: "textsPerSecond",
  baseline: kannelInMemory,
  subjects: () => [
    heliographSubject("Heliograph", returns, measure),
    heliographSubject("Heliograph, 100 events a webhook", { ...returns, maxBatch: 100 }, measure),
    ...kannelSubjects(returns, measure),
  ],
};
