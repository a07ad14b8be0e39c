import type { MovedText } from "../../messages/moved.ts";
import { chunkFailover } from "../../routing/failover.ts";
import { type CarrierPart, enqueueAtCarriers } from "../enqueue-at-carriers.ts";
import type { SortedChunk } from "./sort-events.ts";

/**
 * Gives texts that left their carrier to the next one. What a chunk becomes there has an id that follows from the chunk's, so
 * that a second delivery is found done. Answers the chunks that may be confirmed: a carrier may take no more.
 */
export async function handOn(sorted: readonly SortedChunk[], env: Pick<Env, "CARRIER">): Promise<SortedChunk[]> {
  const full = await enqueueAtCarriers(
    sorted.flatMap(({ chunk, moves }) => partsOf(chunk.chunkId, moves)),
    env,
  );
  return sorted.filter(({ moves }) => !moves.some(({ toCarrierId }) => full.has(toCarrierId)));
}

/** The texts of one carrier, account and lane travel together. */
function partsOf(chunkId: string, moves: readonly MovedText[]): CarrierPart[] {
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
