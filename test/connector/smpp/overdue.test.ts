import { expect, it } from "vitest";
import { Overdue } from "../../../connector/smpp/overdue.ts";

it("remembers so many overdue requests, the newest", () => {
  const overdue = new Overdue<string>(3);
  for (const sequence of [1, 2, 3, 4, 5]) {
    overdue.add(sequence, `${sequence}`);
  }
  expect([1, 2, 3, 4, 5].map((sequence) => overdue.peek(sequence))).toEqual([undefined, undefined, "3", "4", "5"]);
  overdue.remove(4);
  expect([overdue.peek(4), overdue.size]).toEqual([undefined, 2]);
});
