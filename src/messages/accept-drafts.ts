import type { AcceptRequest, AcceptedItem, RateState } from "../accounts/account.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import type { ServiceError } from "../errors.ts";
import type { DraftText } from "./message.ts";

/** Who sends, and what makes sending the same again harmless. */
export interface SendContext {
  key: PresentedKey;
  idempotency?: AcceptRequest["idempotency"];
}

/** What accepting came to. `rate` is there whenever the account's object was asked and knew the key. */
export type AcceptOutcome<T> =
  | { ok: true; value: T; replayed: boolean; rate: RateState }
  | { ok: false; error: ServiceError; rate?: RateState };

/** Hands drafts to their account's object, in one call. One item for each draft, in their order. */
export async function acceptDrafts(
  env: Pick<Env, "ACCOUNT">,
  { key, idempotency }: SendContext,
  texts: DraftText[],
): Promise<AcceptOutcome<AcceptedItem[]>> {
  const request: AcceptRequest = { key, texts };
  if (idempotency !== undefined) request.idempotency = idempotency;
  const reply = await env.ACCOUNT.getByName(key.accountId).accept(request);
  if (!reply.ok) return reply;
  if (reply.items.length !== texts.length) throw new Error("an item for each draft was expected");
  return { ok: true, value: reply.items, replayed: reply.replayed, rate: reply.rate };
}
