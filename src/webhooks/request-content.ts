import { hash32 } from "../rendezvous.ts";

/** An event as it goes into a request: its id, and its JSON. */
export interface OutgoingEvent {
  id: string;
  body: string;
}

export interface RequestContent {
  /** The `webhook-id`. */
  id: string;
  body: string;
}

/**
 * What is sent for some events: the event itself, or, to an endpoint that takes several at once, a batch of one or more. A batch
 * is named after its events: tried again it has the same name if it has the same events, and no other batch has it, which a
 * receiver would take for the same. Each of its events has the id that receivers know it by.
 */
export function requestContent(events: readonly OutgoingEvent[], maxBatch: number, nowMs: number): RequestContent {
  const [first] = events;
  if (first === undefined) throw new Error("a request has at least one event");
  if (maxBatch === 1) return { id: first.id, body: first.body };
  const timestamp = new Date(nowMs).toISOString();
  const data = events.map(({ body }) => body).join(",");
  return {
    id: `${first.id}_batch_${hash32(events.map(({ id }) => id).join()).toString(36)}`,
    body: `{"type":"batch","timestamp":"${timestamp}","data":[${data}]}`,
  };
}
