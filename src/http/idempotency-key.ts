import { z } from "@hono/zod-openapi";
import type { AcceptRequest } from "../accounts/account.ts";
import { hex } from "../accounts/api-key.ts";
import { type Result, failField, ok } from "../errors.ts";
import type { AppContext } from "./app-env.ts";

const keyPattern = /^[A-Za-z0-9._:-]{1,255}$/;

export const idempotencyHeaders = z.object({
  "Idempotency-Key": z.string().regex(keyPattern).optional().openapi({
    description:
      "Names this request for 24 hours: the same request again is answered as the first was, with `Idempotent-Replayed: true`.",
    example: "order-4711-shipped",
  }),
});

/** The claim an Idempotency-Key makes, undefined where there is none. Errors: invalid_request. */
export async function readIdempotency(
  c: AppContext,
  operation: string,
  bytes: ArrayBuffer,
): Promise<Result<AcceptRequest["idempotency"]>> {
  const key = readIdempotencyKey(c);
  if (!key.ok) return key;
  if (key.value === null) return ok(undefined);
  return ok({ key: key.value, operation, fingerprint: hex(await crypto.subtle.digest("SHA-256", bytes)) });
}

/** The key itself, null where there is none. Errors: invalid_request. */
export function readIdempotencyKey(c: AppContext): Result<string | null> {
  const key = c.req.raw.headers.get("idempotency-key");
  if (key === null || keyPattern.test(key)) return ok(key);
  return failField(
    "Idempotency-Key",
    "invalid_request",
    "This header must have 1 to 255 letters, digits, dots, dashes, colons or underscores.",
  );
}
