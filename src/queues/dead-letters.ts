import { logError } from "../log.ts";

/**
 * Queue "dead-letters" → D1. What failed every retry is kept whole, and each is an error in the log for an alarm to find.
 * The chunk it was is still in its object's outbox and is sent again from there, so a dead letter is a fault to look into,
 * not a lost message.
 */
export async function recordDeadLetters(batch: MessageBatch, env: Env): Promise<void> {
  const letters = batch.messages.map((message) => {
    const body = typeof message.body === "string" ? message.body : JSON.stringify(message.body);
    return {
      id: message.id,
      kind: kindOf(body),
      body,
      attempts: message.attempts,
      diedAtMs: message.timestamp.getTime(),
    };
  });
  await env.DB.prepare(
    `INSERT OR IGNORE INTO dead_letters (id, kind, body, attempts, died_at_ms)
     SELECT value ->> 'id', value ->> 'kind', value ->> 'body', value ->> 'attempts', value ->> 'diedAtMs' FROM json_each(?)`,
  )
    .bind(JSON.stringify(letters))
    .run();
  for (const { id, kind } of letters)
    logError("dead_letter.recorded", "a queue message failed every retry", { id, kind });
  batch.ackAll();
}

function kindOf(body: string): "outbound" | "events" | "unreadable" {
  try {
    const message: unknown = JSON.parse(body);
    if (typeof message !== "object" || message === null) return "unreadable";
    if ("texts" in message) return "outbound";
    return "events" in message || "moves" in message ? "events" : "unreadable";
  } catch {
    return "unreadable";
  }
}
