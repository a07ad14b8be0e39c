import { decodeCells } from "../event-log/log-line.ts";
import { pduColumns } from "../link/pdu-log.ts";

export type PduColumn = (typeof pduColumns)[number];

/** One PDU, or frame of UCP. What is not known, or has no meaning for it, is empty. */
export type PduLine = Readonly<Record<PduColumn, string>>;

const header = pduColumns.join(",");

/** Reads a line of a connector's file, without its end; null for a header, and for what is none. */
export function decodePduLine(text: string, format: "csv" | "json"): PduLine | null {
  if (text === "") return null;
  if (format === "json") return decodeJson(text);
  // A connector of a later version may have more columns.
  if (text.startsWith(header)) return null;
  const cells = decodeCells(text);
  return Object.fromEntries(pduColumns.map((column, index) => [column, cells[index] ?? ""])) as PduLine;
}

function decodeJson(text: string): PduLine | null {
  try {
    const values = JSON.parse(text) as Record<string, unknown>;
    return Object.fromEntries(pduColumns.map((column) => [column, cellOf(values[column])])) as PduLine;
  } catch {
    return null;
  }
}

function cellOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
