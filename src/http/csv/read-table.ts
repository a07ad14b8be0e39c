import { type Result, type ServiceError, fail, failField, ok } from "../../errors.ts";
import type { AppContext } from "../app-env.ts";
import { type CsvPiece, type CsvRecord, readCsv } from "./read-csv.ts";

/** A record by the names of its columns; cells that are left out, or empty, are not there. */
export interface TableRow<Column extends string> {
  line: number;
  cells: Partial<Record<Column, string>>;
}

export type TablePiece<Column extends string> = { rows: TableRow<Column>[] } | { error: ServiceError };

export interface TableShape<Column extends string> {
  columns: readonly Column[];
  /** Those that must be there. */
  required: readonly Column[];
  bytes: number;
  rows: number;
  /** How long nothing may come, 10 s where it is left out. */
  idleMs?: number;
}

const csvMediaType = /^text\/csv\s*(;|$)/i;
/** Characters of one record. */
const recordCharacters = 100_000;
/** A client that sends nothing for so long holds a place that others wait for. */
const defaultIdleMs = 10_000;

/**
 * Reads a request's CSV, whose first line names the columns in any order. What is wrong with the whole is an error at once: unsupported_media_type,
 * invalid_request, body_too_large, body_timeout. What turns up later ends the rows.
 */
export async function readTable<Column extends string>(
  c: AppContext,
  shape: TableShape<Column>,
): Promise<Result<AsyncGenerator<TablePiece<Column>>>> {
  const request = c.req.raw;
  if (!csvMediaType.test(request.headers.get("content-type") ?? "")) {
    return fail("unsupported_media_type", { message: "The body must be sent as text/csv." });
  }
  const pieces = readCsv(request.body, {
    bytes: shape.bytes,
    recordCharacters,
    idleMs: shape.idleMs ?? defaultIdleMs,
  });
  const first = await pieces.next();
  if (first.done === true) return failField("", "invalid_request", "The body is empty.");
  if ("error" in first.value) return { ok: false, error: first.value.error };
  const [header, ...records] = first.value.records;
  const columns = readHeader(header, shape);
  return columns.ok ? ok(readRows(columns.value, records, pieces, shape.rows)) : columns;
}

function readHeader<Column extends string>(
  header: CsvRecord | undefined,
  { columns, required }: TableShape<Column>,
): Result<Column[]> {
  const names = header?.cells ?? [];
  const known = names.filter((name): name is Column => (columns as readonly string[]).includes(name));
  const unknown = names.find((name) => !(columns as readonly string[]).includes(name));
  if (unknown !== undefined || new Set(names).size < names.length) {
    return fail("invalid_request", {
      message: `The first line must name columns, each once; there are ${columns.join(", ")}.`,
    });
  }
  const missing = required.find((name) => !known.includes(name));
  return missing === undefined
    ? ok(known)
    : fail("invalid_request", { message: `The first line must name the column ${missing}.` });
}

async function* readRows<Column extends string>(
  columns: readonly Column[],
  first: CsvRecord[],
  pieces: AsyncGenerator<CsvPiece>,
  rowLimit: number,
): AsyncGenerator<TablePiece<Column>> {
  let count = first.length;
  if (first.length > 0) yield { rows: first.map((record) => rowOf(columns, record)) };
  for await (const piece of pieces) {
    if ("error" in piece) {
      yield piece;
      return;
    }
    count += piece.records.length;
    if (count > rowLimit) {
      yield { error: fail("body_too_large", { message: `There are more than ${rowLimit} rows.` }).error };
      return;
    }
    yield { rows: piece.records.map((record) => rowOf(columns, record)) };
  }
}

function rowOf<Column extends string>(columns: readonly Column[], { line, cells }: CsvRecord): TableRow<Column> {
  const byColumn: Partial<Record<Column, string>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (cell !== "") byColumn[column] = cell;
  }
  return { line, cells: byColumn };
}
