import { describe, expect, it } from "vitest";
import { Window } from "../../../connector/smpp/window.ts";

describe("window", () => {
  it("numbers requests from 1", () => {
    const window = new Window<string>();
    expect([window.add("a", 10), window.add("b", 10), window.nextSequence()]).toEqual([1, 2, 3]);
    expect(window.peek(2)).toBe("b");
  });

  it("goes on at 1 after the last number, past those that still wait", () => {
    const window = new Window<string>(4);
    expect([window.add("a", 10), window.add("b", 10), window.add("c", 10), window.add("d", 10)]).toEqual([1, 2, 3, 4]);
    window.remove(2);
    window.remove(4);
    expect([window.add("e", 10), window.add("f", 10)]).toEqual([2, 4]);
    expect(window.peek(1)).toBe("a");
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
    expect(window.takeExpired(20)).toEqual([
      { sequence: 1, entry: "soon" },
      { sequence: 3, entry: "also soon" },
    ]);
    expect(window.takeExpired(20)).toEqual([]);
    expect(window.takeAll()).toEqual(["late"]);
    expect(window.size).toBe(0);
  });
});
