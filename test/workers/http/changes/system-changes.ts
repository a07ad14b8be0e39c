import { env } from "cloudflare:workers";
import { type Change, type Changes, byAccount, byOperator } from "./change.ts";

/** A dead letter that names nobody, and what is done to it. */
async function onDeadLetter(rest: string): Promise<Change> {
  const id = crypto.randomUUID();
  await env.DB.prepare("INSERT INTO dead_letters (id, kind, body, attempts, died_at_ms) VALUES (?, 'events', ?, 20, 0)")
    .bind(id, JSON.stringify({ carrierId: "nobody", chunkId: id, events: [] }))
    .run();
  return byOperator(`/admin/v1/dead-letters/${id}${rest}`);
}

export const systemChanges: Changes = {
  exportMessages: () => byAccount("/v1/messages/exports", { status: "failed" }),
  replayDeadLetter: () => onDeadLetter("/replay"),
  discardDeadLetter: () => onDeadLetter(""),
  replayDeadLetters: () => byOperator("/admin/v1/dead-letters/replay", { kind: "outbound" }),
  discardDeadLetters: () => byOperator("/admin/v1/dead-letters/discard", { kind: "unreadable" }),
};
