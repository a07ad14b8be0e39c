import { setTimeout as sleep } from "node:timers/promises";
import { generateLoad } from "../generate-load.ts";
import { monotonicMs } from "../support/clock.ts";
import type { Bench, Settings } from "../support/gateway.ts";
import type { HeliographGateway } from "../support/heliograph-gateway.ts";
import { ProcessMeter } from "../support/process-meter.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { untilThrough } from "../support/send-texts.ts";
import { heliographSubject } from "../support/subjects.ts";
import { batchConnections } from "./batches.ts";

const batchSize = 1_000;
const defaultTexts = 100_000;
/** How fast they are scheduled at least: the due time is so far ahead. */
const scheduledPerSecond = 2_000;
const leadMs = 10_000;

async function measure(bench: Bench, gateway: HeliographGateway): Promise<Turn> {
  const texts = textsOf(bench.settings);
  await bench.smsc.reset(null);
  const dueAtMs = Date.now() + leadMs + (texts / scheduledPerSecond) * 1_000;
  const load = await generateLoad({
    ...gateway.target,
    sendAt: new Date(dueAtMs).toISOString(),
    mode: "count",
    texts,
    connections: batchConnections,
    batchSize,
  });
  if (Date.now() > dueAtMs) throw new Error(`scheduling took ${load.seconds} s, longer than until they were due`);
  const meter = new ProcessMeter(gateway.processes);
  await sleep(dueAtMs - Date.now());
  const dueAt = monotonicMs() - (Date.now() - dueAtMs);
  const early = (await bench.smsc.counts()).texts;
  const lastAtMs = await untilThrough(bench, load.texts, false);
  const { submits } = await bench.smsc.counts();
  return {
    figures: {
      scheduledPerSecond: load.texts / load.seconds,
      firedPerSecond: load.texts / ((lastAtMs - dueAt) / 1_000),
      lastAfterSeconds: (lastAtMs - dueAt) / 1_000,
      early,
      repeated: submits - load.texts,
    },
    use: { texts: load.texts, processes: meter.read() },
  };
}

function textsOf({ texts }: Settings): number {
  return texts ?? defaultTexts;
}

export const schedulesDue: Scene = {
  id: "i",
  title: "Schedules that are due at once",
  about: (settings) =>
    `${textsOf(settings).toLocaleString("en")} texts of one account, scheduled in batches of ${batchSize} for the same moment; from that moment to the last text at the SMSC.`,
  columns: [
    { key: "scheduledPerSecond", head: "texts/s scheduled", digits: 0 },
    { key: "firedPerSecond", head: "texts/s fired", digits: 0 },
    { key: "lastAfterSeconds", head: "last one after, s", digits: 1 },
    { key: "early", head: "early", digits: 0 },
    { key: "repeated", head: "submitted twice", digits: 0 },
  ],
  ratioOf: "firedPerSecond",
  subjects: () => [heliographSubject("Heliograph", { receipts: false, inbound: false }, measure)],
};
