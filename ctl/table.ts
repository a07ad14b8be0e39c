/** Rows under their names, in columns as wide as they need; a cell without a value is a dash. */
export function table(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = [names.map((name) => name.toUpperCase()), ...rows.map((row) => row.map(show))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** Names and values, one a line. */
export function list(fields: readonly (readonly [name: string, value: unknown])[]): string {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `${name.padEnd(width)}  ${show(value)}`.trimEnd() + "\n").join("");
}

function show(value: unknown): string {
  if (value === null || value === undefined || value === "") return "-";
  return typeof value === "string" ? value.replaceAll(/\p{Cc}/gu, " ") : (JSON.stringify(value) ?? "-");
}
