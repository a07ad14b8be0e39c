import { findCarrierIds } from "../db/find-carrier-ids.ts";
import { findConnectorChanges, findConnectors } from "../db/connectors.ts";
import type { CarrierLink, ConnectorDescription } from "./connector.ts";
import { toService } from "./connector-service.ts";

/** More than anyone has. */
const connectorLimit = 1_000;

/** Every connector that was ever seen, by id, and what it holds now at each carrier. */
export async function listConnectors(env: Pick<Env, "CARRIER" | "DB">): Promise<ConnectorDescription[]> {
  const [rows, changes, links] = await Promise.all([
    findConnectors(env.DB, connectorLimit),
    findConnectorChanges(env.DB),
    findLinks(env),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const changeOf = new Map(changes.map((change) => [change.connectorId, change]));
  const linksOf = Map.groupBy(links, ({ connectorId }) => connectorId);
  const ids = [...new Set([...byId.keys(), ...changeOf.keys(), ...linksOf.keys()])].sort();
  return ids.map((id) => {
    const [row, change, own] = [byId.get(id), changeOf.get(id), linksOf.get(id) ?? []];
    const draining = change !== undefined && toService(change).isDraining;
    const heard = [row?.lastSeenAtMs ?? null, ...own.map(({ heardAtMs }) => heardAtMs)].filter((atMs) => atMs !== null);
    return {
      id,
      version: row?.version ?? null,
      draining,
      drained: draining && own.every(({ binds }) => binds.length === 0),
      change:
        change === undefined
          ? null
          : { version: change.version, atMs: change.createdAtMs, author: change.author, note: change.note },
      firstSeenAtMs: row?.firstSeenAtMs ?? null,
      lastSeenAtMs: heard.length === 0 ? null : Math.max(...heard),
      links: own,
    };
  });
}

async function findLinks(env: Pick<Env, "CARRIER" | "DB">): Promise<(CarrierLink & { carrierId: string })[]> {
  const carrierIds = [...(await findCarrierIds(env.DB))].sort();
  const byCarrier = await Promise.all(
    carrierIds.map(async (carrierId) => {
      const links = await env.CARRIER.getByName(carrierId).connectors.listLinks();
      return links.map((link) => ({ ...link, carrierId }));
    }),
  );
  return byCarrier.flat();
}
