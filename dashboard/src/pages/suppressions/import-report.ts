/** What an import has come to, as its lines are read. */
export interface ImportReport {
  rows: number;
  added: number;
  existing: number;
  refused: number;
  /** The first of those that were refused. */
  problems: { line: number; message: string }[];
  /** Why the rest was not read; null where all of it was. */
  stopped: string | null;
  isDone: boolean;
}

export const shownProblems = 20;

export const emptyReport: ImportReport = {
  rows: 0,
  added: 0,
  existing: 0,
  refused: 0,
  problems: [],
  stopped: null,
  isDone: false,
};

interface ImportLine {
  line?: number;
  result?: "added" | "existing" | "refused";
  message?: string;
  summary?: { added: number; existing: number; refused: number; error?: { message: string } };
}

/** The report with another line of the answer, which is JSON. */
export function addLine(report: ImportReport, json: string): ImportReport {
  const { line = 0, result, message = "", summary } = JSON.parse(json) as ImportLine;
  if (summary !== undefined) {
    const { added, existing, refused } = summary;
    return { ...report, added, existing, refused, stopped: summary.error?.message ?? null, isDone: true };
  }
  const rows = report.rows + 1;
  if (result === "added") return { ...report, rows, added: report.added + 1 };
  if (result === "existing") return { ...report, rows, existing: report.existing + 1 };
  const problems = report.problems.length < shownProblems ? [...report.problems, { line, message }] : report.problems;
  return { ...report, rows, refused: report.refused + 1, problems };
}

/** Lines of an answer as they come. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}
