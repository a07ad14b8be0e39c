import { getArchivedMessage } from "../archive/get-archived-message.ts";
import { findMessage } from "../db/find-message.ts";
import { databaseOf } from "../db/months.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { TimelineEntry } from "../messages/message.ts";
import { timelineOf } from "../messages/timeline.ts";
import { findPduFiles } from "./find-pdu-files.ts";
import type { PduFile } from "./pdu-file.ts";
import type { PduLine } from "./pdu-line.ts";
import { readPduLines } from "./read-pdu-lines.ts";

export interface MessagePdus {
  /** In the order of time. */
  lines: PduLine[];
  /** False where there was more to read, or to tell, than one question may. */
  isComplete: boolean;
}

/** What one question reads, and tells. */
const limits = { files: 12, bytes: 16 * 2 ** 20, lines: 500 };

/** A submit goes before the step that its response is, and a receipt's answer after. */
const beforeStepMs = 60_000;
const afterStepMs = 10_000;

/**
 * The PDUs of a message, of what connectors have shipped: its submits and their responses, and the deliveries that name the id
 * that its carrier gave it. Only files of about the times of its steps are read. Errors: not_found.
 */
export async function findMessagePdus(
  env: Pick<Env, "DB" | "LOGS" | "ARCHIVE">,
  accountId: string,
  messageId: string,
): Promise<Result<MessagePdus>> {
  const timeline = await findTimeline(env, accountId, messageId);
  if (!timeline.ok) return timeline;
  const steps = timeline.value.filter(({ carrierId }) => carrierId !== undefined);
  const { files, isComplete } = await filesAbout(
    env,
    steps.map(({ atMs }) => atMs),
  );
  const carrierIds = new Set(steps.map(({ carrierId }) => carrierId));
  const names = new Set([messageId, ...steps.flatMap(({ carrierMessageId }) => carrierMessageId ?? [])]);
  const filter = {
    mayFit: (text: string) => names.values().some((name) => text.includes(name)),
    fits: (line: PduLine) =>
      line.messageId === messageId || (carrierIds.has(line.carrierId) && names.has(line.carrierMessageId)),
  };
  const lines: PduLine[] = [];
  for await (const some of readPduLines(env, files, filter)) {
    lines.push(...some);
    if (lines.length > limits.lines) return ok({ lines: inOrder(lines).slice(0, limits.lines), isComplete: false });
  }
  return ok({ lines: inOrder(lines), isComplete });
}

async function findTimeline(
  env: Pick<Env, "DB" | "ARCHIVE">,
  accountId: string,
  messageId: string,
): Promise<Result<TimelineEntry[]>> {
  if (!isId("message", messageId)) return fail("not_found");
  const row = await findMessage(databaseOf(env, messageId), accountId, messageId);
  if (row !== null) return ok(timelineOf(row.id, row.timeline));
  const archived = await getArchivedMessage(env, accountId, messageId, Date.now());
  return archived.ok ? ok(archived.value.timeline) : archived;
}

function inOrder(lines: PduLine[]): PduLine[] {
  return lines.sort((one, other) => (one.time < other.time ? -1 : Number(one.time > other.time)));
}

/** Files with PDUs of about these times, as many as may be read. */
async function filesAbout(
  env: Pick<Env, "LOGS">,
  timesMs: readonly number[],
): Promise<{ files: PduFile[]; isComplete: boolean }> {
  const files = new Map<string, PduFile>();
  let bytes = 0;
  for (const { afterMs, beforeMs } of rangesAbout(timesMs)) {
    const left = { files: limits.files - files.size, bytes: limits.bytes - bytes };
    if (left.files <= 0 || left.bytes <= 0) return { files: [...files.values()], isComplete: false };
    const found = await findPduFiles(env, { afterMs, beforeMs, afterKey: undefined }, left);
    for (const file of found.files) {
      if (!files.has(file.key)) bytes += file.bytes;
      files.set(file.key, file);
    }
    if (found.more) return { files: [...files.values()], isComplete: false };
  }
  return { files: [...files.values()], isComplete: true };
}

interface Range {
  afterMs: number;
  beforeMs: number;
}

/** The times with what is around them, joined where they meet. */
function rangesAbout(timesMs: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (const atMs of timesMs.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    const [afterMs, beforeMs] = [atMs - beforeStepMs, atMs + afterStepMs];
    if (last !== undefined && afterMs <= last.beforeMs) last.beforeMs = beforeMs;
    else ranges.push({ afterMs, beforeMs });
  }
  return ranges;
}
