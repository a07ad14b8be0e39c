import type { MessageRow } from "../db/schema.ts";
import { gunzip } from "../event-log/gzip.ts";
import { archiveDay, mayHave } from "./archive-part.ts";

/** Files of one day that are looked for; a file has a thousand messages. */
const keysLimit = 10_000;

/** A message that was deleted, as it was then; null where the archive has none. Costs a list of the day's files, and one file. */
export async function findArchivedMessage(
  { ARCHIVE }: Pick<Env, "ARCHIVE">,
  accountId: string,
  messageId: string,
): Promise<MessageRow | null> {
  for (const key of await keysWith({ ARCHIVE }, archiveDay("messages", accountId, messageId), messageId)) {
    const file = await ARCHIVE.get(key);
    if (file === null) continue;
    for (const line of (await gunzip(await file.arrayBuffer())).split("\n")) {
      if (!line.includes(messageId)) continue;
      const row = JSON.parse(line) as MessageRow;
      if (row.id === messageId) return row;
    }
  }
  return null;
}

/** More than one where a straggler has a file of its own. */
async function keysWith({ ARCHIVE }: Pick<Env, "ARCHIVE">, prefix: string, id: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  for (let seen = 0; seen < keysLimit;) {
    const page = await ARCHIVE.list({ prefix, ...(cursor !== undefined && { cursor }) });
    keys.push(...page.objects.map(({ key }) => key).filter((key) => mayHave(key, id)));
    seen += page.objects.length;
    if (!page.truncated) break;
    cursor = page.cursor;
  }
  return keys;
}
