import type { Fault } from "../fault.ts";
import type { ProcessName } from "../names.ts";

/** A wall clock that is set ahead or back, and later right again. */
export function shiftClock(name: ProcessName, seconds: number): Fault {
  return {
    name: `clock of ${name} ${seconds > 0 ? "+" : ""}${seconds} s`,
    isPossible: ({ clocks }) => clocks[name].isShiftable,
    apply: ({ clocks }) => clocks[name].shift(seconds),
    undo: ({ clocks }) => clocks[name].shift(0),
  };
}
