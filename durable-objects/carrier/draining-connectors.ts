import type { ConnectorService } from "../../src/connectors/connector.ts";

/** The connectors that are to let go of their binds, as the carrier knows it. Few rows, held in memory and on disk. */
export class DrainingConnectors {
  readonly #sql: SqlStorage;
  readonly #known = new Map<string, ConnectorService>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<{ connector_id: string; is_draining: number; revision: number }>(
      "SELECT connector_id, is_draining, revision FROM connectors",
    );
    for (const { connector_id, is_draining, revision } of rows) {
      this.#known.set(connector_id, { connectorId: connector_id, isDraining: is_draining === 1, revision });
    }
  }

  has(connectorId: string): boolean {
    return this.#known.get(connectorId)?.isDraining ?? false;
  }

  /** Takes what an operator said, unless a later change is known; says whether it makes a difference. */
  learn(service: ConnectorService): boolean {
    const { connectorId, isDraining, revision } = service;
    if (revision <= (this.#known.get(connectorId)?.revision ?? 0)) return false;
    const changed = this.has(connectorId) !== isDraining;
    this.#known.set(connectorId, service);
    this.#sql.exec(
      "INSERT OR REPLACE INTO connectors (connector_id, is_draining, revision) VALUES (?, ?, ?)",
      connectorId,
      isDraining ? 1 : 0,
      revision,
    );
    return changed;
  }
}
