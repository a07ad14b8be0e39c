import { noteConnectorSeen } from "../db/connectors.ts";

/** A connector by what it says of itself. */
export interface ConnectorName {
  id: string;
  /** Of its program, null where it does not say. */
  version: string | null;
}

/** Notes that a connector was there. */
export async function noteConnector(
  env: Pick<Env, "DB">,
  { id, version }: ConnectorName,
  nowMs: number,
): Promise<void> {
  await noteConnectorSeen(env.DB, { id, version, nowMs });
}
