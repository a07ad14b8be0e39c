import { z } from "@hono/zod-openapi";
import type { ConnectorName } from "../connectors/note-connector.ts";
import type { AppContext } from "./app-env.ts";

const idPattern = /^[\w.-]{1,64}$/;
const clockPattern = /^\d{1,14}$/;

export const connectorHeaders = z.object({
  "X-Heliograph-Connector": z
    .string()
    .regex(idPattern)
    .optional()
    .openapi({ description: "The connector's name, by which operators see and drain it.", example: "bogota-1" }),
  "X-Heliograph-Clock": z
    .string()
    .regex(clockPattern)
    .optional()
    .openapi({ description: "The connector's time, epoch milliseconds.", example: "1763719200000" }),
});

/** Who a connector says it is: `X-Heliograph-Connector` and the version in `User-Agent`. Null where it does not say. */
export function readConnectorName(c: AppContext): ConnectorName | null {
  const { headers } = c.req.raw;
  const id = headers.get("x-heliograph-connector");
  if (id === null || !idPattern.test(id)) return null;
  const version = /^heliograph-connector\/([\w.+-]{1,32})$/.exec(headers.get("user-agent") ?? "")?.[1];
  return { id, version: version ?? null };
}

/** What time a connector has, epoch ms. Null where it does not say. */
export function readConnectorClock(c: AppContext): number | null {
  const clock = c.req.raw.headers.get("x-heliograph-clock");
  return clock !== null && clockPattern.test(clock) ? Number(clock) : null;
}
