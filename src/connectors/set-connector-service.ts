import { recordAudit } from "../audit/record-audit.ts";
import type { ConfigChange } from "../configuration/config-change.ts";
import { insertConfigVersion } from "../db/config-versions.ts";
import { findCarrierIds } from "../db/find-carrier-ids.ts";
import { type Result, fail, ok } from "../errors.ts";
import { logInfo } from "../log.ts";
import type { ConnectorDescription, ConnectorService } from "./connector.ts";
import { findConnectorService, serviceBody } from "./connector-service.ts";
import { listConnectors } from "./list-connectors.ts";

/**
 * Drains a connector or takes it back, and tells every carrier; one that cannot be told now learns it when the connector's
 * link comes. Asked again, it stores nothing and tells them again. Errors: not_found, version_conflict.
 */
export async function setConnectorService(
  env: Pick<Env, "CARRIER" | "DB">,
  connectorId: string,
  isDraining: boolean,
  change: ConfigChange,
): Promise<Result<ConnectorDescription>> {
  if (!(await listConnectors(env)).some(({ id }) => id === connectorId)) return fail("not_found");
  const before = await findConnectorService(env.DB, connectorId);
  if (change.expectedVersion !== undefined && change.expectedVersion !== before.revision)
    return fail("version_conflict");
  const revision =
    before.isDraining === isDraining ? before.revision : await store(env, connectorId, isDraining, change);
  if (revision === null) return fail("version_conflict");
  await tellCarriers(env, { connectorId, isDraining, revision });
  const after = (await listConnectors(env)).find(({ id }) => id === connectorId);
  return after === undefined ? fail("not_found") : ok(after);
}

async function store(
  env: Pick<Env, "DB">,
  connectorId: string,
  isDraining: boolean,
  { author, note, expectedVersion, nowMs }: ConfigChange,
): Promise<number | null> {
  const subject = { kind: "connector", subjectId: connectorId } as const;
  const body = serviceBody(isDraining);
  const version = { ...subject, activeFromMs: nowMs, createdAtMs: nowMs, author, note, body };
  const row = await insertConfigVersion(env.DB, version, expectedVersion);
  if (row === null) return null;
  logInfo(isDraining ? "connector.draining" : "connector.activated", { connectorId, author });
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: isDraining ? "connector.drained" : "connector.activated",
    subject: connectorId,
    after: { version: row.version, note },
  });
  return row.version;
}

async function tellCarriers(env: Pick<Env, "CARRIER" | "DB">, service: ConnectorService): Promise<void> {
  const carrierIds = [...(await findCarrierIds(env.DB))];
  await Promise.all(carrierIds.map((carrierId) => env.CARRIER.getByName(carrierId).connectors.setService(service)));
}
