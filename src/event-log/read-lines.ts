import { logError } from "../log.ts";
import { gunzip } from "./gzip.ts";
import { type LogColumn, type LogLine, decodeLogLine } from "./log-line.ts";
import type { LogPart } from "./log-part.ts";
import { RecentLines } from "./recent-lines.ts";

export interface LineFilters {
  /** What columns must be. */
  equal: Partial<Pick<LogLine, "accountId" | "messageId" | "carrierId" | "event">>;
  /** Epoch ms; from the first moment on, and before the second. */
  afterMs: number;
  beforeMs: number;
}

/**
 * The lines of parts that fit, a member's at a time, so that no more than one part is held. A line that comes again, as its
 * chunk did, is left out where the first is among the last thousands. A part that cannot be read is told and passed over.
 */
export async function* readLines(
  { LOGS }: Pick<Env, "LOGS">,
  parts: readonly LogPart[],
  filters: LineFilters,
): AsyncGenerator<LogLine[], undefined> {
  const recent = new RecentLines();
  for (const { key, members } of parts) {
    try {
      // Whoever keeps logs for a month only may have deleted it since it was listed.
      const bytes = await (await LOGS.get(key))?.arrayBuffer();
      if (bytes === undefined) continue;
      for (const member of membersOf(bytes, members)) {
        const lines = fitting(await gunzip(member), filters, recent);
        if (lines.length > 0) yield lines;
      }
    } catch (error) {
      logError("event_log.part_unreadable", error, { key });
    }
  }
}

/** All but the first, which is the header. */
function* membersOf(bytes: ArrayBuffer, lengths: readonly number[]): Generator<ArrayBuffer> {
  let start = 0;
  for (const [index, length] of lengths.entries()) {
    if (index > 0) yield bytes.slice(start, start + length);
    start += length;
  }
}

function fitting(text: string, { equal, afterMs, beforeMs }: LineFilters, recent: RecentLines): LogLine[] {
  const wanted = Object.entries(equal) as [LogColumn, string][];
  return text.split("\r\n").flatMap((written) => {
    if (written === "" || !wanted.every(([, value]) => written.includes(value))) return [];
    const line = decodeLogLine(written);
    const atMs = Date.parse(line.time);
    if (atMs < afterMs || atMs >= beforeMs || !wanted.every(([column, value]) => line[column] === value)) return [];
    return recent.isNew(written) ? [line] : [];
  });
}
