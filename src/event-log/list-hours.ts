import { hourOf, nextHourMs } from "./log-piece.ts";

export interface HoursQuery {
  /** Of the log: its keys go on with the hour (UTC), as in `events/2026/11/21/15/`. */
  prefix: string;
  /** Epoch ms; from the hour of the first moment on, up to that of the last before the second. */
  afterMs: number;
  beforeMs: number;
  /** The key of the last file that was seen. */
  afterKey: string | undefined;
}

export interface ListedFiles<File> {
  files: File[];
  /** The key of the last object that was looked at; `afterKey` where there was none. */
  lastKey: string | undefined;
  /** Whether there may be more after that. */
  more: boolean;
}

export interface FileChoice<File> {
  /** Null for what is no file of the log, or none that is wanted. */
  read: (object: R2Object) => File | null;
  /** Whether the next file is too much beside those there are. */
  isFull: (files: readonly File[], next: File) => boolean;
}

/** Pages of R2's list that one question looks through. */
const pageLimit = 5;

/** The files of hours, in the order of their keys. R2's own list is the index. */
export async function listHours<File>(
  { LOGS }: Pick<Env, "LOGS">,
  { prefix, afterMs, beforeMs, afterKey }: HoursQuery,
  { read, isFull }: FileChoice<File>,
): Promise<ListedFiles<File>> {
  const start = `${prefix}${hourOf(afterMs)}/`;
  const end = `${prefix}${hourOf(nextHourMs(beforeMs - 1))}/`;
  const files: File[] = [];
  let lastKey = afterKey;
  for (let page = 0; page < pageLimit; page++) {
    const startAfter = lastKey !== undefined && lastKey > start ? lastKey : start;
    const { objects, truncated } = await LOGS.list({ prefix, startAfter, include: ["customMetadata"] });
    for (const object of objects) {
      if (object.key >= end) return { files, lastKey, more: false };
      const file = read(object);
      if (file !== null) {
        if (isFull(files, file)) return { files, lastKey, more: true };
        files.push(file);
      }
      lastKey = object.key;
    }
    if (!truncated) return { files, lastKey, more: false };
  }
  return { files, lastKey, more: true };
}
