import { execFileSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

const nanosecondsPerSecond = 1_000_000_000n;
const shiftBytes = 8;

/**
 * Builds the library that shifts a process's wall clock (shifted-clock.c). Undefined where there is no C compiler, or no dynamic linker
 * that preloads: clocks then stay as they are.
 */
export function buildClockLibrary(folder: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  const library = join(folder, "shifted-clock.so");
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-O2", "-o", library, join(import.meta.dirname, "shifted-clock.c")], {
      stdio: "ignore",
    });
    return library;
  } catch {
    return undefined;
  }
}

/** The wall clock of one process, over its restarts. */
export class ShiftedClock {
  readonly #file: string;
  readonly #library: string | undefined;

  constructor(file: string, library: string | undefined) {
    this.#file = file;
    this.#library = library;
    closeSync(openSync(file, "w"));
    this.shift(0);
  }

  /** False where shifting it changes nothing. */
  get isShiftable(): boolean {
    return this.#library !== undefined;
  }

  /** What the process needs in its environment. */
  get environment(): Record<string, string> {
    return this.#library === undefined ? {} : { LD_PRELOAD: this.#library, HELIOGRAPH_CLOCK: this.#file };
  }

  /** Sets it so many seconds ahead of this machine's, or behind, at once. */
  shift(seconds: number): void {
    const shift = Buffer.alloc(shiftBytes);
    shift.writeBigInt64LE(BigInt(seconds) * nanosecondsPerSecond);
    const file = openSync(this.#file, "r+");
    writeSync(file, shift, 0, shiftBytes, 0);
    closeSync(file);
  }
}
