import type { Schema } from "../../api/client.ts";

export interface RunTally {
  accepted: number;
  refused: number;
  /** Of the first message that was accepted. */
  firstId: string | null;
  /** Why messages were refused, each once. */
  reasons: string[];
}

export function tallyRun(results: Schema<"ScheduleRun">["results"]): RunTally {
  const ids = results.flatMap((result) => ("id" in result ? [result.id] : []));
  const errors = results.flatMap((result) => ("error" in result ? [result.error] : []));
  return { accepted: ids.length, refused: errors.length, firstId: ids[0] ?? null, reasons: [...new Set(errors)] };
}
