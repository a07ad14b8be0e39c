import type { ReceivedInbound } from "../../messages/inbound.ts";
import type { Projection } from "./project.ts";
import type { SortedChunk } from "./sort-events.ts";

/** Gives texts from handsets to the accounts whose numbers they came to. An account that has a text already changes nothing. */
export async function receiveInbound(
  sorted: readonly SortedChunk[],
  projection: Projection,
  env: Pick<Env, "ACCOUNT">,
): Promise<void> {
  const received = sorted.flatMap(({ inbound }) => inbound.flatMap(({ id }) => projection.inbound.get(id) ?? []));
  const byAccount = Map.groupBy(received, ({ accountId }) => accountId);
  await Promise.all(
    Array.from(byAccount, ([accountId, messages]) => env.ACCOUNT.getByName(accountId).inbound.receive(messages)),
  );
}

/** Texts as they were stored, those that are nobody's left out. */
export function receivedById(
  assigned: readonly Omit<ReceivedInbound, "accountId" | "inReplyTo">[],
  stored: readonly { id: string; account_id: string | null; keyword: string | null; in_reply_to: string | null }[],
): Map<string, ReceivedInbound> {
  const byId = new Map(assigned.map((message) => [message.id, message]));
  return new Map(
    stored.flatMap(({ id, account_id, keyword, in_reply_to }) => {
      const message = byId.get(id);
      if (message === undefined || account_id === null) return [];
      return [[id, { ...message, accountId: account_id, keyword, inReplyTo: in_reply_to }]];
    }),
  );
}
