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

/** Of the bodies in a batch: at most 256 KiB, whatever script they are in. */
export const batchCharacters = 87_000;

/** An event by itself, under its own id. */
export function eventContent({ id, body }: OutgoingEvent): RequestContent {
  return { id, body };
}

/** One or more events, which have been a batch since `madeAtMs`. Tried again, it is the same to the octet. */
export function batchContent(webhookId: string, events: readonly OutgoingEvent[], madeAtMs: number): RequestContent {
  const timestamp = new Date(madeAtMs).toISOString();
  const data = events.map(({ body }) => body).join(",");
  return { id: webhookId, body: `{"type":"batch","timestamp":"${timestamp}","data":[${data}]}` };
}
