import type { LogPiece } from "../event-log/log-piece.ts";
import { writeParts } from "../event-log/write-parts.ts";

/** Queue "log" → R2: a file for each hour that the batch has lines of. A batch that comes again as it was writes the same file. */
export async function storeLog(batch: MessageBatch<LogPiece>, env: Pick<Env, "LOGS">): Promise<void> {
  await writeParts(
    env,
    batch.messages.map(({ id, timestamp, body }) => ({ id, sentAtMs: timestamp.getTime(), piece: body })),
  );
  batch.ackAll();
}
