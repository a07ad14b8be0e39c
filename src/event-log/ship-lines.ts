import { logError } from "../log.ts";
import { gzip } from "./gzip.ts";
import { encodeLogLine } from "./log-line.ts";
import type { NumbersShown, TimedLine } from "./log-lines-of.ts";
import { type LogPiece, hourMs, hourOf } from "./log-piece.ts";

export interface LogEnv extends Pick<Env, "LOG_LINES"> {
  /** `redacted`, `full` or `off`. */
  EVENT_LOG: string;
}

/** So many lines are about 32 KB compressed; a queue bills by 64 KB. */
const linesPerPiece = 1_000;

/** What messages wait for their log, at most. */
const patienceMs = 2_000;

type Wait = (delayMs: number, signal: AbortSignal) => Promise<unknown>;

/**
 * Sends lines on their way to the event log. `makeLines` is called unless the log is off. What cannot be sent is an error in
 * the log of the platform: what messages are waiting for does not wait for their log, and a send that takes long ends by itself.
 */
export async function shipLines(
  env: LogEnv,
  ctx: Pick<ExecutionContext, "waitUntil">,
  makeLines: (numbers: NumbersShown) => readonly TimedLine[],
  wait: Wait = (delayMs, signal) => scheduler.wait(delayMs, { signal }),
): Promise<void> {
  if (env.EVENT_LOG === "off") return;
  const sending = send(env, makeLines);
  ctx.waitUntil(sending);
  const waiting = new AbortController();
  await Promise.race([sending, wait(patienceMs, waiting.signal)]);
  waiting.abort();
}

/** Throws nothing. */
async function send(
  { EVENT_LOG, LOG_LINES }: LogEnv,
  makeLines: (numbers: NumbersShown) => readonly TimedLine[],
): Promise<void> {
  let lines: readonly TimedLine[] = [];
  try {
    lines = makeLines(EVENT_LOG === "full" ? "full" : "redacted");
    await Promise.all(piecesOf(lines).map(async (piece) => LOG_LINES.send(await packed(piece), { contentType: "v8" })));
  } catch (error) {
    logError("event_log.lines_lost", error, { lines: lines.length });
  }
}

function piecesOf(lines: readonly TimedLine[]): TimedLine[][] {
  const byHour = Map.groupBy(lines, ({ atMs }) => Math.floor(atMs / hourMs));
  return [...byHour.values()].flatMap((ofHour) =>
    Array.from({ length: Math.ceil(ofHour.length / linesPerPiece) }, (_, index) =>
      ofHour.slice(index * linesPerPiece, (index + 1) * linesPerPiece),
    ),
  );
}

async function packed(lines: readonly TimedLine[]): Promise<LogPiece> {
  let text = "";
  let [firstAtMs, lastAtMs] = [Infinity, -Infinity];
  for (const { atMs, line } of lines) {
    text += encodeLogLine(line);
    firstAtMs = Math.min(firstAtMs, atMs);
    lastAtMs = Math.max(lastAtMs, atMs);
  }
  return { hour: hourOf(firstAtMs), lines: lines.length, firstAtMs, lastAtMs, body: await gzip(text) };
}
