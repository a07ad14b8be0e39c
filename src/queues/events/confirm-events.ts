import { logWarning } from "../../log.ts";
import type { AnyEventsChunk } from "./sort-events.ts";

/** Tells whoever wrote the chunks that they are done with. A confirmation that is lost costs a re-send, which changes nothing. */
export async function confirmEvents(chunks: readonly AnyEventsChunk[], env: Env): Promise<void> {
  const byCarrier = new Map<string, string[]>();
  const byAccount = new Map<string, string[]>();
  const movesByCarrier = new Map<string, string[]>();
  for (const chunk of chunks) {
    if ("moves" in chunk) listIn(movesByCarrier, chunk.carrierId).push(chunk.chunkId);
    else if ("carrierId" in chunk) listIn(byCarrier, chunk.carrierId).push(chunk.chunkId);
    else listIn(byAccount, chunk.accountId).push(chunk.chunkId);
  }
  await Promise.all([
    ...Array.from(byCarrier, ([carrierId, chunkIds]) =>
      attempt({ carrierId }, () => env.CARRIER.getByName(carrierId).confirmChunks(chunkIds)),
    ),
    ...Array.from(movesByCarrier, ([carrierId, chunkIds]) =>
      attempt({ carrierId }, () => env.CARRIER.getByName(carrierId).confirmMoves(chunkIds)),
    ),
    ...Array.from(byAccount, ([accountId, chunkIds]) =>
      attempt({ accountId }, () => env.ACCOUNT.getByName(accountId).confirmEvents(chunkIds)),
    ),
  ]);
}

async function attempt(whose: Record<string, string>, confirm: () => Promise<void>): Promise<void> {
  try {
    await confirm();
  } catch (error) {
    logWarning("events.confirm_failed", { ...whose, error: String(error) });
  }
}

function listIn(lists: Map<string, string[]>, id: string): string[] {
  const list = lists.get(id) ?? [];
  lists.set(id, list);
  return list;
}
