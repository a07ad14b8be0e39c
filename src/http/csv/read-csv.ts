import { parse } from "csv-parse/browser/esm/sync";
import { type ServiceError, fail } from "../../errors.ts";
import { readChunks } from "../read-chunks.ts";
import { endOfLastRecord } from "./record-end.ts";

export interface CsvRecord {
  /** The line it ends on, from 1. */
  line: number;
  cells: string[];
}

/** Records that came together, or why there are no more. */
export type CsvPiece = { records: CsvRecord[] } | { error: ServiceError };

export interface CsvLimits {
  bytes: number;
  /** Characters of one record. */
  recordCharacters: number;
  /** How long nothing may come. */
  idleMs: number;
}

/**
 * Reads CSV (RFC 4180, UTF-8 with or without a byte order mark) as it comes, holding no more of it than the record that is under
 * way. Lines without anything are left out.
 */
export async function* readCsv(
  body: ReadableStream<Uint8Array> | null,
  { bytes: byteLimit, recordCharacters, idleMs }: CsvLimits,
): AsyncGenerator<CsvPiece> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let bytes = 0;
  let lines = 0;
  let rest = "";
  try {
    for await (const chunk of readChunks(body, idleMs)) {
      if (chunk === "late") {
        yield { error: fail("body_timeout").error };
        return;
      }
      bytes += chunk.byteLength;
      if (bytes > byteLimit) {
        yield { error: fail("body_too_large", { message: tooLarge(byteLimit) }).error };
        return;
      }
      rest += decoder.decode(chunk, { stream: true });
      const end = endOfLastRecord(rest);
      if (rest.length - end > recordCharacters) {
        yield { error: malformed(`The record after line ${lines} is too long; are its quotes closed?`) };
        return;
      }
      if (end === 0) continue;
      const whole = rest.slice(0, end);
      rest = rest.slice(end);
      yield { records: parseRecords(whole, lines) };
      lines += countLines(whole);
    }
    rest += decoder.decode();
    if (rest !== "") yield { records: parseRecords(rest, lines) };
  } catch (error) {
    const isEncoding = error instanceof TypeError;
    const reason = isEncoding ? "The body is not UTF-8." : `The CSV breaks after line ${lines}.`;
    yield { error: malformed(reason) };
  }
}

function parseRecords(text: string, linesBefore: number): CsvRecord[] {
  const parsed = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return parsed.map(({ record, info }) => ({ line: linesBefore + info.lines, cells: record }));
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function tooLarge(byteLimit: number): string {
  return `The body is larger than ${byteLimit / 1024 / 1024} MB.`;
}

function malformed(message: string): ServiceError {
  return fail("invalid_request", { message }).error;
}
