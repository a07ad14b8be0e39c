import { z } from "@hono/zod-openapi";
import type { ConnectorDescription } from "../../../connectors/connector.ts";
import { bindStates } from "../../../link/frames.ts";
import { isoTime } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const linkSchema = z.object({
  carrierId: z.string().openapi({ example: "default" }),
  since: timeSchema.nullable().openapi({ description: "When the link was opened." }),
  heardAt: timeSchema.nullable().openapi({ description: "When the connector last pinged." }),
  binds: z.array(
    z.object({
      bindId: z.string().openapi({ example: "default-1" }),
      state: z.enum(bindStates),
      since: timeSchema,
      reason: z.string().optional().openapi({ description: "Why it is not bound." }),
      leased: z.boolean().openapi({ description: "Whether the connector is to hold it; else it is letting go of it." }),
    }),
  ),
});

export const connectorSchema = z
  .object({
    id: z.string().openapi({ example: "bogota-1" }),
    version: z.string().nullable().openapi({ description: "Of its program, where it has said.", example: "0.1.0" }),
    draining: z.boolean().openapi({ description: "Whether its binds move to others." }),
    drained: z.boolean().openapi({ description: "Whether it is draining and has no binds any more." }),
    change: z
      .object({ version: z.number().int(), at: timeSchema, author: z.string(), note: z.string().nullable() })
      .nullable()
      .openapi({ description: "Who last drained or activated it." }),
    firstSeenAt: timeSchema.nullable(),
    lastSeenAt: timeSchema.nullable(),
    links: z.array(linkSchema),
  })
  .openapi("Connector");

export function presentConnector(connector: ConnectorDescription): z.infer<typeof connectorSchema> {
  const { firstSeenAtMs, lastSeenAtMs, change, links, ...rest } = connector;
  return {
    ...rest,
    change: change === null ? null : { ...withoutTime(change), at: isoTime(change.atMs) },
    firstSeenAt: optionalTime(firstSeenAtMs),
    lastSeenAt: optionalTime(lastSeenAtMs),
    links: links.map(({ carrierId, sinceMs, heardAtMs, binds }) => ({
      carrierId,
      since: optionalTime(sinceMs),
      heardAt: optionalTime(heardAtMs),
      binds: binds.map(({ sinceMs: boundSinceMs, reason, ...bind }) => ({
        ...bind,
        since: isoTime(boundSinceMs),
        ...(reason !== undefined && { reason }),
      })),
    })),
  };
}

function withoutTime({ version, author, note }: NonNullable<ConnectorDescription["change"]>) {
  return { version, author, note };
}

function optionalTime(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
