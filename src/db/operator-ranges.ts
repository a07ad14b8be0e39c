import { asc, eq } from "drizzle-orm";
import type { OperatorPrefix } from "../routing/operators.ts";
import { openDatabase } from "./open.ts";
import { operatorRanges } from "./schema.ts";

/** Characters of one piece; D1 takes 2 MB in a row. */
const pieceCharacters = 500_000;

/** Stores a table under its name; one that is there already is the same. */
export async function insertOperatorRanges(
  db: D1Database,
  tableId: string,
  ranges: readonly OperatorPrefix[],
): Promise<void> {
  const statement = db.prepare("INSERT OR IGNORE INTO operator_ranges (table_id, piece, body) VALUES (?, ?, ?)");
  const pieces = cut(encodeRanges(ranges));
  if (pieces.length > 0) await db.batch(pieces.map((body, piece) => statement.bind(tableId, piece, body)));
}

/** A table's ranges, by their prefixes. */
export async function readOperatorRanges(db: D1Database, tableId: string): Promise<OperatorPrefix[]> {
  const rows = await openDatabase(db)
    .select({ body: operatorRanges.body })
    .from(operatorRanges)
    .where(eq(operatorRanges.tableId, tableId))
    .orderBy(asc(operatorRanges.piece))
    .all();
  return rows.flatMap(({ body }) => decodeLines(body));
}

/** Lines `prefix,operator`, each ended. */
export function encodeRanges(ranges: readonly OperatorPrefix[]): string {
  return ranges.map(({ prefix, operator }) => `${prefix},${operator}\n`).join("");
}

function decodeLines(body: string): OperatorPrefix[] {
  return body
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const comma = line.indexOf(",");
      return { prefix: line.slice(0, comma), operator: line.slice(comma + 1) };
    });
}

/** Pieces that end with a line. */
function cut(lines: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < lines.length;) {
    const wanted = start + pieceCharacters;
    const end = wanted >= lines.length ? lines.length : lines.lastIndexOf("\n", wanted) + 1;
    pieces.push(lines.slice(start, end));
    start = end;
  }
  return pieces;
}
