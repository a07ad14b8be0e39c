import { gzip } from "./gzip.ts";
import { logHeader } from "./log-line.ts";
import { type PieceName, partKey, partMetadata } from "./log-part.ts";
import type { LogPiece } from "./log-piece.ts";

/** A piece as the queue delivered it. */
export interface DeliveredPiece extends PieceName {
  piece: LogPiece;
}

/** Stores the pieces of each hour as one part. The members are put one after another as they are: nothing is unpacked. */
export async function writeParts({ LOGS }: Pick<Env, "LOGS">, delivered: readonly DeliveredPiece[]): Promise<void> {
  const header = await gzip(logHeader);
  const byHour = Map.groupBy(delivered, ({ piece }) => piece.hour);
  await Promise.all(
    Array.from(byHour, async ([hour, [first, ...more]]) => {
      if (first === undefined) return;
      const pieces = [first, ...more].map(({ piece }) => piece);
      const members = [header, ...pieces.map(({ body }) => body)];
      await LOGS.put(partKey(hour, first, more.at(-1) ?? first), await new Blob(members).arrayBuffer(), {
        httpMetadata: { contentType: "text/csv", contentEncoding: "gzip" },
        customMetadata: partMetadata({
          lines: pieces.reduce((sum, { lines }) => sum + lines, 0),
          firstAtMs: Math.min(...pieces.map(({ firstAtMs }) => firstAtMs)),
          lastAtMs: Math.max(...pieces.map(({ lastAtMs }) => lastAtMs)),
          members: members.map(({ byteLength }) => byteLength),
        }),
      });
    }),
  );
}
