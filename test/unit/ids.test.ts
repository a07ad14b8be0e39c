import { describe, it } from "vitest";
import { createIdFactory } from "../../src/ids.ts";

const atMs = Date.UTC(2026, 0, 1);

/** A factory whose random parts are all of one digit. */
const factoryOf = (digit: number) =>
  createIdFactory(
    () => atMs,
    (bytes) => bytes.fill(digit),
  );

describe("ids after a restart", () => {
  it("sort after the highest of what was there, in whatever order that is told", ({ expect }) => {
    const low = factoryOf(1).next("event");
    const high = factoryOf(20).next("event");
    for (const known of [
      [low, high],
      [high, low],
    ]) {
      const ids = factoryOf(3);
      for (const id of known) ids.startAfter(id);
      expect(ids.next("event") > high).toBe(true);
    }
  });

  it("sort after an id of a moment that the clock has not reached", ({ expect }) => {
    const later = createIdFactory(
      () => atMs + 5_000,
      (bytes) => bytes.fill(0),
    ).next("message");
    const ids = factoryOf(31);
    ids.startAfter(later);
    expect(ids.next("message") > later).toBe(true);
  });
});
