import type { AppContext } from "../app-env.ts";

export { type CsvCell, csvLine } from "../../csv-line.ts";

/** Whether the caller wants CSV: says so, or takes nothing but that. */
export function wantsCsv(c: AppContext, format: "json" | "csv" | undefined): boolean {
  if (format !== undefined) return format === "csv";
  return /^text\/csv\b/i.test(c.req.raw.headers.get("accept") ?? "");
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
