export type CsvCell = string | number | null;

/**
 * A line of RFC 4180. What a spreadsheet would take for a formula is preceded by an apostrophe; numbers are numbers, negative
 * ones and those of telephones too.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(encodeCell).join(",")}\r\n`;
}

function encodeCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=@\t\r]|^[+-](?!\d+$)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
