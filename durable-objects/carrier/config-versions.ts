import type { CarrierVersionSummary } from "../../src/carriers/carrier-edit.ts";
import type { ConfigChange } from "../../src/configuration/config-change.ts";
import { type Page, toPage } from "../../src/page.ts";
import { type StoredConfig, readStored } from "./stored-config.ts";

/** Versions that are kept beside the first: the latest ones. */
const keptVersions = 1_000;

interface VersionRow {
  version: number;
  created_at_ms: number;
  author: string;
  note: string | null;
}
type SummaryRow = VersionRow & Record<string, SqlStorageValue>;

/** Every version of the carrier's configuration, the latest of which is in force. */
export class ConfigVersions {
  readonly #sql: SqlStorage;
  #latest: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#latest = sql
      .exec<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM config_versions")
      .one().version;
  }

  /** 0 where there is none. */
  get latest(): number {
    return this.#latest;
  }

  /** Stores the next version and forgets the one that is too many; part of the transaction that puts it in force. */
  add(config: StoredConfig, { author, note, nowMs }: ConfigChange): number {
    const version = this.#latest + 1;
    this.#sql.exec(
      "INSERT INTO config_versions (version, created_at_ms, author, note, config) VALUES (?, ?, ?, ?, ?)",
      version,
      nowMs,
      author,
      note,
      JSON.stringify(config),
    );
    this.#sql.exec("DELETE FROM config_versions WHERE version > 1 AND version <= ?", version - keptVersions);
    this.#latest = version;
    return version;
  }

  find(version: number): { summary: CarrierVersionSummary; config: StoredConfig } | null {
    const row = this.#sql
      .exec<SummaryRow & { config: string }>(
        "SELECT version, created_at_ms, author, note, config FROM config_versions WHERE version = ?",
        version,
      )
      .toArray()[0];
    return row === undefined ? null : { summary: toSummary(row), config: readStored(row.config) };
  }

  /** Newest first, from the one before `beforeVersion`. */
  list({ beforeVersion, limit }: { beforeVersion?: number | undefined; limit: number }): Page<CarrierVersionSummary> {
    const rows = this.#sql
      .exec<SummaryRow>(
        `SELECT version, created_at_ms, author, note FROM config_versions
         WHERE version < ? ORDER BY version DESC LIMIT ?`,
        beforeVersion ?? this.#latest + 1,
        limit + 1,
      )
      .toArray();
    return toPage(rows.map(toSummary), limit, ({ version }) => String(version));
  }

  /** The carrier is gone, and its credentials with it. */
  deleteAll(): void {
    this.#sql.exec("DELETE FROM config_versions");
    this.#latest = 0;
  }
}

function toSummary({ version, created_at_ms, author, note }: VersionRow): CarrierVersionSummary {
  return { version, createdAtMs: created_at_ms, author, note };
}
