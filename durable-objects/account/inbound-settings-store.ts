import {
  type NumberSettings,
  type VersionedSettings,
  defaultNumberSettings,
} from "../../src/inbound/number-settings.ts";
import { type OptOutSettings, defaultOptOut, mergeOptOut } from "../../src/suppressions/opt-out-settings.ts";

export const inboundSettingsTables = `
  CREATE TABLE number_settings (
    number TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
`;

/** The row that is about all numbers. */
const accountRow = "";

/** How the account's numbers answer, and how it treats opt-outs. */
export class InboundSettingsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  numberSettings(number: string): VersionedSettings<NumberSettings> {
    const { version, settings } = this.#read<Partial<NumberSettings>>(number);
    return { version, settings: { ...defaultNumberSettings, ...settings } };
  }

  optOut(): VersionedSettings<OptOutSettings> {
    const { version, settings } = this.#read<Partial<OptOutSettings>>(accountRow);
    return { version, settings: { ...defaultOptOut, ...settings } };
  }

  /** The account's, with what the number has otherwise. */
  optOutOf({ optOut }: NumberSettings): OptOutSettings {
    return mergeOptOut(this.optOut().settings, optOut);
  }

  putNumber(number: string, { version, settings }: VersionedSettings<NumberSettings>): void {
    this.#write(number, version, settings);
  }

  putOptOut({ version, settings }: VersionedSettings<OptOutSettings>): void {
    this.#write(accountRow, version, settings);
  }

  #read<Settings extends object>(number: string): VersionedSettings<Settings | null> {
    const row = this.#sql
      .exec<{ version: number; body: string }>("SELECT version, body FROM number_settings WHERE number = ?", number)
      .toArray()[0];
    return row === undefined
      ? { version: 0, settings: null }
      : { version: row.version, settings: JSON.parse(row.body) as Settings };
  }

  #write(number: string, version: number, settings: object): void {
    this.#sql.exec(
      `INSERT INTO number_settings (number, version, body) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body`,
      number,
      version,
      JSON.stringify(settings),
    );
  }
}
