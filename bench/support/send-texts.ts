import { setTimeout as sleep } from "node:timers/promises";
import { generateLoad } from "../generate-load.ts";
import type { LoadResult } from "../load.ts";
import { receiptDelayMs, type Bench, type Gateway } from "./gateway.ts";
import { ProcessMeter, type ProcessUse } from "./process-meter.ts";
import { numberLimit } from "./text-numbers.ts";

export interface SendPlan {
  /** Texts in a request. */
  batchSize: number;
  connections: number;
  /** Whether each text gets a receipt, and with it a callback. */
  receipts: boolean;
  /** Requests at fixed times; as fast as they are answered when absent. */
  requestsPerSecond?: number;
  keepTimes?: boolean;
}

export interface Sent {
  load: LoadResult;
  /** From the first request until the last text was through: at the SMSC, or with receipts told of by a callback. */
  seconds: number;
  /** submit_sm that were repetitions. */
  repeated: number;
  callbacks: number;
  use: Record<string, ProcessUse>;
}

const warmUpTexts = 2_000;
const pollMs = 50;
const stalledAfterMs = 60_000;

/** Sends texts for as long as the settings say, and waits until all of them are through. */
export async function sendTexts(bench: Bench, gateway: Gateway, plan: SendPlan): Promise<Sent> {
  const { smsc, sink, settings } = bench;
  await smsc.reset(plan.receipts ? receiptDelayMs : null);
  await sink.reset(gateway.secret);
  const meter = new ProcessMeter(gateway.processes);
  const { requestsPerSecond, batchSize, connections, keepTimes = false } = plan;
  const shared = { ...gateway.target, batchSize, connections, keepTimes };
  const load = await generateLoad(
    requestsPerSecond !== undefined
      ? { ...shared, mode: "rate", requestsPerSecond, seconds: settings.seconds }
      : settings.texts === null
        ? { ...shared, mode: "closed", seconds: settings.seconds }
        : { ...shared, mode: "count", texts: settings.texts },
  );
  if (load.texts > numberLimit) throw new Error(`${load.texts} texts are more than have numbers`);
  const lastAtMs = await untilThrough(bench, load.texts, plan.receipts);
  const { requests, forged } = await sink.counts();
  if (forged > 0) throw new Error(`${forged} callbacks were not signed as they should`);
  return {
    load,
    seconds: (lastAtMs - load.startedAtMs) / 1_000,
    repeated: (await smsc.counts()).submits - load.texts,
    callbacks: requests,
    use: meter.read(),
  };
}

export async function warmUp(bench: Bench, gateway: Gateway, plan: SendPlan): Promise<void> {
  const settings = { ...bench.settings, texts: warmUpTexts };
  const { requestsPerSecond: _, ...unpaced } = plan;
  await sendTexts({ ...bench, settings }, gateway, unpaced);
}

/** Resolves with when the last of so many texts was through; throws when none comes any more. */
export async function untilThrough({ smsc, sink }: Bench, texts: number, receipts: boolean): Promise<number> {
  let through = 0;
  let progressAt = Date.now();
  for (;;) {
    const counts = receipts ? await sink.counts() : await smsc.counts();
    if (counts.texts >= texts) return counts.lastTextAtMs;
    if (counts.texts > through) {
      through = counts.texts;
      progressAt = Date.now();
    } else if (Date.now() - progressAt > stalledAfterMs) {
      const state = JSON.stringify({ smsc: await smsc.counts(), sink: await sink.counts() });
      throw new Error(`${through} of ${texts} texts came through, and no more: ${state}`);
    }
    await sleep(pollMs);
  }
}
