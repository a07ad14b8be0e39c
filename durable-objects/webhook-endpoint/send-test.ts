import type { IdFactory } from "../../src/ids.ts";
import type { DeliveryAttempt } from "../../src/webhooks/delivery-attempt.ts";
import type { Endpoint } from "../../src/webhooks/endpoint.ts";
import { judgeResponse } from "../../src/webhooks/judge-response.ts";
import { batchContent, eventContent } from "../../src/webhooks/request-content.ts";
import type { Deliverer } from "./deliverer.ts";

export interface TestSender {
  deliverer: Pick<Deliverer, "send">;
  ids: IdFactory;
  now: () => number;
}

/** Makes one request with an event made up for it, in the form the endpoint takes, and never again. */
export async function sendTestEvent(endpoint: Endpoint, { deliverer, ids, now }: TestSender): Promise<DeliveryAttempt> {
  const startedAtMs = now();
  const id = ids.next("event");
  const timestamp = new Date(startedAtMs).toISOString();
  const event = {
    id,
    body: JSON.stringify({ id, type: "webhook.test", timestamp, data: { endpointId: endpoint.id } }),
  };
  const takesBatches = endpoint.maxBatch > 1;
  const content = takesBatches ? batchContent(ids.next("webhookBatch"), [event], startedAtMs) : eventContent(event);
  const sent = await deliverer.send(endpoint, content);
  return {
    webhookId: content.id,
    eventIds: [id],
    events: 1,
    attempt: 1,
    atMs: startedAtMs,
    durationMs: sent.durationMs,
    status: sent.status,
    outcome: judgeResponse(sent) === "delivered" ? "delivered" : "given_up",
    error: sent.error,
    response: sent.response,
    nextAttemptAtMs: null,
  };
}
