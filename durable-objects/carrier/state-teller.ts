import type { CarrierState } from "../../src/carriers/note-carrier-state.ts";
import { logWarning } from "../../src/log.ts";

/** What changes at once is told together, and the carrier's state so often at most. */
const gatherMs = 250;
const tellEveryMs = 5_000;
/** `throttled` ends by itself, after thirty seconds: nobody would say so. */
const lookAgainMs = 31_000;

export interface StateTellerOptions {
  /** Null until the carrier has been configured. */
  snapshot: () => CarrierState | null;
  tell: (state: CarrierState) => Promise<void>;
  waitUntil: (work: Promise<unknown>) => void;
  now: () => number;
}

/**
 * Says how the carrier does, some moments after something has happened: to D1 and to operators who watch. It is no part of
 * anything's way: what is not told is told the next time.
 */
export class StateTeller {
  readonly #options: StateTellerOptions;
  #toldAtMs = -Infinity;
  #told = "";
  #isDue = false;

  constructor(options: StateTellerOptions) {
    this.#options = options;
  }

  /** Something may have changed. */
  touch(): void {
    this.#lookIn(Math.max(gatherMs, this.#toldAtMs + tellEveryMs - this.#options.now()));
  }

  #lookIn(delayMs: number): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.waitUntil(
      scheduler
        .wait(Math.min(delayMs, lookAgainMs))
        .then(() => this.#look())
        .catch((error: unknown) => logWarning("carrier.state_not_told", { error: String(error) })),
    );
  }

  async #look(): Promise<void> {
    this.#isDue = false;
    const state = this.#options.snapshot();
    if (state === null) return;
    const { atMs, ...rest } = state.snapshot;
    if (rest.state === "throttled") this.#lookIn(lookAgainMs);
    const told = JSON.stringify({ ...state, snapshot: rest });
    if (told === this.#told) return;
    this.#toldAtMs = atMs;
    await this.#options.tell(state);
    this.#told = told;
  }
}
