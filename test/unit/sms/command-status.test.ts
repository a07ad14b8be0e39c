import { expect, test } from "vitest";
import { commandStatusLookup, commandStatuses, commandStatusOf } from "../../../src/sms/command-status.ts";

test("every value of SMPP 3.4 §5.1.3 is there", () => {
  const expected = [
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x11, 0x13, 0x14, 0x15,
    0x33, 0x34, 0x40, 0x42, 0x43, 0x44, 0x45, 0x48, 0x49, 0x50, 0x51, 0x53, 0x54, 0x55, 0x58, 0x61, 0x62, 0x63, 0x64,
    0x65, 0x66, 0x67, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xfe, 0xff,
  ];
  expect([...commandStatuses.keys()]).toEqual(expected);
});

test("what is worth another try, what is worth slowing down for, what another carrier may take, and what none would", () => {
  const byAction = (action: string): number[] =>
    [...commandStatuses].filter(([, status]) => status.action === action).map(([number]) => number);
  expect(byAction("retry")).toEqual([0x04, 0x08, 0x14, 0x64]);
  expect(byAction("throttle")).toEqual([0x58]);
  expect(byAction("accept")).toEqual([0x00]);
  // Not read, malformed, or no answer to a submit at all.
  expect(byAction("fail")).toEqual([
    0x01, 0x02, 0x03, 0x0c, 0x11, 0x13, 0x33, 0x34, 0x40, 0x42, 0x44, 0x54, 0x55, 0x63, 0x67, 0xc0, 0xc2, 0xc3, 0xc4,
  ]);
  expect(byAction("elsewhere").length).toBe(commandStatuses.size - 25);
});

test("names follow the specification", () => {
  expect(commandStatusOf(0x0b)).toMatchObject({ name: "INVDSTADR", category: "address" });
  expect(commandStatusOf(0x58)).toMatchObject({ name: "THROTTLED", category: "congestion" });
  const names = [...commandStatuses.values()].map((status) => status.name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([0x09, 0x410, 0x500, -1])("%i, which the specification leaves open, is for another carrier", (number) => {
  expect(commandStatusOf(number)).toMatchObject({ name: "VENDOR", action: "elsewhere" });
});

test("a carrier may mean something else by a number, and says only what differs", () => {
  const lookup = commandStatusLookup([
    { commandStatus: 0x45, action: "retry" },
    {
      commandStatus: 0x410,
      action: "fail",
      name: "NOCREDIT",
      category: "carrier",
      message: "The carrier wants money.",
    },
  ]);
  expect(lookup(0x45)).toEqual({ ...commandStatusOf(0x45), action: "retry" });
  expect(lookup(0x410)).toMatchObject({ name: "NOCREDIT", action: "fail", message: "The carrier wants money." });
  expect(lookup(0x0b)).toBe(commandStatusOf(0x0b));
});
