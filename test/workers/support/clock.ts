import { vi } from "vitest";

/** Lets the time of objects that are made from here on be set ahead. Until `vi.restoreAllMocks`. */
export function adjustableClock(): { aheadMs: number } {
  const clock = { aheadMs: 0 };
  const realNow = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + clock.aheadMs);
  return clock;
}
