export interface CsvTable {
  header: string[];
  rows: { line: number; cells: string[] }[];
}

/**
 * Reads CSV (RFC 4180, with or without a byte order mark), also with semicolons, as spreadsheets write it where commas are
 * decimal. Lines without anything are left out.
 */
export function readCsv(text: string): CsvTable {
  const plain = text.replace(/^\uFEFF/, "");
  const [first = ""] = plain.split("\n", 1);
  const delimiter = first.includes(";") && !first.includes(",") ? ";" : ",";
  const records = recordsOf(plain, delimiter).filter(({ cells }) => cells.some((cell) => cell !== ""));
  const [header, ...rows] = records;
  return { header: header?.cells ?? [], rows };
}

function recordsOf(text: string, delimiter: "," | ";"): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let line = 1;
  // A cell, quoted or plain, and what ends it.
  const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|([^${delimiter}\\r\\n]*))(${delimiter}|\\r?\\n|$)`, "g");
  for (const [, quoted, plain, end] of text.matchAll(pattern)) {
    const cell = quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"');
    cells.push(cell.trim());
    if (end === delimiter) continue;
    records.push({ line, cells });
    line += 1 + (quoted?.match(/\n/g)?.length ?? 0);
    cells = [];
  }
  return records;
}

/** A table as CSV. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
