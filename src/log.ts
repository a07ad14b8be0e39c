/** One JSON line per event; docs/log-codes.md lists the codes. Values are ids and counts, never numbers, texts or secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export function logInfo(code: string, fields: LogFields = {}): void {
  // oxlint-disable-next-line no-console -- the console is the platform's log
  console.log(JSON.stringify({ level: "info", code, ...fields }));
}

export function logWarning(code: string, fields: LogFields = {}): void {
  // oxlint-disable-next-line no-console -- the console is the platform's log
  console.warn(JSON.stringify({ level: "warning", code, ...fields }));
}

export function logError(code: string, error: unknown, fields: LogFields = {}): void {
  const detail = error instanceof Error ? { error: error.message, stack: error.stack } : { error: String(error) };
  // oxlint-disable-next-line no-console -- the console is the platform's log
  console.error(JSON.stringify({ level: "error", code, ...fields, ...detail }));
}
