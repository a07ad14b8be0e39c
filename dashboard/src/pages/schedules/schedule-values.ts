import type { Schema } from "../../api/client.ts";
import { linesOf } from "../../components/lines.ts";
import { localTimeOf, momentOrNull } from "../../components/local-time.ts";
import { cronOf, patternOf, type RecurrencePattern } from "./recurrence-pattern.ts";

/** What the form's fields have; numbers and days as text, since that is what fields have. */
export interface ScheduleValues {
  name: string;
  every: RecurrencePattern["every"];
  minute: string;
  time: string;
  weekdays: string[];
  day: string;
  cron: string;
  timeZone: string;
  from: string;
  to: string;
  text: string;
  startsAt: string;
  endsAt: string;
  maxRuns: string;
}

type Message = Schema<"ScheduleMessage">;

export function valuesOf(schedule: Schema<"Schedule"> | null, timeZone: string): ScheduleValues {
  const pattern = patternOf(schedule?.cron ?? "0 9 * * *");
  const [first] = schedule?.messages ?? [];
  return {
    name: schedule?.name ?? "",
    every: pattern.every,
    minute: pattern.every === "hour" ? String(pattern.minute) : "0",
    time: "time" in pattern ? pattern.time : "09:00",
    weekdays: pattern.every === "week" ? pattern.weekdays.map(String) : ["1"],
    day: pattern.every === "month" ? String(pattern.day) : "1",
    cron: schedule?.cron ?? "0 9 * * MON-FRI",
    timeZone: schedule?.timeZone ?? timeZone,
    from: first?.from ?? "",
    to: schedule?.messages.map(({ to }) => to).join("\n") ?? "",
    text: first?.text ?? "",
    startsAt: localTimeOf(schedule?.startsAt),
    endsAt: localTimeOf(schedule?.endsAt),
    maxRuns: schedule?.maxRuns?.toString() ?? "",
  };
}

/** What the API is asked for. Messages that the form has no fields for stay as they are. */
export function scheduleOf(values: ScheduleValues, kept: readonly Message[] | null): Schema<"NewSchedule"> {
  return {
    name: values.name.trim(),
    cron: cronOf(patternIn(values)),
    timeZone: values.timeZone,
    messages: kept === null ? messagesIn(values) : [...kept],
    startsAt: momentOrNull(values.startsAt),
    endsAt: momentOrNull(values.endsAt),
    maxRuns: values.maxRuns === "" ? null : Number(values.maxRuns),
  };
}

/** Whether all messages say the same, with nothing set that the form has no field for. */
export function isUniform(messages: readonly Message[]): boolean {
  const [first] = messages;
  return messages.every((message) => {
    const { to: _to, text, from, ...rest } = message;
    return text === first?.text && from === first.from && isPlain(rest);
  });
}

function isPlain({ encoding, lane, ...rest }: Omit<Message, "to" | "text" | "from">): boolean {
  const set = Object.values(rest).filter((value) => value !== undefined && value !== false);
  return (encoding ?? "auto") === "auto" && (lane ?? "normal") === "normal" && set.length === 0;
}

function patternIn({ every, minute, time, weekdays, day, cron }: ScheduleValues): RecurrencePattern {
  switch (every) {
    case "hour":
      return { every, minute: Number(minute) };
    case "day":
      return { every, time };
    case "week":
      return { every, time, weekdays: weekdays.map(Number) };
    case "month":
      return { every, time, day: Number(day) };
    case "cron":
      return { every, cron };
  }
}

function messagesIn({ from, to, text }: ScheduleValues): Message[] {
  const sender = from.trim();
  return linesOf(to).map((recipient) => ({ to: recipient, text, ...(sender !== "" && { from: sender }) }));
}
