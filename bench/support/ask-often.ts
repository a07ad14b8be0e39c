import { z } from "zod";
import type { EdgeAlone } from "./edge-alone.ts";
import type { ListQuestion } from "./list-questions.ts";

export interface Asked {
  /** Milliseconds. */
  firstMs: number;
  medianMs: number;
  p95Ms: number;
  /** D1's, of one asking. */
  rowsRead: number;
}

const readingsSchema = z.array(z.object({ unit: z.string(), amount: z.number() }));

/** Asks a question so many times, one after another; null where the edge has no such path. */
export async function askOften(edge: EdgeAlone, { path }: ListQuestion, times: number): Promise<Asked | null> {
  const headers = { authorization: `Bearer ${edge.apiKey}` };
  await fetch(`${edge.url}/meter`, { method: "DELETE" });
  const takenMs: number[] = [];
  for (let time = 0; time < times; time++) {
    const startMs = performance.now();
    const response = await fetch(edge.url + path(time), { headers });
    const body = await response.text();
    takenMs.push(performance.now() - startMs);
    if (response.status === 404 && time === 0) return null;
    if (!response.ok) throw new Error(`${path(time)} was answered ${response.status}: ${body}`);
  }
  const readings = readingsSchema.parse(await (await fetch(`${edge.url}/meter`)).json());
  const rowsRead = readings.reduce((sum, { unit, amount }) => sum + (unit === "d1RowRead" ? amount : 0), 0);
  const sorted = takenMs.toSorted((one, other) => one - other);
  return {
    firstMs: takenMs[0] ?? Number.NaN,
    medianMs: sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN,
    p95Ms: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN,
    rowsRead: Math.round(rowsRead / times),
  };
}
