import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection, type Answer } from "./http-connection.ts";
import { summarizeLatencies, type LatencySummary } from "./latency.ts";
import { requestFor, type Target } from "./requests.ts";

/**
 * closed: each connection sends its next request when it has the answer to the last, for some seconds. count: the same until
 * so many texts are accepted. rate: requests start at fixed times, whatever the answers take.
 */
export type LoadPlan = Target & { connections: number; batchSize: number } & (
    | { mode: "closed"; seconds: number }
    | { mode: "count"; texts: number }
    | { mode: "rate"; requestsPerSecond: number; seconds: number }
  );

export interface LoadResult {
  texts: number;
  /** From the first request to the last answer. */
  seconds: number;
  latencyMs: LatencySummary;
}

let nextNumber = 0;

async function sendOne(connection: HttpConnection, plan: LoadPlan): Promise<void> {
  const request = requestFor(plan, nextNumber, plan.batchSize);
  nextNumber += plan.batchSize;
  refuseFailure(await connection.send(request));
}

/** A rate that counts refused texts would be worth nothing. */
function refuseFailure({ status, body }: Answer): void {
  if (status !== 202 || body.includes('"error"')) throw new Error(`answered ${status}: ${body.slice(0, 300)}`);
}

async function runClosed(plan: LoadPlan, connections: HttpConnection[], isOver: () => boolean): Promise<number[]> {
  const latencies: number[] = [];
  const drive = async (connection: HttpConnection): Promise<void> => {
    while (!isOver()) {
      const startedAt = performance.now();
      await sendOne(connection, plan);
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(connections.map(drive));
  return latencies;
}

/**
 * Latency counts from when a request was due, not from when it could be sent: an answer that comes late also delays those
 * who would have come meanwhile (what is called coordinated omission).
 */
async function runAtRate(plan: LoadPlan & { mode: "rate" }, connections: HttpConnection[]): Promise<number[]> {
  const latencies: number[] = [];
  const intervalMs = 1_000 / plan.requestsPerSecond;
  const total = plan.requestsPerSecond * plan.seconds;
  const startedAt = performance.now() + 100;
  let next = 0;
  const drive = async (connection: HttpConnection): Promise<void> => {
    for (let number = next++; number < total; number = next++) {
      const dueAt = startedAt + number * intervalMs;
      await untilDue(dueAt);
      await sendOne(connection, plan);
      latencies.push(performance.now() - dueAt);
    }
  };
  await Promise.all(connections.map(drive));
  return latencies;
}

/** Timers come up to two milliseconds late, which is what there is to measure: the last of it is waited out turn by turn. */
async function untilDue(dueAt: number): Promise<void> {
  const leftMs = dueAt - performance.now();
  if (leftMs > 2) await sleep(leftMs - 2);
  while (performance.now() < dueAt) await new Promise(setImmediate);
}

async function run(plan: LoadPlan): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => HttpConnection.open(plan.port)));
  const startedAt = performance.now();
  const latencies = await runPlan(plan, connections, startedAt);
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const connection of connections) connection.close();
  return { texts: latencies.length * plan.batchSize, seconds, latencyMs: summarizeLatencies(latencies) };
}

function runPlan(plan: LoadPlan, connections: HttpConnection[], startedAt: number): Promise<number[]> {
  switch (plan.mode) {
    case "closed":
      return runClosed(plan, connections, () => performance.now() - startedAt > plan.seconds * 1_000);
    case "count":
      return runClosed(plan, connections, () => nextNumber >= plan.texts);
    case "rate":
      return runAtRate(plan, connections);
  }
}

// The plan is made by main.ts, from this same type.
const plan = JSON.parse(process.argv[2] ?? "") as LoadPlan;
process.send?.(await run(plan));
process.disconnect();
