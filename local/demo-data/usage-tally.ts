import type { DatabaseSync } from "node:sqlite";
import { dayOf, nextDayMs } from "../../src/accounts/periods.ts";
import { idLowerBound } from "../../src/ids.ts";
import type { DemoMessage } from "./demo-messages.ts";

/** As src/db/count-usage.ts: younger days are read message by message. */
const countedAfterMs = 48 * 3_600_000;

/** What an account's days come to, for those that the edge would have counted by now. */
export class UsageTally {
  readonly #days = new Map<string, { messages: number; segments: number }>();

  add(message: DemoMessage, acceptedAtMs: number): void {
    const key = [dayOf(acceptedAtMs), message.country.code, message.carrierId, message.status].join("|");
    const usage = this.#days.get(key) ?? { messages: 0, segments: 0 };
    this.#days.set(key, usage);
    usage.messages += 1;
    usage.segments += message.text.segments;
  }

  /** Days of which the account had messages before are left for the edge to count. To be called before the messages are written. */
  openDays(database: DatabaseSync, accountId: string, days: Iterable<string>): Set<string> {
    const any = database.prepare("SELECT 1 FROM messages WHERE account_id = ? AND id >= ? AND id < ? LIMIT 1");
    return new Set(
      [...days].filter((day) => {
        const [fromMs, beforeMs] = [Date.parse(day), nextDayMs(Date.parse(day))];
        return any.get(accountId, idLowerBound("message", fromMs), idLowerBound("message", beforeMs)) === undefined;
      }),
    );
  }

  write(database: DatabaseSync, accountId: string, openDays: ReadonlySet<string>, nowMs: number): void {
    database
      .prepare("DELETE FROM usage_days_counted WHERE account_id = ? AND day >= ?")
      .run(accountId, this.#firstDay());
    const insert = database.prepare(
      `INSERT INTO usage_days (account_id, day, country, carrier_id, status, currency, messages, segments, spent_micros,
         held_micros, refunded_micros) VALUES (?, ?, ?, ?, ?, '', ?, ?, 0, 0, 0)`,
    );
    const mark = database.prepare("INSERT OR IGNORE INTO usage_days_counted (account_id, day) VALUES (?, ?)");
    for (const [key, { messages, segments }] of this.#days) {
      const [day = "", country = "", carrierId = "", status = ""] = key.split("|");
      if (!openDays.has(day) || nextDayMs(Date.parse(day)) + countedAfterMs > nowMs) continue;
      insert.run(accountId, day, country, carrierId, status, messages, segments);
      mark.run(accountId, day);
    }
  }

  #firstDay(): string {
    return [...this.#days.keys()]
      .map((key) => key.slice(0, 10))
      .reduce((least, day) => (day < least ? day : least), "9");
  }
}
