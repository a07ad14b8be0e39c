import { describe, expect, it } from "vitest";
import { Window } from "../../../connector/smpp/window.ts";

describe("window", () => {
  it("numbers requests from 1", () => {
    const window = new Window<string>();
    expect([window.add("a", 10), window.add("b", 10), window.nextSequence()]).toEqual([1, 2, 3]);
    expect(window.peek(2)).toBe("b");
  });

  it("goes on at 1 after 0x7FFFFFFF, past the numbers that still wait", () => {
    const window = new Window<string>();
    window.add("old", 10);
    window.add("older", 10);
    const late = new Window<string>(0x7fffffff);
    expect([late.add("last", 10), late.add("first", 10)]).toEqual([0x7fffffff, 1]);

    const wrapped = new Window<string>(0x7ffffffe);
    expect(wrapped.add("a", 10)).toBe(0x7ffffffe);
    expect(wrapped.add("b", 10)).toBe(0x7fffffff);
    expect(wrapped.add("c", 10)).toBe(1);
    wrapped.remove(0x7fffffff);
    expect(wrapped.size).toBe(2);
  });

  it("skips a busy number after a whole round", () => {
    const window = new Window<string>(0x7fffffff);
    window.add("waits since the last round", 10);
    const next = new Window<string>(1);
    next.add("one", 10);
    next.remove(1);
    expect(next.add("two", 10)).toBe(2);
    expect(window.add("first of this round", 10)).toBe(1);
  });

  it("knows a request no longer once it is removed", () => {
    const window = new Window<string>();
    const sequence = window.add("a", 10);
    window.remove(sequence);
    expect(window.peek(sequence)).toBeUndefined();
    expect(window.size).toBe(0);
  });

  it("gives out those whose time is up, oldest first, and once", () => {
    const window = new Window<string>();
    window.add("soon", 10);
    window.add("late", 30);
    window.add("also soon", 20);
    expect(window.takeExpired(9)).toEqual([]);
    expect(window.takeExpired(20)).toEqual(["soon", "also soon"]);
    expect(window.takeExpired(20)).toEqual([]);
    expect(window.takeAll()).toEqual(["late"]);
    expect(window.size).toBe(0);
  });
});
