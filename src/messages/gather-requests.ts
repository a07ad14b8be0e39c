import type { AcceptReply, AcceptRequest } from "../accounts/account.ts";

/** A group that has so many texts takes no more. */
const textsPerCall = 100;
/** How long requests wait for the call before theirs to come back. */
const longestWaitMs = 5;
/** After so long a request no longer relies on the one that was to take it along: its client may have hung up. */
const strandedAfterMs = 1_000;
/** How long one that was taken along waits for its answer. */
const answeredWithinMs = 30_000;

/** Who asks an account's object, a reply for each request in their order, and goes on asking when its own client hangs up. */
export interface Caller {
  call(requests: AcceptRequest[]): Promise<AcceptReply[]>;
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** Requests that travel in one call. */
interface Group {
  requests: AcceptRequest[];
  texts: number;
  hasLeft: boolean;
  /** Settles when it need not wait for more. */
  ready: PromiseWithResolvers<undefined>;
  replies: PromiseWithResolvers<AcceptReply[]>;
}

/** What goes to one account's object. */
interface Lane {
  callsUnderWay: number;
  /** The group that still takes requests. */
  next: Group | null;
}

/**
 * Lets requests for one account travel together. The first goes at once; those that come while it is under way go in one call
 * when it is back, or after 5 ms. At the object they share a transaction and the row that their texts leave in; each is
 * judged and answered for itself.
 *
 * One request settles promises of another: compatibility flag `handle_cross_request_promise_resolution`, in force since 2024-10-14.
 * Each has a timer meanwhile, without which the platform would take it for hung.
 */
export class RequestGatherer {
  readonly #lanes = new Map<string, Lane>();

  async accept(request: AcceptRequest, caller: Caller): Promise<AcceptReply> {
    const { accountId } = request.key;
    const lane = this.#lanes.get(accountId) ?? { callsUnderWay: 0, next: null };
    this.#lanes.set(accountId, lane);
    const group = lane.next ?? openGroup();
    const index = group.requests.push(request) - 1;
    group.texts += request.texts.length;
    const mayWait = lane.callsUnderWay > 0 && group.texts < textsPerCall;
    lane.next = mayWait ? group : null;
    if (!mayWait) group.ready.resolve(undefined);

    let replies: AcceptReply[] | undefined;
    if (index > 0) replies = await within(strandedAfterMs, group.replies.promise);
    else if (mayWait) await within(longestWaitMs, group.ready.promise);
    if (!group.hasLeft) replies = await this.#send(accountId, lane, group, caller);
    replies ??= await within(answeredWithinMs, group.replies.promise);
    const reply = replies?.[index];
    if (reply === undefined) throw new Error("the account's object has not answered");
    return reply;
  }

  #send(accountId: string, lane: Lane, group: Group, caller: Caller): Promise<AcceptReply[]> {
    group.hasLeft = true;
    if (lane.next === group) lane.next = null;
    lane.callsUnderWay++;
    const done = caller
      .call(group.requests)
      .then(group.replies.resolve, group.replies.reject)
      .finally(() => {
        lane.callsUnderWay--;
        if (lane.next !== null) lane.next.ready.resolve(undefined);
        else if (lane.callsUnderWay === 0) this.#lanes.delete(accountId);
      });
    caller.waitUntil?.(done);
    return group.replies.promise;
  }
}

function openGroup(): Group {
  return {
    requests: [],
    texts: 0,
    hasLeft: false,
    ready: Promise.withResolvers(),
    replies: Promise.withResolvers(),
  };
}

/** Undefined where it takes longer. */
async function within<T>(delayMs: number, promise: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), delayMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
