import { assert, constantFrom, integer, property, uniqueArray } from "fast-check";
import { it } from "vitest";
import { nextPermittedMs } from "../../../src/schedules/quiet-hours.ts";

const stepMs = 900_000;
const zoneNames = [
  "America/New_York",
  "America/St_Johns",
  "Pacific/Honolulu",
  "Europe/Madrid",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Pacific/Apia",
];
const formatters = new Map(
  zoneNames.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  ]),
);

/** By what the clocks show, as people would see it. */
function isQuiet(from: string, to: string, timeZone: string, atMs: number): boolean {
  const shown = formatters.get(timeZone)?.format(atMs) ?? "";
  return from < to ? shown >= from && shown < to : shown >= from || shown < to;
}

const quarterHour = integer({ min: 0, max: 95 }).map(
  (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`,
);

it("the next permitted moment is quiet in no zone, and none before it is permitted", () => {
  assert(
    property(
      uniqueArray(quarterHour, { minLength: 2, maxLength: 2 }),
      uniqueArray(constantFrom(...zoneNames), { minLength: 1, maxLength: 3 }),
      integer({ min: Date.UTC(2026, 0, 1) / stepMs, max: Date.UTC(2028, 0, 1) / stepMs }),
      ([from = "", to = ""], timeZones, step) => {
        const fromMs = step * stepMs;
        const isPermitted = (atMs: number): boolean => !timeZones.some((zone) => isQuiet(from, to, zone, atMs));
        const foundMs = nextPermittedMs({ from, to, timeZone: "recipient" }, timeZones, fromMs);
        const endMs = foundMs ?? fromMs + 2 * 86_400_000;
        for (let atMs = fromMs; atMs < endMs; atMs += stepMs) if (isPermitted(atMs)) return false;
        return foundMs === null || isPermitted(foundMs);
      },
    ),
    { numRuns: 400 },
  );
});
