import { env } from "cloudflare:workers";
import type { MessageRow } from "../../../../src/db/schema.ts";
import { type MessageStatus, statusRank } from "../../../../src/sms/status.ts";
import { ids } from "../../support/scene.ts";

export const aMessage = { to: "+573001234567", from: "Elibom", text: "hola" } as const;

/** Puts a message into the read model, as the projection would. */
export async function insertMessage(
  accountId: string,
  message: {
    id?: string;
    status?: MessageStatus;
    to?: string;
    from?: string;
    segmentCount?: number;
    timeline?: MessageRow["timeline"];
  } = {},
): Promise<string> {
  const id = message.id ?? ids.next("message");
  const status = message.status ?? "queued";
  await env.DB.prepare(
    `INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
       carrier_id, updated_at_ms, timeline)
     VALUES (?, ?, ?, ?, ?, ?, 'hola', 'gsm7', ?, 'normal', 'default', ?, ?)`,
  )
    .bind(
      accountId,
      id,
      status,
      statusRank[status],
      message.from ?? "Elibom",
      message.to ?? "+573001234567",
      message.segmentCount ?? 1,
      Date.now(),
      JSON.stringify(message.timeline ?? {}),
    )
    .run();
  return id;
}
