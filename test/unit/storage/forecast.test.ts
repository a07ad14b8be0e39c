import { describe, it } from "vitest";
import { databaseLimitBytes, forecast } from "../../../src/storage/forecast.ts";

const dayMs = 86_400_000;
const lastMs = Date.parse("2026-11-21T12:00:00Z");

/** Days up to the 21st of November, each with so many octets more than the one before. */
function growing(days: number, bytesPerDay: number, lastBytes: number) {
  return Array.from({ length: days }, (_, index) => {
    const back = days - 1 - index;
    return {
      day: new Date(lastMs - back * dayMs).toISOString().slice(0, 10),
      // The last day is half over.
      bytes: Math.round(lastBytes - (back === 0 ? 0 : back - 0.5) * bytesPerDay),
      messages: 1_000 - back * 10,
    };
  });
}

describe("the forecast of a database", () => {
  it("says when it is full at the rate of the last week", ({ expect }) => {
    const { bytesPerDay, fullAtMs } = forecast(growing(30, 100_000_000, 4_000_000_000), lastMs);
    expect(bytesPerDay).toBe(100_000_000);
    expect(fullAtMs).toBe(lastMs + 60 * dayMs);
  });

  it("knows nothing on the first day", ({ expect }) => {
    const unknown = { bytesPerDay: null, messagesPerDay: null, fullAtMs: null };
    expect(forecast([], lastMs)).toEqual(unknown);
    expect(forecast(growing(1, 5, 100), lastMs)).toEqual(unknown);
  });

  it("never ends for what does not grow", ({ expect }) => {
    expect(forecast(growing(10, 0, 100), lastMs)).toMatchObject({ bytesPerDay: 0, fullAtMs: null });
    expect(forecast(growing(10, -7, 100), lastMs).fullAtMs).toBeNull();
  });

  it("ends now for what is full", ({ expect }) => {
    expect(forecast(growing(10, 1_000, databaseLimitBytes), lastMs).fullAtMs).toBe(lastMs);
  });
});
