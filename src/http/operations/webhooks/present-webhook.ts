import type { z } from "@hono/zod-openapi";
import type { DeliveryAttempt } from "../../../webhooks/delivery-attempt.ts";
import type { EndpointWithSecret, ShownEndpoint } from "../../../webhooks/shown-endpoint.ts";
import { isoTime } from "../../respond.ts";
import type { deliverySchema, webhookSchema, webhookWithSecretSchema } from "./webhook-schemas.ts";

export function presentWebhook(endpoint: ShownEndpoint): z.infer<typeof webhookSchema> {
  const { createdAtMs, updatedAtMs, keys, ...rest } = endpoint;
  return {
    ...rest,
    keys: keys.map((key) => ({
      kind: key.kind,
      publicKey: key.publicKey,
      createdAt: isoTime(key.createdAtMs),
      expiresAt: isoTimeOrNull(key.expiresAtMs),
    })),
    createdAt: isoTime(createdAtMs),
    updatedAt: isoTime(updatedAtMs),
  };
}

export function presentWithSecret({ endpoint, secret }: EndpointWithSecret): z.infer<typeof webhookWithSecretSchema> {
  return { ...presentWebhook(endpoint), ...(secret === null ? {} : { secret }) };
}

export function presentDelivery(attempt: DeliveryAttempt): z.infer<typeof deliverySchema> {
  const { atMs, nextAttemptAtMs, ...rest } = attempt;
  return { ...rest, at: isoTime(atMs), nextAttemptAt: isoTimeOrNull(nextAttemptAtMs) };
}

function isoTimeOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
