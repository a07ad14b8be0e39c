import type { FieldError } from "../errors.ts";
import { type OperatorPrefix, operatorPattern, prefixPattern } from "../routing/operators.ts";

/** Ranges a table may have. */
const rangeLimit = 100_000;
/** More than anyone reads. */
const errorLimit = 100;

/** Number ranges by their prefixes, or what is wrong with them, row by row. */
export type ParsedOperators = { ok: true; ranges: OperatorPrefix[] } | { ok: false; errors: FieldError[] };

/** A row before it is looked at; `path` is what it is called in an error, such as `lines.17`. */
interface RawRow {
  path: string;
  prefix: string;
  operator: string;
}

/**
 * Reads a table of prefixes and operators, one a line, cells parted by commas, semicolons or tabs. A first line that names
 * `prefix` and `operator` says which cells they are; without one they are the first two. Other cells are not looked at.
 */
export function parseOperatorsCsv(text: string): ParsedOperators {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const [first = ""] = lines;
  const names = cellsOf(first).map((name) => name.toLowerCase());
  const hasNames = names.includes("prefix") && names.includes("operator");
  const columns = hasNames ? { prefix: names.indexOf("prefix"), operator: names.indexOf("operator") } : firstTwo;
  const rows: RawRow[] = [];
  for (const [index, line] of lines.entries()) {
    if ((index === 0 && hasNames) || line.trim() === "") continue;
    const cells = cellsOf(line);
    const { [columns.prefix]: prefix = "", [columns.operator]: operator = "" } = cells;
    rows.push({ path: `lines.${index + 1}`, prefix, operator });
  }
  return checkRows(rows);
}

/** Reads a table as JSON gives it. */
export function parseOperatorRows(rows: readonly { prefix: string; operator: string }[]): ParsedOperators {
  return checkRows(rows.map(({ prefix, operator }, index) => ({ path: `ranges.${index}`, prefix, operator })));
}

const firstTwo = { prefix: 0, operator: 1 };

/** None of the cells that count has a separator in it, so quotes only have to come off. */
function cellsOf(line: string): string[] {
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function checkRows(rows: readonly RawRow[]): ParsedOperators {
  const errors: FieldError[] = [];
  const seen = new Map<string, { operator: string; path: string }>();
  for (const { path, ...row } of rows) {
    if (errors.length >= errorLimit) break;
    const prefix = row.prefix.replace(/^\+/, "");
    const operator = row.operator.replace(/^(\d{3})(\d{2,3})$/, "$1-$2");
    // Patterns rather than the schema they are from: a hundred thousand rows take a tenth of the time.
    if (!prefixPattern.test(prefix) || !operatorPattern.test(operator)) {
      errors.push(wrong(path, prefixPattern.test(prefix) ? operatorRule : prefixRule));
      continue;
    }
    const known = seen.get(prefix);
    if (known === undefined) seen.set(prefix, { operator, path });
    else if (known.operator !== operator) {
      errors.push(wrong(path, `Prefix ${prefix} stands at ${known.path} too, for ${known.operator}.`));
    }
  }
  if (seen.size > rangeLimit) errors.push(wrong("", `There may be ${rangeLimit} ranges at most.`));
  if (errors.length > 0) return { ok: false, errors };
  const ranges = Array.from(seen, ([prefix, { operator }]) => ({ prefix, operator }));
  return { ok: true, ranges: ranges.sort((a, b) => (a.prefix < b.prefix ? -1 : 1)) };
}

const prefixRule = "The prefix must be 1 to 15 digits from the calling code on, such as 57300.";
const operatorRule = "The operator must be MCC and MNC, such as 732-101.";

function wrong(path: string, message: string): FieldError {
  return { path, code: "invalid_request", message };
}
