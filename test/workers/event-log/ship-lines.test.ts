import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { TimedLine } from "../../../src/event-log/log-lines-of.ts";
import { logColumns, type LogLine } from "../../../src/event-log/log-line.ts";
import { type LogEnv, shipLines } from "../../../src/event-log/ship-lines.ts";

const line = Object.fromEntries(logColumns.map((column) => [column, column])) as LogLine;
const lines: TimedLine[] = [{ atMs: 0, line }];
const forever = (): Promise<never> => new Promise(() => undefined);

/** An edge whose queue "log" takes as `send` does, and what goes on after its consumer's batch. */
function edgeOf(send: () => Promise<unknown>) {
  const goingOn: Promise<unknown>[] = [];
  const env = { EVENT_LOG: "redacted", LOG_LINES: { send } } as unknown as LogEnv;
  return { env, goingOn, ctx: { waitUntil: (work: Promise<unknown>) => void goingOn.push(work) } };
}

function caughtErrors() {
  const logged = vi.spyOn(console, "error").mockReturnValue(undefined);
  onTestFinished(() => logged.mockRestore());
  return () => logged.mock.calls.map(([text]) => JSON.parse(String(text)) as Record<string, unknown>);
}

describe("lines on their way to the event log", () => {
  it("hold up their consumer for as long as is waited for, and may arrive or fail after that", async () => {
    const errors = caughtErrors();
    const gate = Promise.withResolvers<void>();
    const { env, goingOn, ctx } = edgeOf(() => gate.promise.then(() => Promise.reject(new Error("the queue is out"))));
    await shipLines(
      env,
      ctx,
      () => lines,
      () => Promise.resolve(),
    );
    expect(errors()).toEqual([]);
    gate.resolve();
    await Promise.all(goingOn);
    expect(errors()).toMatchObject([{ code: "event_log.lines_lost", lines: 1, error: "the queue is out" }]);
  });

  it("are lost, and nothing else, where they cannot be made", async () => {
    const errors = caughtErrors();
    const { env, ctx } = edgeOf(() => Promise.resolve());
    const unmakeable = (): never => {
      throw new RangeError("Invalid time value");
    };
    await shipLines(env, ctx, unmakeable, forever);
    expect(errors()).toMatchObject([{ code: "event_log.lines_lost", error: "Invalid time value" }]);
  });
});
