import type { AcceptReply, AcceptRequest } from "../accounts/account.ts";

/** A group that has so many texts takes no more. */
const textsPerCall = 100;
/** How long a group waits for others while a call is under way. */
const gatherMs = 4;
/** After so long a request no longer relies on the one that was to take it along: its client may have hung up. */
const strandedAfterMs = 1_000;
/** How long one that was taken along waits for its answer, and how long a call counts as under way: it may end without a word. */
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
  replies: PromiseWithResolvers<AcceptReply[]>;
}

/** What goes to one account's object. */
interface Lane {
  /** When each call that is under way began, the oldest first; epoch ms. */
  calls: Set<{ sinceMs: number }>;
  /** The group that still takes requests. */
  next: Group | null;
}

/**
 * Lets requests for one account travel together. One goes at once while no call is under way, and takes along those that wait; others
 * wait for 4 ms, or until they are a hundred texts, and go in one call. At the object they share a transaction and the row that
 * their texts leave in; each is judged and answered for itself.
 *
 * Those that were taken along are answered by a promise that another request settles: compatibility flag
 * `handle_cross_request_promise_resolution`, in force since 2024-10-14. Each has a timer meanwhile, without which the platform would
 * take it for hung, and whoever makes a call was woken by nobody else, so that the call is its own.
 */
export class RequestGatherer {
  readonly #lanes = new Map<string, Lane>();
  readonly #now: () => number;

  /** @param now epoch ms */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async accept(request: AcceptRequest, caller: Caller): Promise<AcceptReply> {
    const { accountId } = request.key;
    const lane = this.#lanes.get(accountId) ?? { calls: new Set(), next: null };
    this.#lanes.set(accountId, lane);
    const group = (lane.next ??= openGroup());
    const index = group.requests.push(request) - 1;
    group.texts += request.texts.length;

    let replies: AcceptReply[] | undefined;
    if (this.#isCalling(lane) && group.texts < textsPerCall) {
      if (index === 0) await this.#wait(caller);
      else replies = await within(strandedAfterMs, group.replies.promise);
    }
    if (!group.hasLeft) replies = await this.#send(accountId, lane, group, caller);
    replies ??= await within(answeredWithinMs, group.replies.promise);
    const reply = replies?.[index];
    if (reply === undefined) throw new Error("the account's object has not answered");
    return reply;
  }

  /** Goes on though the client hangs up: what has waited would otherwise leave with the account's next request, however late that is. */
  #wait(caller: Caller): Promise<void> {
    const waited = sleep(gatherMs);
    caller.waitUntil?.(waited);
    return waited;
  }

  #isCalling({ calls }: Lane): boolean {
    for (const call of calls) {
      if (call.sinceMs > this.#now() - answeredWithinMs) return true;
      calls.delete(call);
    }
    return false;
  }

  #send(accountId: string, lane: Lane, group: Group, caller: Caller): Promise<AcceptReply[]> {
    group.hasLeft = true;
    if (lane.next === group) lane.next = null;
    const call = { sinceMs: this.#now() };
    lane.calls.add(call);
    const replies = caller.call(group.requests).finally(() => {
      lane.calls.delete(call);
      if (lane.next === null && lane.calls.size === 0 && this.#lanes.get(accountId) === lane) {
        this.#lanes.delete(accountId);
      }
    });
    const told = replies.then(group.replies.resolve, group.replies.reject);
    caller.waitUntil?.(told);
    return replies;
  }
}

function openGroup(): Group {
  const replies = Promise.withResolvers<AcceptReply[]>();
  // Where nobody was taken along, whoever made the call is told of its failure.
  replies.promise.catch(() => undefined);
  return { requests: [], texts: 0, hasLeft: false, replies };
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
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
