import type { CarrierConfig } from "../../src/carriers/carrier.ts";
import { decryptText, encryptText } from "../../src/carriers/credentials.ts";

type PublicBind = Omit<CarrierConfig["binds"][number], "password">;
type StoredBind = PublicBind & { encryptedPassword: string };
type StoredConfig = Omit<CarrierConfig, "binds"> & { binds: StoredBind[] };

/** The carrier's configuration: on disk with its passwords encrypted, in memory without. */
export class Configuration {
  readonly #sql: SqlStorage;
  readonly #credentialsKey: string;
  #stored: StoredConfig | null;

  constructor(sql: SqlStorage, credentialsKey: string) {
    this.#sql = sql;
    this.#credentialsKey = credentialsKey;
    const row = sql.exec<{ config: string }>("SELECT config FROM carrier").toArray()[0];
    this.#stored = row === undefined ? null : (JSON.parse(row.config) as StoredConfig);
  }

  /** Without passwords; null until the carrier has been configured. */
  get current(): StoredConfig | null {
    return this.#stored;
  }

  async save(config: CarrierConfig): Promise<void> {
    const binds = await Promise.all(
      config.binds.map(async ({ password, ...bind }) => ({
        ...bind,
        encryptedPassword: await encryptText(password, this.#credentialsKey),
      })),
    );
    this.#stored = { ...config, binds };
    this.#sql.exec(
      "INSERT OR REPLACE INTO carrier (id, config) VALUES (?, ?)",
      config.id,
      JSON.stringify(this.#stored),
    );
  }

  /** The binds as a connector needs them. */
  async binds(): Promise<CarrierConfig["binds"]> {
    return Promise.all(
      (this.#stored?.binds ?? []).map(async ({ encryptedPassword, ...bind }) => ({
        ...bind,
        password: await decryptText(encryptedPassword, this.#credentialsKey),
      })),
    );
  }
}

/** A bind as an operator may see it. */
export function withoutPassword(bind: StoredBind): PublicBind {
  const { encryptedPassword, ...rest } = bind;
  void encryptedPassword;
  return rest;
}
