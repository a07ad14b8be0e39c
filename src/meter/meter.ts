/** What Cloudflare bills by the piece; prices.ts says what each costs. */
export const billedUnits = [
  "workerRequest",
  "objectRequest",
  "webSocketMessage",
  "objectSecond",
  "objectRowRead",
  "objectRowWritten",
  "queueOperation",
  "d1RowRead",
  "d1RowWritten",
  "r2ClassAOperation",
  "r2ClassBOperation",
] as const;
export type BilledUnit = (typeof billedUnits)[number];

/** How much of a unit was used where, and for what. */
export interface MeterReading {
  /** Such as `carrier object` or `D1`. */
  place: string;
  /** Such as `enqueue` or `INSERT receipts`. */
  operation: string;
  unit: BilledUnit;
  amount: number;
}

/** Counts what is billed. One meter sees all of a Worker, since its objects share its isolate. */
export class Meter {
  readonly #readings = new Map<string, MeterReading>();
  readonly #settlers = new Set<() => void>();
  readonly #active = new Map<string, { since: number; users: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(place: string, operation: string, unit: BilledUnit, amount = 1): void {
    if (amount === 0) return;
    const key = `${place}\n${operation}\n${unit}`;
    const reading = this.#readings.get(key);
    if (reading === undefined) this.#readings.set(key, { place, operation, unit, amount });
    else reading.amount += amount;
  }

  /** Calls `settle` before the meter is read, for what is known only later. */
  beforeReading(settle: () => void): void {
    this.#settlers.add(settle);
  }

  /**
   * Something keeps an object active until the returned function is called. What overlaps counts once, as on the bill: an
   * object's duration is shared by all its requests.
   */
  keepActive(place: string, name: string): () => void {
    const key = `${place}\n${name}`;
    const active = this.#active.get(key) ?? { since: this.#now(), users: 0 };
    this.#active.set(key, active);
    active.users += 1;
    return () => {
      active.users -= 1;
      if (active.users > 0) return;
      this.#active.delete(key);
      this.add(place, "active", "objectSecond", (this.#now() - active.since) / 1_000);
    };
  }

  read(): MeterReading[] {
    for (const settle of this.#settlers) settle();
    return [...this.#readings.values()];
  }

  reset(): void {
    this.read();
    this.#readings.clear();
  }
}
