import { logError } from "../log.ts";
import type { PduFile } from "./pdu-file.ts";
import { type PduLine, decodePduLine } from "./pdu-line.ts";

export interface PduFilter {
  /** Whether a text may have a line that fits: asked for many lines at once, and then for each. */
  mayFit: (text: string) => boolean;
  fits: (line: PduLine) => boolean;
}

/**
 * The lines of files that fit, as they are unpacked, so that no file is ever held whole. A file that cannot be read, or not to
 * its end, is told and passed over.
 */
export async function* readPduLines(
  { LOGS }: Pick<Env, "LOGS">,
  files: readonly PduFile[],
  filter: PduFilter,
): AsyncGenerator<PduLine[], undefined> {
  for (const { key, format } of files) {
    try {
      // Whoever keeps logs for a month only may have deleted it since it was listed.
      const body: ReadableStream<Uint8Array> | undefined = (await LOGS.get(key))?.body;
      if (body === undefined) continue;
      for await (const text of wholeLines(body)) {
        const lines = fitting(text, format, filter);
        if (lines.length > 0) yield lines;
      }
    } catch (error) {
      logError("pdu_log.file_unreadable", error, { key });
    }
  }
}

/** More than any PDU is in hexadecimal; what has longer lines is no log. */
const longestLine = 1_000_000;

/** Characters that are looked through at once: pieces come much smaller. */
const blockLength = 65_536;

/** Texts that end where a line does. */
async function* wholeLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  const unpacked: ReadableStream<Uint8Array> = body.pipeThrough(new DecompressionStream("gzip"));
  for await (const octets of unpacked) {
    rest += decoder.decode(octets, { stream: true });
    if (rest.length < blockLength) continue;
    const end = rest.lastIndexOf("\n") + 1;
    if (rest.length - end > longestLine) throw new Error("a line has no end");
    if (end === 0) continue;
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

function fitting(text: string, format: PduFile["format"], { mayFit, fits }: PduFilter): PduLine[] {
  if (!mayFit(text)) return [];
  return text.split(/\r?\n/).flatMap((written) => {
    const line = mayFit(written) ? decodePduLine(written, format) : null;
    return line !== null && fits(line) ? [line] : [];
  });
}
