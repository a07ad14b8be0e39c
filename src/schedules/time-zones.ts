const dayMs = 86_400_000;
/** Zones a process keeps formatters of: more than there are, so that only made-up spellings ever fill it. */
const clockLimit = 2_000;
/** Days whose offset is kept for one zone. */
const dayLimit = 1_000;

interface ZoneClock {
  formatter: Intl.DateTimeFormat;
  /** The offset at the start of days since 1970. */
  offsetOfDay: Map<number, number>;
}

const clocks = new Map<string, ZoneClock>();

/** Whether the platform knows the name as a time zone of the IANA database, such as America/Bogota. */
export function isTimeZone(name: string): boolean {
  return clockOf(name) !== null;
}

/** Milliseconds by which the clocks of a zone are ahead of UTC at a moment. Throws where there is no such zone. */
export function offsetMsAt(timeZone: string, atMs: number): number {
  const clock = clockOf(timeZone);
  if (clock === null) throw new RangeError(`no time zone is called ${timeZone}`);
  const day = Math.floor(atMs / dayMs);
  // No zone changes its clocks twice in a day, so a day that ends as it began is that all through.
  const offset = offsetAtStartOf(clock, day);
  return offset === offsetAtStartOf(clock, day + 1) ? offset : measureOffset(clock, atMs);
}

/**
 * The moment at which the clocks of a zone show a local time, which is given as if it were UTC. Where clocks are put forward
 * over it, the moment is as much later as they skip (02:30 is 03:30); where they are put back and show it twice, it is the first.
 */
export function momentOfLocal(localMs: number, timeZone: string): number {
  const before = offsetMsAt(timeZone, localMs - dayMs);
  const after = offsetMsAt(timeZone, localMs + dayMs);
  const candidates = [localMs - before, localMs - after].sort((a, b) => a - b);
  return candidates.find((candidate) => candidate + offsetMsAt(timeZone, candidate) === localMs) ?? localMs - before;
}

function clockOf(timeZone: string): ZoneClock | null {
  const held = clocks.get(timeZone);
  if (held !== undefined) return held;
  const clock = makeClock(timeZone);
  if (clock === null) return null;
  if (clocks.size >= clockLimit) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

function makeClock(timeZone: string): ZoneClock | null {
  // The platform takes offsets such as +05:00 too, which know nothing of summer.
  if (!/^[A-Za-z]/.test(timeZone)) return null;
  try {
    const formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    return { formatter, offsetOfDay: new Map() };
  } catch {
    return null;
  }
}

function offsetAtStartOf(clock: ZoneClock, day: number): number {
  const known = clock.offsetOfDay.get(day);
  if (known !== undefined) return known;
  const offset = measureOffset(clock, day * dayMs);
  if (clock.offsetOfDay.size >= dayLimit) clock.offsetOfDay.clear();
  clock.offsetOfDay.set(day, offset);
  return offset;
}

function measureOffset({ formatter }: ZoneClock, atMs: number): number {
  const secondMs = Math.floor(atMs / 1_000) * 1_000;
  const parts = new Map(formatter.formatToParts(secondMs).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
  return local - secondMs;
}
