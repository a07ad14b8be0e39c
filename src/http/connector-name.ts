import { z } from "@hono/zod-openapi";
import type { ConnectorName } from "../connectors/note-connector.ts";
import type { AppContext } from "./app-env.ts";

const idPattern = /^[\w.-]{1,64}$/;

export const connectorHeaders = z.object({
  "X-Heliograph-Connector": z
    .string()
    .regex(idPattern)
    .optional()
    .openapi({ description: "The connector's name, by which operators see and drain it.", example: "bogota-1" }),
});

/** Who a connector says it is: `X-Heliograph-Connector` and the version in `User-Agent`. Null where it does not say. */
export function readConnectorName(c: AppContext): ConnectorName | null {
  const { headers } = c.req.raw;
  const id = headers.get("x-heliograph-connector");
  if (id === null || !idPattern.test(id)) return null;
  const version = /^heliograph-connector\/([\w.+-]{1,32})$/.exec(headers.get("user-agent") ?? "")?.[1];
  return { id, version: version ?? null };
}
