import type { AcceptRequest, AcceptedItem, RateState } from "../accounts/account.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import type { ServiceError } from "../errors.ts";
import type { TraceContext } from "../traces/traceparent.ts";
import { RequestGatherer } from "./gather-requests.ts";
import type { DraftText } from "./message.ts";

/** Who sends, and what makes sending the same again harmless. */
export interface SendContext {
  key: PresentedKey;
  idempotency?: AcceptRequest["idempotency"];
  /** Lets work go on when the client has hung up; left out where no client waits. */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** The span of the request, where it is traced. */
  trace?: TraceContext | undefined;
}

/** What accepting came to. `rate` is there whenever the account's object was asked and knew the key. */
export type AcceptOutcome<T> =
  | { ok: true; value: T; replayed: boolean; rate: RateState }
  | { ok: false; error: ServiceError; rate?: RateState };

/** Of this isolate. */
const gatherer = new RequestGatherer();

/** Hands drafts to their account's object. One item for each draft, in their order. */
export async function acceptDrafts(
  env: Pick<Env, "ACCOUNT">,
  { key, idempotency, waitUntil, trace }: SendContext,
  texts: DraftText[],
): Promise<AcceptOutcome<AcceptedItem[]>> {
  if (trace !== undefined) for (const text of texts) text.trace = trace;
  const request: AcceptRequest = { key, texts };
  if (idempotency !== undefined) request.idempotency = idempotency;
  const reply = await gatherer.accept(request, {
    call: (requests) => env.ACCOUNT.getByName(key.accountId).accept(requests),
    waitUntil,
  });
  if (!reply.ok) return reply;
  if (reply.items.length !== texts.length) throw new Error("an item for each draft was expected");
  return { ok: true, value: reply.items, replayed: reply.replayed, rate: reply.rate };
}
