import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ReceiptTables } from "../../durable-objects/carrier/receipt-tables.ts";
import { dataPaths } from "../../local/paths.ts";
import type { StackHistory } from "./bench-stack.ts";
import { sqlStorageOf } from "./sql-storage.ts";

const dayMs = 86_400_000;
/** Days of receipts that a carrier keeps, today's among them. */
const receiptDays = 6;
const segmentsPerReport = 100;
const carrierId = "default";

/**
 * Writes what a gateway has that was used for a week into the files of an edge that does not run: `messages` that were delivered, in
 * the read model, and as many receipts in the carrier's object, spread over the days it keeps them.
 */
export function fillHistory({ folder, accountId }: StackHistory, messages: number): void {
  const edge = dataPaths(folder).edge;
  fillReadModel(fileWith(join(edge, "d1/miniflare-D1DatabaseObject"), "messages"), accountId, messages);
  fillReceipts(fileWith(join(edge, "do/heliograph-CarrierObject"), "receipt_dialect"), accountId, messages);
}

function fillReadModel(database: DatabaseSync, accountId: string, messages: number): void {
  const timeline = {
    queued: { type: "queued", atMs: 1, carrierId },
    "sent.0.1": {
      type: "sent",
      atMs: 2,
      segment: 1,
      attempt: 1,
      carrierId,
      bindId: "default-1",
      carrierMessageId: "1",
    },
    "receipt.0.delivered": { type: "receipt", atMs: 3, segment: 1, carrierId, outcome: "delivered" },
  };
  database
    .prepare(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?3)
       INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane, carrier_id,
         country, updated_at_ms, final_step, timeline)
       SELECT ?1, printf('msg_01J%023d', n), 'delivered', 4, 'Heliograph', printf('+5730%08d', (n * 7919) % 99999989),
         'Your code is 123456. Do not tell anyone.', 'gsm7', 1, 'normal', '${carrierId}', 'CO', 3, 'receipt.0.delivered', ?2
       FROM numbers`,
    )
    .run(accountId, JSON.stringify(timeline), messages);
  database.close();
}

function fillReceipts(database: DatabaseSync, accountId: string, messages: number): void {
  const today = Math.floor(Date.now() / dayMs);
  const tables = new ReceiptTables(sqlStorageOf(database));
  const perDay = Math.floor(messages / receiptDays);
  database.exec("BEGIN");
  for (let age = receiptDays - 1; age >= 0; age--) {
    const sentAtMs = (today - age) * dayMs;
    for (let first = 0; first < perDay; first += segmentsPerReport) {
      const numbers = Array.from({ length: Math.min(segmentsPerReport, perDay - first) }, (_, index) => first + index);
      const entries = numbers.map((number) => ({
        carrierKey: `h${age}-${(number * 7_919).toString(16)}`,
        messageId: `msg_01J${String(number * receiptDays + age).padStart(23, "0")}`,
        segment: 0,
        accountId,
        segmentCount: 1,
        sentAtMs,
        hops: 0,
      }));
      tables.insert(entries, sentAtMs);
      const rows = tables.findNewest(entries.map(({ carrierKey }) => carrierKey));
      tables.close(rows.map((row) => ({ ...row, state: "delivered" })));
    }
  }
  database.exec("COMMIT");
  database.close();
}

/** The one database of the folder that has this table. */
function fileWith(folder: string, table: string): DatabaseSync {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".sqlite") || name === "metadata.sqlite") continue;
    const database = new DatabaseSync(join(folder, name), { timeout: 5_000 });
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table) !== undefined) return database;
    database.close();
  }
  throw new Error(`no database in ${folder} has the table ${table}`);
}
