/** The columns of the event log, in their order; new ones come at the end. docs/event-log.md says what each is. */
export const logColumns = [
  "time",
  "event",
  "messageId",
  "accountId",
  "carrierId",
  "bindId",
  "sender",
  "recipient",
  "segments",
  "segment",
  "attempt",
  "status",
  "errorCode",
  "outcome",
  "carrierMessageId",
  "sinceAcceptedMs",
  "step",
] as const;
export type LogColumn = (typeof logColumns)[number];

/** One event. What is not known, or has no meaning for it, is empty. */
export type LogLine = Readonly<Record<LogColumn, string>>;

export const logHeader = `${logColumns.join(",")}\r\n`;

/** A line of RFC 4180. The same event is always the same line. */
export function encodeLogLine(line: LogLine): string {
  return encodeCells(logColumns.map((column) => line[column]));
}

/** A line of RFC 4180, its end included. */
export function encodeCells(cells: readonly string[]): string {
  return `${cells.map(encodeCell).join(",")}\r\n`;
}

function encodeCell(cell: string): string {
  if (!/[",\r\n]/.test(cell)) return cell;
  // A record is a line, so that the log can be searched line by line.
  return `"${cell.replaceAll(/[\r\n]+/g, " ").replaceAll('"', '""')}"`;
}

/** Reads a line that `encodeLogLine` made, without its end. Columns that the line does not have are empty. */
export function decodeLogLine(text: string): LogLine {
  const cells = decodeCells(text);
  return Object.fromEntries(logColumns.map((column, index) => [column, cells[index] ?? ""])) as LogLine;
}

/** The cells of a line of RFC 4180 that has no line break in it, without its end. */
export function decodeCells(text: string): string[] {
  return text.includes('"') ? splitQuoted(text) : text.split(",");
}

function splitQuoted(text: string): string[] {
  return Array.from(`,${text}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}
