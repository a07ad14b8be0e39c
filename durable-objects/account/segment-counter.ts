interface Counts {
  /** UTC, as in 2026-11-21. */
  day: string;
  daySegments: number;
  /** UTC, as in 2026-11. */
  month: string;
  monthSegments: number;
}

/** Segments accepted on this day and in this month (UTC), in one row: counting costs one write per accept call. */
export class SegmentCounter {
  readonly #sql: SqlStorage;
  #counts: Counts | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  at(nowMs: number): Readonly<Counts> {
    this.#counts ??= this.#read();
    const day = new Date(nowMs).toISOString().slice(0, 10);
    if (this.#counts.day === day) return this.#counts;
    const month = day.slice(0, 7);
    const monthSegments = this.#counts.month === month ? this.#counts.monthSegments : 0;
    this.#counts = { day, daySegments: 0, month, monthSegments };
    return this.#counts;
  }

  /** Part of the accept transaction. */
  add(segments: number, nowMs: number): void {
    const { day, daySegments, month, monthSegments } = this.at(nowMs);
    const counts = { day, daySegments: daySegments + segments, month, monthSegments: monthSegments + segments };
    this.#sql.exec(
      `INSERT INTO segment_counts (id, day, day_segments, month, month_segments) VALUES (1, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET day = excluded.day, day_segments = excluded.day_segments, month = excluded.month,
         month_segments = excluded.month_segments`,
      counts.day,
      counts.daySegments,
      counts.month,
      counts.monthSegments,
    );
    this.#counts = counts;
  }

  #read(): Counts {
    const row = this.#sql
      .exec<{ day: string; day_segments: number; month: string; month_segments: number }>(
        "SELECT day, day_segments, month, month_segments FROM segment_counts",
      )
      .toArray()[0];
    if (row === undefined) return { day: "", daySegments: 0, month: "", monthSegments: 0 };
    return { day: row.day, daySegments: row.day_segments, month: row.month, monthSegments: row.month_segments };
  }
}
