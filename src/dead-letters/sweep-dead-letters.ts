import { sweepDeadLetterRows } from "../db/dead-letters.ts";

const keptMs = 30 * 86_400_000;
const sweptAtOnce = 1_000;

/** Forgets dead letters after thirty days: what they were was sent again long ago. */
export function sweepDeadLetters(env: Pick<Env, "DB">, nowMs: number): Promise<void> {
  return sweepDeadLetterRows(env.DB, nowMs - keptMs, sweptAtOnce);
}
