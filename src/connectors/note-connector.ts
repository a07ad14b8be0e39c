import { noteConnectorSeen } from "../db/connectors.ts";

/** A connector by what it says of itself. */
export interface ConnectorName {
  id: string;
  /** Of its program, null where it does not say. */
  version: string | null;
}

/** Notes that a connector was there. `clockMs` is what time it has, where it says. */
export async function noteConnector(
  env: Pick<Env, "DB">,
  { id, version, clockMs = null }: ConnectorName & { clockMs?: number | null },
  nowMs: number,
): Promise<void> {
  await noteConnectorSeen(env.DB, { id, version, clockSkewMs: clockMs === null ? null : nowMs - clockMs, nowMs });
}
