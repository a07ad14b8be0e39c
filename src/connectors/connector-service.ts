import { z } from "zod";
import { type ConnectorChange, findConnectorChanges } from "../db/connectors.ts";
import type { ConnectorService } from "./connector.ts";

/** What a version says of a connector. */
const bodySchema = z.object({ draining: z.boolean() });

export function serviceBody(isDraining: boolean): string {
  return JSON.stringify({ draining: isDraining } satisfies z.infer<typeof bodySchema>);
}

export function toService({ connectorId, version, body }: ConnectorChange): ConnectorService {
  return { connectorId, isDraining: bodySchema.parse(JSON.parse(body)).draining, revision: version };
}

/** What operators last said of a connector; revision 0 where they never did. */
export async function findConnectorService(db: D1Database, connectorId: string): Promise<ConnectorService> {
  const [change] = await findConnectorChanges(db, connectorId);
  return change === undefined ? { connectorId, isDraining: false, revision: 0 } : toService(change);
}
