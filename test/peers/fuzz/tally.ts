import type { SessionReport } from "./hostile-session.ts";

/** Faults beyond these say nothing new. */
const maxFaults = 20;

/** Adds up sessions. */
export class Tally {
  readonly faults: string[] = [];
  readonly strategies: Record<string, number> = {};
  readonly endings = { answered: 0, closed: 0, frozen: 0 };
  cases = 0;
  sessions = 0;
  cutShort = 0;
  slowestEndMs = 0;
  #nextSeed: number;

  constructor(seed: number) {
    this.#nextSeed = seed;
  }

  /** The seed of one more session. */
  nextSeed(): number {
    return this.#nextSeed++;
  }

  add(seed: number, report: SessionReport): void {
    this.sessions++;
    this.cases += report.strategies.length;
    this.endings[report.ending]++;
    this.cutShort += report.cutShort ? 1 : 0;
    this.slowestEndMs = Math.max(this.slowestEndMs, report.endedInMs);
    for (const strategy of report.strategies) {
      this.strategies[strategy] = (this.strategies[strategy] ?? 0) + 1;
    }
    if (report.ending === "frozen") {
      this.fault(`session of seed ${seed} froze after ${report.strategies.join(", ")}: ${report.lastSent}`);
    }
    for (const nonsense of report.nonsense) {
      this.fault(`session of seed ${seed} was told nonsense: ${nonsense}`);
    }
  }

  fault(what: string): void {
    if (this.faults.length < maxFaults) {
      this.faults.push(what);
    }
  }
}
