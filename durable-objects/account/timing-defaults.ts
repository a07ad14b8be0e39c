import type { QuietHours } from "../../src/schedules/quiet-hours.ts";
import type { TimingDefaults } from "../../src/schedules/plan-due.ts";

const unset: TimingDefaults = { quietHours: null, timeZone: "UTC" };

/** What the account has set for the timing of all its messages, read once and held. */
export class TimingDefaultsStore {
  readonly #sql: SqlStorage;
  #defaults: TimingDefaults | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get value(): TimingDefaults {
    this.#defaults ??= this.#read();
    return this.#defaults;
  }

  set(defaults: TimingDefaults): void {
    this.#sql.exec(
      `INSERT INTO timing_defaults (only_row, quiet_hours, time_zone) VALUES (1, ?, ?)
       ON CONFLICT DO UPDATE SET quiet_hours = excluded.quiet_hours, time_zone = excluded.time_zone`,
      defaults.quietHours === null ? null : JSON.stringify(defaults.quietHours),
      defaults.timeZone,
    );
    this.#defaults = defaults;
  }

  #read(): TimingDefaults {
    const row = this.#sql
      .exec<{ quiet_hours: string | null; time_zone: string }>("SELECT quiet_hours, time_zone FROM timing_defaults")
      .toArray()[0];
    if (row === undefined) return unset;
    const quietHours = row.quiet_hours === null ? null : (JSON.parse(row.quiet_hours) as QuietHours);
    return { quietHours, timeZone: row.time_zone };
  }
}
