import { describe, expect, it } from "vitest";
import { TransactionWindow } from "../../../connector/ucp/window.ts";

describe("transaction numbers", () => {
  it("run from 00 to 99 and round again, past those that are busy", () => {
    const window = new TransactionWindow<number>();
    for (let entry = 0; entry < 100; entry++) {
      expect(window.add(entry, 51, 1_000)).toBe(entry);
    }
    expect(window.add(100, 51, 1_000)).toBeUndefined();
    expect(window.settle(7, 51)).toMatchObject({ entry: 7, isLate: false });
    expect(window.settle(5, 51)).toMatchObject({ entry: 5, isLate: false });
    expect(window.add(101, 51, 1_000)).toBe(5);
    expect(window.add(102, 51, 1_000)).toBe(7);
    expect(window.free).toBe(0);
  });

  it("match by number and operation", () => {
    const window = new TransactionWindow<string>();
    window.add("submit", 51, 1_000);
    expect(window.settle(0, 31)).toBeUndefined();
    expect(window.settle(1, 51)).toBeUndefined();
    expect(window.settle(0, 51)).toMatchObject({ entry: "submit" });
    expect(window.settle(0, 51)).toBeUndefined();
  });

  it("stay taken after the time is up, so that a late result is nobody else's", () => {
    const window = new TransactionWindow<string>();
    window.add("late", 51, 100);
    window.add("patient", 51, 200);
    expect(window.takeExpired(100)).toEqual(["late"]);
    expect(window.takeExpired(150)).toEqual([]);
    expect([window.abandoned, window.free]).toEqual([1, 98]);
    for (let entry = 0; entry < 98; entry++) {
      window.add("other", 51, 1_000);
    }
    expect(window.nextNumber()).toBeUndefined();
    expect(window.settle(0, 51)).toMatchObject({ entry: "late", isLate: true });
    expect([window.abandoned, window.nextNumber()]).toEqual([0, 0]);
  });

  it("give back everything that waits when the session ends", () => {
    const window = new TransactionWindow<string>();
    window.add("a", 51, 100);
    window.add("b", 31, 300);
    window.takeExpired(100);
    expect(window.takeAll()).toEqual(["b"]);
    expect([window.abandoned, window.free]).toEqual([0, 100]);
  });
});
