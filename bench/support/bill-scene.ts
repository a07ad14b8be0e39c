import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { paths } from "../../local/paths.ts";
import { type MeterReading, billedUnits } from "../../src/meter/meter.ts";
import { TestStack } from "../../test/support/stack.ts";
import { generateLoad } from "../generate-load.ts";
import type { LoadPlan } from "../load.ts";
import { waitUntilDelivered } from "../read-model.ts";
import type { Target } from "../requests.ts";
import { callWith } from "./call.ts";
import { Sink } from "./sink/sink.ts";

/** How texts come, and whether each has a receipt and a webhook. */
export interface BillScene {
  name: string;
  batchSize: number;
  connections: number;
  hasReceipts: boolean;
  /** Requests a second; as fast as they are answered where there is none. */
  requestsPerSecond?: number;
}

export interface SceneBill {
  scene: string;
  texts: number;
  webhooks: number;
  seconds: number;
  readings: MeterReading[];
}

const warmUpTexts = 200;
const receiptDelayMs = 300;
const noReceiptMs = 86_400_000;
const deliveryTimeoutMs = 600_000;
/** Longer than any alarm that looks after what is under way, so that those of the run are in its bill. */
const quietMs = 33_000;

/** Runs a scene on a stack of its own, and reads the meter when all that follows from its texts is over. */
export async function meterScene(scene: BillScene, texts: number): Promise<SceneBill> {
  const { promise, resolve } = Promise.withResolvers<SceneBill>();
  const sink = await Sink.start();
  const options = {
    receiptDelayMs: scene.hasReceipts ? receiptDelayMs : noReceiptMs,
    workerBundle: paths.meteredBundle,
  };
  try {
    await TestStack.with(options, async (stack) => {
      if (scene.hasReceipts) {
        const endpoint = { url: `${sink.url}/hook`, events: ["message.delivered"] };
        await callWith(stack.url, stack.api.key)("POST", "/v1/webhooks", endpoint);
      }
      const target = { port: Number(new URL(stack.url).port), apiKey: stack.api.key };
      await generateLoad({ ...target, mode: "count", texts: warmUpTexts, connections: 1, batchSize: scene.batchSize });
      await untilQuiet(stack.url, 3_000);
      await fetch(`${stack.url}/meter`, { method: "DELETE" });
      const { requests: webhooksBefore } = await sink.counts();
      const run = await generateLoad(planOf(scene, target, texts));
      if (scene.hasReceipts) await waitUntilDelivered(stack.folder, warmUpTexts + run.texts, deliveryTimeoutMs);
      const readings = await untilQuiet(stack.url, quietMs);
      const { texts: sent, seconds } = run;
      const { requests } = await sink.counts();
      resolve({ scene: scene.name, texts: sent, webhooks: requests - webhooksBefore, seconds, readings });
    });
  } finally {
    await sink.stop();
  }
  return promise;
}

function planOf({ requestsPerSecond, batchSize, connections }: BillScene, target: Target, texts: number): LoadPlan {
  const load = { ...target, batchSize, connections };
  if (requestsPerSecond === undefined) return { ...load, mode: "count", texts };
  return { ...load, mode: "rate", requestsPerSecond, seconds: texts / requestsPerSecond / batchSize };
}

const readingsSchema = z.array(
  z.object({ place: z.string(), operation: z.string(), unit: z.enum(billedUnits), amount: z.number() }),
);

/** The meter when no queue has had anything for so long. Connectors ask what to dial for ever, which is on it; reading it is not. */
async function untilQuiet(url: string, forMs: number): Promise<MeterReading[]> {
  let last = -1;
  let since = Date.now();
  for (;;) {
    const readings = readingsSchema.parse(await (await fetch(`${url}/meter`)).json());
    const queued = readings.reduce((sum, { unit, amount }) => sum + (unit === "queueOperation" ? amount : 0), 0);
    if (queued !== last) since = Date.now();
    else if (Date.now() - since > forMs) return readings;
    last = queued;
    await sleep(500);
  }
}
