import type { AppContext } from "../app-env.ts";

export type CsvCell = string | number | null;

/** Whether the caller wants CSV: says so, or takes nothing but that. */
export function wantsCsv(c: AppContext, format: "json" | "csv" | undefined): boolean {
  if (format !== undefined) return format === "csv";
  return /^text\/csv\b/i.test(c.req.raw.headers.get("accept") ?? "");
}

/**
 * A line of RFC 4180. What a spreadsheet would take for a formula is preceded by an apostrophe; numbers are numbers, negative
 * ones and those of telephones too.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(encodeCell).join(",")}\r\n`;
}

/** Answers lines as they come, so that no more than one page is held. `fileName` is what a browser stores it as. */
export function csvResponse(
  fileName: string,
  pages: Iterator<string, undefined> | AsyncIterator<string, undefined>,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pages.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pages.return?.();
    },
  });
  const headers = {
    "content-type": "text/csv",
    "content-disposition": `attachment; filename="${fileName}"`,
    vary: "accept",
  };
  return new Response(body, { headers });
}

function encodeCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=@\t\r]|^[+-](?!\d+$)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
