/** What a text area has, one a line (or with commas between), without blanks and repetitions. */
export function linesOf(text: string): string[] {
  const items = text.split(/[\n,;]/).map((line) => line.trim());
  return [...new Set(items.filter((line) => line !== ""))];
}
