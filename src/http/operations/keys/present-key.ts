import type { z } from "@hono/zod-openapi";
import type { CreatedKey } from "../../../accounts/create-key.ts";
import type { ApiKey } from "../../../accounts/key-record.ts";
import { isoTime } from "../../respond.ts";
import type { createdKeySchema, keySchema } from "./key-schemas.ts";

export function presentKey(key: ApiKey): z.infer<typeof keySchema> {
  const { createdAtMs, expiresAtMs, lastUsedAtMs, ...rest } = key;
  return { ...rest, createdAt: isoTime(createdAtMs), expiresAt: time(expiresAtMs), lastUsedAt: time(lastUsedAtMs) };
}

export function presentCreatedKey(key: CreatedKey): z.infer<typeof createdKeySchema> {
  const { createdAtMs, expiresAtMs, lastUsedAtMs: _never, ...rest } = key;
  return { ...rest, createdAt: isoTime(createdAtMs), expiresAt: time(expiresAtMs) };
}

function time(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
