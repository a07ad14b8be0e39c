import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { logColumns } from "../../../src/event-log/log-line.ts";
import { timelineTypes } from "../../../src/messages/message.ts";

const guide = readFileSync(new URL("../../../docs/event-log.md", import.meta.url), "utf8");

test("the guide has the columns, in their order", () => {
  const named = Array.from(guide.matchAll(/^\| `(\w+)` \|/gm), ([, column]) => column);
  expect(named).toEqual(logColumns);
});

test("the guide has every event", () => {
  const row = /^\| `event` \|(.*)$/m.exec(guide)?.[1] ?? "";
  // A message is accepted in the account's object, which tells of it when it is queued or scheduled.
  const told = timelineTypes.filter((type) => type !== "accepted");
  expect(told.filter((type) => !row.includes(type))).toEqual([]);
});
