import type { MovedText } from "../../messages/moved.ts";
import { chunkFailover } from "../../routing/failover.ts";
import type { SortedChunk } from "./sort-events.ts";

/**
 * Gives texts that left their carrier to the next one. What a chunk becomes there has an id that follows from the chunk's, so
 * that a second delivery is found done. Throws where a carrier takes no more: the chunk then comes again.
 */
export async function handOn(sorted: readonly SortedChunk[], env: Env): Promise<void> {
  const parts = sorted.flatMap(({ chunk, moves }) => partsOf(chunk.chunkId, moves));
  const byCarrier = Map.groupBy(parts, ({ carrierId }) => carrierId);
  await Promise.all(
    Array.from(byCarrier, async ([carrierId, ofCarrier]) => {
      const taken = await env.CARRIER.getByName(carrierId).enqueue(ofCarrier.map(({ part }) => part));
      if (!taken) throw new Error(`carrier ${carrierId} has as much waiting as it may`);
    }),
  );
}

/** The texts of one carrier, account and lane travel together. */
function partsOf(chunkId: string, moves: readonly MovedText[]) {
  const groups = Map.groupBy(moves, ({ toCarrierId, accountId, lane }) => `${toCarrierId} ${accountId}.${lane}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { toCarrierId, accountId, lane } = first;
    const failover = chunkFailover(group.map(({ plan }) => plan));
    const part = {
      chunkId: `${chunkId}.${accountId}.${lane}`,
      accountId,
      lane,
      texts: group.length,
      body: JSON.stringify(group.map(({ text }) => text)),
      ...(failover !== undefined && { failover }),
    };
    return [{ carrierId: toCarrierId, part }];
  });
}
