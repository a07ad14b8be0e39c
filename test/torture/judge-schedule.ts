import type { Complaints } from "./complaints.ts";
import { resends } from "./judge-text.ts";
import type { Evidence } from "./evidence.ts";
import type { SmscSubmit } from "./records.ts";

const minuteMs = 60_000;

/** Holds the runs of recurring schedules against the clock, and their texts against the SMSCs. */
export function judgeSchedules({ schedules, messages, submits }: Evidence, complaints: Complaints): void {
  const byNumber = Map.groupBy(submits, ({ number }) => number);
  for (const { schedule, runs } of schedules) {
    const spans = runs.map(({ dueAt, ranAt }) => ({ dueMs: Date.parse(dueAt), ranMs: Date.parse(ranAt) }));
    const everyMs = schedule.everyMinutes * minuteMs;
    for (let dueMs = Math.ceil(schedule.fromMs / everyMs) * everyMs; dueMs < schedule.endsAtMs; dueMs += everyMs) {
      // A run that is made late stands for those that were missed before it.
      const standing = spans.filter((span) => span.dueMs <= dueMs && dueMs <= Math.max(span.dueMs, span.ranMs));
      const when = `${schedule.account}'s schedule of ${new Date(dueMs).toISOString()}`;
      if (standing.length === 0) complaints.add("neverFired", `${when} never ran: ${JSON.stringify(spans)}`);
      if (standing.length > 1) complaints.add("firedTwice", `${when} ran ${standing.length} times`);
    }
    for (const [place, number] of schedule.numbers.entries()) {
      const made = runs.flatMap(({ results }) => results.slice(place, place + 1));
      const known = made.flatMap((result) => ("id" in result ? (messages.get(result.id) ?? []) : []));
      if (known.length < made.filter((result) => "id" in result).length)
        complaints.add("lost", `a message of a schedule is not known: ${JSON.stringify(made)}`);
      const written = (byNumber.get(number) ?? []).filter(({ verdict }: SmscSubmit) => verdict !== "refused").length;
      const explained = known.reduce((sum, message) => sum + 1 + resends(message, 1), 0);
      const delivered = known.filter(({ status }) => status === "delivered").length;
      if (written > explained)
        complaints.add(
          "twiceUnexplained",
          `text ${number} of a schedule: ${written} times at SMSCs, ${explained} explained`,
        );
      if (written < delivered)
        complaints.add("lost", `text ${number} of a schedule: ${delivered} times delivered, ${written} at SMSCs`);
    }
  }
}
