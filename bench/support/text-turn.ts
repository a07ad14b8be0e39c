import type { Bench, Gateway } from "./gateway.ts";
import type { Column, Turn } from "./scene.ts";
import { sendTexts, warmUp, type SendPlan, type Sent } from "./send-texts.ts";

export const throughputColumns: readonly Column[] = [
  { key: "textsPerSecond", head: "texts/s, end to end", digits: 0 },
  { key: "acceptedPerSecond", head: "texts/s accepted", digits: 0 },
  { key: "p50Ms", head: "202 p50, ms", digits: 2 },
  { key: "p99Ms", head: "202 p99, ms", digits: 2 },
];

export const pacedColumns: readonly Column[] = [
  { key: "pacedP50Ms", head: "202 p50 at the fixed rate, ms", digits: 2 },
  { key: "pacedP99Ms", head: "202 p99 at the fixed rate, ms", digits: 2 },
];

/** As fast as requests are answered, after a warm-up. */
export async function closedTurn(bench: Bench, gateway: Gateway, plan: SendPlan): Promise<Turn> {
  await warmUp(bench, gateway, plan);
  return turnOf(await sendTexts(bench, gateway, plan));
}

/** The same, and then at the fixed rate of the settings. */
export async function closedAndPacedTurn(bench: Bench, gateway: Gateway, plan: SendPlan): Promise<Turn> {
  const closed = await closedTurn(bench, gateway, plan);
  const paced = await sendTexts(bench, gateway, { ...plan, requestsPerSecond: bench.settings.rate });
  const { p50, p99 } = paced.load.latencyMs;
  return { ...closed, figures: { ...closed.figures, pacedP50Ms: p50, pacedP99Ms: p99 } };
}

export function turnOf({ load, seconds, repeated, callbacks, use }: Sent): Turn {
  return {
    figures: {
      textsPerSecond: load.texts / seconds,
      acceptedPerSecond: load.texts / load.seconds,
      p50Ms: load.latencyMs.p50,
      p99Ms: load.latencyMs.p99,
      texts: load.texts,
      refusals: load.refusals,
      repeated,
      callbacks,
    },
    use: { texts: load.texts, processes: use },
  };
}
