import { gzip } from "../event-log/gzip.ts";
import { type ArchivedKind, archiveKey } from "./archive-part.ts";

/**
 * Puts rows of one account and one day, in the order of their ids, into a file of their own: a line of JSON each. It is there when the
 * promise is fulfilled; the same rows again make the same file.
 */
export async function putArchive(
  { ARCHIVE }: Pick<Env, "ARCHIVE">,
  kind: ArchivedKind,
  accountId: string,
  rows: readonly { id: string }[],
): Promise<void> {
  const [firstId, lastId] = [rows[0]?.id, rows.at(-1)?.id];
  if (firstId === undefined || lastId === undefined) return;
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  await ARCHIVE.put(archiveKey({ kind, accountId, firstId, lastId }), await gzip(text), {
    httpMetadata: { contentType: "application/x-ndjson", contentEncoding: "gzip" },
    customMetadata: { rows: String(rows.length) },
  });
}
