import { type HoursQuery, type ListedFiles, listHours } from "../event-log/list-hours.ts";
import { type PduFile, pduFilesPrefix, readPduFile } from "./pdu-file.ts";

export interface PduFileLimits {
  files: number;
  /** Octets of all files, compressed; the first may have more. */
  bytes: number;
}

/** A line may have waited so long in a connector before its file was begun. */
const writtenWithinMs = 10_000;

/** The files that have PDUs of a range, in the order in which they were begun. */
export function findPduFiles(
  env: Pick<Env, "LOGS">,
  { afterMs, beforeMs, afterKey }: Omit<HoursQuery, "prefix">,
  limits: PduFileLimits,
): Promise<ListedFiles<PduFile>> {
  const openedBeforeMs = beforeMs + writtenWithinMs;
  return listHours(
    env,
    { prefix: pduFilesPrefix, afterMs, beforeMs: openedBeforeMs, afterKey },
    {
      read: (object) => {
        const file = readPduFile(object);
        return file !== null && file.lastLineAtMs >= afterMs && file.openedAtMs < openedBeforeMs ? file : null;
      },
      isFull: (files, next) =>
        files.length >= limits.files ||
        (files.length > 0 && files.reduce((sum, { bytes }) => sum + bytes, next.bytes) > limits.bytes),
    },
  );
}
