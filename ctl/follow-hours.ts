import type { LogRange } from "./log-reader.ts";

export interface FollowOptions {
  /** Epoch ms. */
  fromMs: number;
  /** Where to go on, of an earlier answer. */
  cursor: string | undefined;
  /** Epoch ms. */
  now: () => number;
  /** Until it is time to ask again. */
  wait: () => Promise<unknown>;
}

const hourMs = 3_600_000;

/**
 * Asks each hour by itself, and goes on asking it until an hour after its end: an event that is told late is in a file of its own
 * hour, which comes after files of the next. Never ends.
 */
export async function* followHours(
  read: (range: LogRange, place: { cursor: string | undefined }) => AsyncIterable<string>,
  { fromMs, cursor, now, wait }: FollowOptions,
): AsyncGenerator<string> {
  const firstHour = Math.floor(fromMs / hourMs);
  const places = new Map<number, { cursor: string | undefined }>();
  for (;;) {
    const hour = Math.floor(now() / hourMs);
    const oldest = places.size === 0 ? firstHour : Math.max(firstHour, hour - 1);
    for (const past of places.keys()) if (past < oldest) places.delete(past);
    for (let each = oldest; each <= hour; each++) {
      const place = places.get(each) ?? { cursor };
      places.set(each, place);
      const after = new Date(Math.max(fromMs, each * hourMs)).toISOString();
      yield* read({ after, before: new Date((each + 1) * hourMs).toISOString() }, place);
    }
    await wait();
  }
}
