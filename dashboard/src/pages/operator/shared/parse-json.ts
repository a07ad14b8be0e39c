export type ParsedJson = { ok: true; value: unknown } | { ok: false; line: number | null; message: string };

/** JSON as a person typed it, or where it breaks. `line` is null where the browser does not say. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return { ok: false, line: lineOf(text, message), message };
  }
}

/** Browsers say either `line 3` or `position 27`. */
function lineOf(text: string, message: string): number | null {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message.includes("end of") ? text.split("\n").length : null;
  return text.slice(0, Number(position)).split("\n").length;
}

export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
