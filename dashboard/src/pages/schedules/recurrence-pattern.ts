/** The recurrences that a form has fields for; every other one is a cron expression. */
export type RecurrencePattern =
  | { every: "hour"; minute: number }
  | { every: "day"; time: string }
  /** 0 is Sunday. */
  | { every: "week"; time: string; weekdays: number[] }
  | { every: "month"; time: string; day: number }
  | { every: "cron"; cron: string };

export const patternKinds = ["hour", "day", "week", "month", "cron"] as const;

const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;

/** As the API takes it. `time` is HH:MM. */
export function cronOf(pattern: RecurrencePattern): string {
  switch (pattern.every) {
    case "hour":
      return `${pattern.minute} * * * *`;
    case "day":
      return `${clockFields(pattern.time)} * * *`;
    case "week":
      return `${clockFields(pattern.time)} * * ${[...pattern.weekdays]
        .sort((a, b) => a - b)
        .map((day) => weekdayNames[day])
        .join(",")}`;
    case "month":
      return `${clockFields(pattern.time)} ${pattern.day} * *`;
    case "cron":
      return pattern.cron.trim().replaceAll(/\s+/g, " ");
  }
}

/** What a cron expression says, in the form's terms. */
export function patternOf(cron: string): RecurrencePattern {
  const other: RecurrencePattern = { every: "cron", cron };
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = cron.split(" ");
  if (!isNumber(minute, 0, 59) || month !== "*") return other;
  if (hour === "*") return day === "*" && weekday === "*" ? { every: "hour", minute: Number(minute) } : other;
  if (!isNumber(hour, 0, 23)) return other;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekday === "*") return { every: "day", time };
  if (weekday === "*") return isNumber(day, 1, 31) ? { every: "month", time, day: Number(day) } : other;
  const weekdays = day === "*" ? weekdaysOf(weekday) : null;
  return weekdays === null ? other : { every: "week", time, weekdays };
}

function clockFields(time: string): string {
  const [hour = "0", minute = "0"] = time.split(":");
  return `${Number(minute)} ${Number(hour)}`;
}

function isNumber(field: string, least: number, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) >= least && Number(field) <= most;
}

/** Null where the field has more than names and numbers with commas between. */
function weekdaysOf(field: string): number[] | null {
  const days = field.split(",").map((name) => {
    const named = weekdayNames.findIndex((known) => known === name.toUpperCase());
    if (named >= 0) return named;
    // 7 is Sunday, too.
    return isNumber(name, 0, 7) ? Number(name) % 7 : null;
  });
  const known = days.filter((day) => day !== null);
  return known.length === days.length ? [...new Set(known)].sort((a, b) => a - b) : null;
}
