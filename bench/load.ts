import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection, type Answer } from "./http-connection.ts";
import { summarizeLatencies, type LatencySummary } from "./latency.ts";
import { requestFor, type KannelTarget, type Target } from "./requests.ts";
import { monotonicMs } from "./support/clock.ts";

/**
 * closed: each connection sends its next request when it has the answer to the last, for some seconds. count: the same until
 * so many texts are accepted. rate: requests start at fixed times, whatever the answers take.
 */
export type LoadPlan = (Target | KannelTarget) & {
  connections: number;
  batchSize: number;
  /** Of the first text; 0 when absent. */
  firstNumber?: number;
  /** Whether the result has the time of each answer. */
  keepTimes?: boolean;
} & (
    | { mode: "closed"; seconds: number }
    | { mode: "count"; texts: number }
    | { mode: "rate"; requestsPerSecond: number; seconds: number }
  );

export interface LoadResult {
  texts: number;
  /** From the first request to the last answer. */
  seconds: number;
  /** Of the shared monotonic clock. */
  startedAtMs: number;
  latencyMs: LatencySummary;
  /** Answers 429 and 503, after which the same was sent again. */
  refusals: number;
  /** With `keepTimes`, by text number: of the shared monotonic clock. */
  times?: { dueAtMs: number[]; answeredAtMs: number[] };
}

const longestWaitSeconds = 5;

// The plan is made by the bench, from this same type.
const plan = JSON.parse(process.argv[2] ?? "") as LoadPlan;
const firstNumber = plan.firstNumber ?? 0;
const latencies: number[] = [];
const times = { dueAtMs: new Array<number>(), answeredAtMs: new Array<number>() };
let nextNumber = firstNumber;
let refusals = 0;

/** Latency counts from `dueAtMs` to the 202, refusals on the way included. */
async function sendOne(connection: HttpConnection, dueAtMs: number): Promise<void> {
  const number = nextNumber;
  nextNumber += plan.batchSize;
  const request = requestFor(plan, number, plan.batchSize);
  for (let answer = await connection.send(request); !isAccepted(answer); answer = await connection.send(request)) {
    refusals += 1;
    await sleep(Math.min(answer.retryAfterSeconds, longestWaitSeconds) * 1_000);
  }
  const nowMs = monotonicMs();
  latencies.push(nowMs - dueAtMs);
  if (plan.keepTimes !== true) return;
  times.dueAtMs[number] = dueAtMs;
  times.answeredAtMs[number] = nowMs;
}

/** A rate that counts failed texts would be worth nothing. */
function isAccepted({ status, body }: Answer): boolean {
  if (status === 202 && !body.includes('"error"')) return true;
  if (status === 429 || status === 503) return false;
  throw new Error(`answered ${status}: ${body.slice(0, 300)}`);
}

async function runClosed(connections: HttpConnection[], isOver: () => boolean): Promise<void> {
  const drive = async (connection: HttpConnection): Promise<void> => {
    while (!isOver()) await sendOne(connection, monotonicMs());
  };
  await Promise.all(connections.map(drive));
}

/**
 * Latency counts from when a request was due, not from when it could be sent: an answer that comes late also delays those
 * who would have come meanwhile (what is called coordinated omission).
 */
async function runAtRate(connections: HttpConnection[], requestsPerSecond: number, seconds: number): Promise<void> {
  const intervalMs = 1_000 / requestsPerSecond;
  const total = requestsPerSecond * seconds;
  const startedAtMs = monotonicMs() + 100;
  let next = 0;
  const drive = async (connection: HttpConnection): Promise<void> => {
    for (let number = next++; number < total; number = next++) {
      const dueAtMs = startedAtMs + number * intervalMs;
      await untilDue(dueAtMs);
      await sendOne(connection, dueAtMs);
    }
  };
  await Promise.all(connections.map(drive));
}

/** Timers come up to two milliseconds late, which is what there is to measure: the last of it is waited out turn by turn. */
async function untilDue(dueAtMs: number): Promise<void> {
  const leftMs = dueAtMs - monotonicMs();
  if (leftMs > 2) await sleep(leftMs - 2);
  while (monotonicMs() < dueAtMs) await new Promise(setImmediate);
}

async function run(): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => HttpConnection.open(plan.port)));
  const startedAtMs = monotonicMs();
  await runPlan(connections, startedAtMs);
  const seconds = (monotonicMs() - startedAtMs) / 1_000;
  for (const connection of connections) connection.close();
  return {
    texts: nextNumber - firstNumber,
    seconds,
    startedAtMs,
    latencyMs: summarizeLatencies(latencies),
    refusals,
    ...(plan.keepTimes === true && { times }),
  };
}

function runPlan(connections: HttpConnection[], startedAtMs: number): Promise<void> {
  switch (plan.mode) {
    case "closed": {
      const endMs = startedAtMs + plan.seconds * 1_000;
      return runClosed(connections, () => monotonicMs() > endMs);
    }
    case "count": {
      const end = firstNumber + plan.texts;
      return runClosed(connections, () => nextNumber >= end);
    }
    case "rate":
      return runAtRate(connections, plan.requestsPerSecond, plan.seconds);
  }
}

// A result with the times of thousands of requests takes a while to be handed over.
process.send?.(await run(), () => process.disconnect());
