import { dayOf } from "../accounts/periods.ts";
import { idTimeMs } from "../ids.ts";

/** What the archive has a file of. */
export type ArchivedKind = "messages" | "inbound";

/** A file of the archive: rows of one account and one day (UTC), from one id to another. */
export interface ArchivePart {
  kind: ArchivedKind;
  accountId: string;
  firstId: string;
  lastId: string;
}

/** Keys sort by account, day and first id. The same rows always have the same key. */
export function archiveKey({ kind, accountId, firstId, lastId }: ArchivePart): string {
  return `${archiveDay(kind, accountId, firstId)}${firstId}-${lastId}.ndjson.gz`;
}

/** What the keys of an id's day begin with. */
export function archiveDay(kind: ArchivedKind, accountId: string, id: string): string {
  return `${kind}/${accountId}/${dayOf(idTimeMs(id)).replaceAll("-", "/")}/`;
}

/** Whether the file may have this id, as its key tells. */
export function mayHave(key: string, id: string): boolean {
  const [, firstId, lastId] = /([a-z]+_[0-9A-Z]+)-([a-z]+_[0-9A-Z]+)\.ndjson\.gz$/.exec(key) ?? [];
  return firstId !== undefined && lastId !== undefined && firstId <= id && id <= lastId;
}
