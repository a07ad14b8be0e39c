import { errorOf } from "../../../api/api-error.ts";

/** A line of the event log: docs/event-log.md. */
export interface LogLine {
  time: string;
  event: string;
  messageId: string | null;
  accountId: string | null;
  carrierId: string | null;
  bindId: string | null;
  sender: string | null;
  recipient: string | null;
  segments: number | null;
  segment: number | null;
  attempt: number | null;
  status: string | null;
  errorCode: string | null;
  outcome: string | null;
  carrierMessageId: string | null;
  sinceAcceptedMs: number | null;
  step: string | null;
}

export interface LogPage {
  lines: LogLine[];
  /** Whether more lines came than are shown. */
  isCut: boolean;
  nextCursor: string | null;
}

export interface LogFilters {
  after?: string | undefined;
  before?: string | undefined;
  account?: string | undefined;
  message?: string | undefined;
  carrier?: string | undefined;
  event?: string | undefined;
  cursor?: string | undefined;
}

/** As many lines as a person reads through: an answer may have hundreds of thousands. */
const linesShown = 1_000;

/** Reads lines as they come, and no further than are shown. */
export async function readLog(filters: LogFilters, signal: AbortSignal): Promise<LogPage> {
  const query = new URLSearchParams(
    Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const response = await fetch(`/admin/v1/logs?${query}`, { signal, headers: { accept: "application/x-ndjson" } });
  if (!response.ok || response.body === null) {
    throw errorOf(await response.json().catch(() => undefined), response);
  }
  const { lines, isCut } = await takeLines(response.body, linesShown);
  const hasMore = response.headers.get("x-heliograph-more") === "true";
  return { lines, isCut, nextCursor: hasMore ? response.headers.get("x-heliograph-cursor") : null };
}

export async function takeLines(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<{ lines: LogLine[]; isCut: boolean }> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  const lines: LogLine[] = [];
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += value ?? "";
    const whole = rest.split("\n");
    rest = done ? "" : (whole.pop() ?? "");
    for (const line of whole) {
      if (line === "") continue;
      if (lines.length === most) {
        await reader.cancel();
        return { lines, isCut: true };
      }
      lines.push(JSON.parse(line) as LogLine);
    }
    if (done) return { lines, isCut: false };
  }
}
