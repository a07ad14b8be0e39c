import { expect, it } from "vitest";
import { idLowerBound, idTimeMs } from "../../../src/ids.ts";
import { routingIdOf } from "../../../src/messages/routing-id.ts";

it("is a text's own id, or one of the moment it fired", () => {
  const id = `${idLowerBound("message", 1_000).slice(0, -1)}7`;
  expect(routingIdOf({ id })).toBe(id);
  expect(idTimeMs(routingIdOf({ id, firedAtMs: 5_000 }))).toBe(5_000);
});
