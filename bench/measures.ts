import { TestStack } from "../test/support/stack.ts";
import { generateLoad } from "./generate-load.ts";
import type { LatencySummary } from "./latency.ts";
import type { LoadPlan } from "./load.ts";
import { waitUntilDelivered } from "./read-model.ts";
import type { Target } from "./requests.ts";
import { withBare } from "./with-bare.ts";

/** What one run finds; texts per second, and milliseconds. */
export interface Measures {
  bare: number;
  acceptedSingly: number;
  acceptedInBatches: number;
  endToEnd: number;
  bareLatencyMs: LatencySummary;
  acceptLatencyMs: LatencySummary;
}

const closedConnections = 32;
const closedSeconds = 5;
const batchSize = 100;
const batchConnections = 4;
const endToEndTexts = 30_000;
const latencyRequestsPerSecond = 300;
const latencySeconds = 15;
const receiptDelayMs = 100;
const warmUpTexts = 2_000;

/** Each measure on a stack of its own, so that none pays for what the one before left under way. */
export async function measure(): Promise<Measures> {
  const bare = await withBare(async (port) => {
    const target = { port, apiKey: "none" };
    await warmUp(target);
    return { rate: await closedRate(target, 1, closedConnections), latencyMs: await latency(target) };
  });
  return {
    bare: bare.rate,
    acceptedSingly: await onStack((target) => closedRate(target, 1, closedConnections)),
    acceptedInBatches: await onStack((target) => closedRate(target, batchSize, batchConnections)),
    endToEnd: await onStack(endToEnd),
    bareLatencyMs: bare.latencyMs,
    acceptLatencyMs: await onStack(latency),
  };
}

async function onStack<Result>(use: (target: Target, stack: TestStack) => Promise<Result>): Promise<Result> {
  const { promise, resolve } = Promise.withResolvers<Result>();
  await TestStack.with({ receiptDelayMs }, async (stack) => {
    const target = { port: Number(new URL(stack.url).port), apiKey: stack.api.key };
    await warmUp(target);
    await waitUntilDelivered(stack.folder, warmUpTexts, 60_000);
    resolve(await use(target, stack));
  });
  return promise;
}

async function warmUp(target: Target): Promise<void> {
  await generateLoad({ ...target, mode: "count", texts: warmUpTexts, connections: 4, batchSize: 1 });
}

async function closedRate(target: Target, size: number, connections: number): Promise<number> {
  const plan: LoadPlan = { ...target, mode: "closed", seconds: closedSeconds, connections, batchSize: size };
  const { texts, seconds } = await generateLoad(plan);
  return texts / seconds;
}

/** From the first request until the status of the last receipt is in D1. */
async function endToEnd(target: Target, stack: TestStack): Promise<number> {
  const startedAt = performance.now();
  const plan: LoadPlan = { ...target, mode: "count", texts: endToEndTexts, connections: batchConnections, batchSize };
  await generateLoad(plan);
  await waitUntilDelivered(stack.folder, warmUpTexts + endToEndTexts, 300_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  const submitted = stack.submits().length;
  if (submitted !== warmUpTexts + endToEndTexts) throw new Error(`the SMSC saw ${submitted} texts`);
  return endToEndTexts / seconds;
}

async function latency(target: Target): Promise<LatencySummary> {
  const { latencyMs } = await generateLoad({
    ...target,
    mode: "rate",
    requestsPerSecond: latencyRequestsPerSecond,
    seconds: latencySeconds,
    connections: closedConnections,
    batchSize: 1,
  });
  return latencyMs;
}
