/** What a person may want to know; standard output is kept for the banner or the JSON line. */
export function say(text: string): void {
  process.stderr.write(`heliograph: ${text}\n`);
}
