import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { dataPaths } from "../local/paths.ts";

const pollMs = 50;

/** Resolves when `texts` messages of the read model have their receipt's status; read from D1's file, past the Worker. */
export async function waitUntilDelivered(folder: string, texts: number, timeoutMs: number): Promise<void> {
  const database = openReadModel(folder);
  const anyOpen = database.prepare(
    "SELECT 1 FROM messages WHERE status <> 'delivered' ORDER BY account_id DESC, id DESC LIMIT 1",
  );
  const count = database.prepare("SELECT count(*) AS delivered FROM messages WHERE status = 'delivered'");
  const deadline = Date.now() + timeoutMs;
  try {
    // Counting takes long enough to be felt, and is not worth it while any message is on its way.
    while (anyOpen.get() !== undefined || Number(count.get()?.["delivered"]) < texts) {
      if (Date.now() > deadline)
        throw new Error(`${JSON.stringify(count.get())} of ${texts} after ${timeoutMs / 1_000} s`);
      await sleep(pollMs);
    }
  } finally {
    database.close();
  }
}

function openReadModel(folder: string): DatabaseSync {
  const directory = join(dataPaths(folder).edge, "d1/miniflare-D1DatabaseObject");
  const file = readdirSync(directory).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  if (file === undefined) throw new Error(`no database in ${directory}`);
  return new DatabaseSync(join(directory, file), { readOnly: true, timeout: 5_000 });
}
