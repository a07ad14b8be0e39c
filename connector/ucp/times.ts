const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  try {
    const formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      day: "2-digit",
      month: "2-digit",
      year: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(timeZone, formatter);
    return formatter;
  } catch {
    return undefined;
  }
}

/** SCTS and DSCTS: `DDMMYYhhmmss` by the clock of a zone; undefined for a zone that is not known. */
export function secondDigits(atMs: number, timeZone: string): string | undefined {
  const parts = formatterOf(timeZone)?.formatToParts(atMs);
  return parts
    ?.filter(({ type }) => type !== "literal")
    .map(({ value }) => value)
    .join("");
}

/** VP and DDT: `DDMMYYhhmm` by the clock of a zone; undefined for a zone that is not known. */
export function minuteDigits(atMs: number, timeZone: string): string | undefined {
  return secondDigits(atMs, timeZone)?.slice(0, 10);
}
