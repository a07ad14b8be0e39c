import type { CarrierConfig } from "../../src/carriers/carrier.ts";
import { decryptText, encryptText } from "../../src/carriers/credentials.ts";
import { type BindSecrets, joinSecrets, splitSecrets } from "../../src/link/bind-secrets.ts";
import type { CarrierBindConfig, PublicCarrierBind } from "../../src/link/carrier-bind-config.ts";
import { type SubmitProfile, defaultSubmitProfile, submitProfileSchema } from "../../src/link/submit-profile.ts";

interface StoredBind {
  shown: PublicCarrierBind;
  /** BindSecrets as JSON, encrypted under CREDENTIALS_KEY. */
  encryptedSecrets: string;
}

type StoredConfig = Omit<CarrierConfig, "binds"> & { binds: StoredBind[] };

/** The configuration without secrets. */
export type PublicConfig = Omit<CarrierConfig, "binds"> & { binds: PublicCarrierBind[] };

/** The carrier's configuration: on disk and in memory with its secrets encrypted. */
export class Configuration {
  readonly #sql: SqlStorage;
  readonly #credentialsKey: string;
  #stored: StoredConfig | null;
  #current: PublicConfig | null;

  constructor(sql: SqlStorage, credentialsKey: string) {
    this.#sql = sql;
    this.#credentialsKey = credentialsKey;
    const row = sql.exec<{ config: string }>("SELECT config FROM carrier").toArray()[0];
    this.#stored = row === undefined ? null : readStored(row.config);
    this.#current = withoutSecrets(this.#stored);
  }

  /** Null until the carrier has been configured. */
  get current(): PublicConfig | null {
    return this.#current;
  }

  async save(config: CarrierConfig): Promise<void> {
    const binds = await Promise.all(
      config.binds.map(async (bind) => {
        const { shown, secrets } = splitSecrets<CarrierBindConfig>(bind);
        return { shown, encryptedSecrets: await encryptText(JSON.stringify(secrets), this.#credentialsKey) };
      }),
    );
    this.#stored = { ...config, binds };
    this.#current = withoutSecrets(this.#stored);
    this.#sql.exec(
      "INSERT OR REPLACE INTO carrier (id, config) VALUES (?, ?)",
      config.id,
      JSON.stringify(this.#stored),
    );
  }

  get submitProfile(): SubmitProfile {
    return this.#current?.submitProfile ?? defaultSubmitProfile;
  }

  /** The binds as a connector needs them. */
  async binds(): Promise<CarrierBindConfig[]> {
    return Promise.all(
      (this.#stored?.binds ?? []).map(async ({ shown, encryptedSecrets }) => {
        const secrets = JSON.parse(await decryptText(encryptedSecrets, this.#credentialsKey)) as BindSecrets;
        return joinSecrets<CarrierBindConfig>(shown, secrets);
      }),
    );
  }
}

/** A configuration that was stored before a field of the profile was known has its default. */
function readStored(json: string): StoredConfig {
  const stored = JSON.parse(json) as Omit<StoredConfig, "submitProfile"> & { submitProfile?: unknown };
  return { ...stored, submitProfile: submitProfileSchema.parse(stored.submitProfile ?? {}) };
}

function withoutSecrets(stored: StoredConfig | null): PublicConfig | null {
  return stored === null ? null : { ...stored, binds: stored.binds.map(({ shown }) => shown) };
}
