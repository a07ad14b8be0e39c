const absolute = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d)(\d{2})([+-])$/;

/**
 * Epoch milliseconds of an absolute time, YYMMDDhhmmsstnnp (SMPP 3.4 §7.1.1.1): tenths t, and nn quarters of an hour that
 * local time is ahead (+) or behind (-) UTC. Years are 2000 to 2099. Undefined for anything else, relative times included.
 */
export function parseAbsoluteTime(text: string): number | undefined {
  const parts = absolute.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenths = 0, quarters = 0] = parts
    .slice(1, 9)
    .map(Number);
  const localMs = Date.UTC(2000 + year, month - 1, day, hour, minute, second, tenths * 100);
  const written = new Date(localMs);
  // Date.UTC carries the 31st of February over into March.
  const isCalendarTime =
    written.getUTCMonth() === month - 1 && written.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const aheadMs = (parts[9] === "-" ? -quarters : quarters) * 900_000;
  return isCalendarTime ? localMs - aheadMs : undefined;
}
