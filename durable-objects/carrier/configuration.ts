import type {
  CarrierEdit,
  CarrierVersion,
  CarrierVersionSummary,
  PublicCarrierConfig,
} from "../../src/carriers/carrier-edit.ts";
import { type FieldChange, bindEffectsOf, compareConfigs } from "../../src/carriers/compare-configs.ts";
import type { ConfigChange } from "../../src/configuration/config-change.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { OperatorSecrets } from "../../src/http-operators/operator-secrets.ts";
import type { CarrierBindConfig } from "../../src/link/carrier-bind-config.ts";
import { type ParameterSource, sourcesOf } from "../../src/link/submit-parameters.ts";
import { type SubmitProfile, defaultSubmitProfile } from "../../src/link/submit-profile.ts";
import type { Page } from "../../src/page.ts";
import {
  type CommandStatusLookup,
  type CommandStatusOverride,
  commandStatusLookup,
} from "../../src/sms/command-status.ts";
import { ConfigVersions } from "./config-versions.ts";
import { type StoredConfig, comparable, openBind, readStored, sealDraft, withoutSecrets } from "./stored-config.ts";
import { openOperatorSecrets } from "./stored-operator.ts";

/** What an HTTP operator's templates may name. */
const templateSources: ReadonlySet<ParameterSource> = new Set(["account", "clientReference"]);

/** What a change would come to. */
export interface EditPreview {
  /** The version it was held against, 0 where there is none. */
  version: number;
  config: PublicCarrierConfig;
  changes: FieldChange[];
  binds: ReturnType<typeof bindEffectsOf>;
}

/** The carrier's configuration and its versions: on disk and in memory with its secrets encrypted. */
export class Configuration {
  readonly #storage: DurableObjectStorage;
  readonly #credentialsKey: string;
  readonly #versions: ConfigVersions;
  #stored: StoredConfig | null;
  #current: PublicCarrierConfig | null;
  /** Made of the overrides it is kept with. */
  #statuses: { overrides: readonly CommandStatusOverride[]; lookup: CommandStatusLookup } | null = null;

  constructor(storage: DurableObjectStorage, credentialsKey: string) {
    this.#storage = storage;
    this.#credentialsKey = credentialsKey;
    this.#versions = new ConfigVersions(storage.sql);
    const row = storage.sql.exec<{ config: string }>("SELECT config FROM carrier").toArray()[0];
    this.#stored = row === undefined ? null : readStored(row.config);
    this.#current = this.#stored === null ? null : withoutSecrets(this.#stored);
  }

  /** Null until the carrier has been configured. */
  get current(): PublicCarrierConfig | null {
    return this.#current;
  }

  get version(): number {
    return this.#versions.latest;
  }

  get submitProfile(): SubmitProfile {
    return this.#current?.submitProfile ?? defaultSubmitProfile;
  }

  /** The table of command_status as this carrier has it. */
  get commandStatusOf(): CommandStatusLookup {
    const overrides = this.#current?.commandStatusOverrides ?? [];
    if (this.#statuses?.overrides !== overrides) {
      this.#statuses = { overrides, lookup: commandStatusLookup(overrides) };
    }
    return this.#statuses.lookup;
  }

  /** What of a text goes with it beside what every carrier needs. */
  get parameterSources(): ReadonlySet<ParameterSource> {
    return (this.#current?.http ?? null) === null ? sourcesOf(this.submitProfile.parameters) : templateSources;
  }

  /** Whether connectors are to hold a bind. */
  isHeld(bindId: string): boolean {
    const config = this.#current;
    return (
      config !== null &&
      config.service !== "disabled" &&
      config.binds.some(({ id, enabled }) => id === bindId && enabled)
    );
  }

  /** The binds that connectors are to hold, as they need them. */
  async binds(): Promise<CarrierBindConfig[]> {
    const held = this.#stored?.binds.filter(({ shown }) => this.isHeld(shown.id)) ?? [];
    return Promise.all(held.map((bind) => openBind(bind, this.#credentialsKey)));
  }

  /** What an HTTP operator is talked to with; nothing where the carrier has none. */
  async operatorSecrets(): Promise<OperatorSecrets> {
    const operator = this.#stored?.http ?? null;
    return operator === null ? {} : openOperatorSecrets(operator, this.#credentialsKey);
  }

  /**
   * Puts a change in force and stores it as the next version, in one transaction; one that changes nothing makes none.
   * Errors: version_conflict, not_found, invalid_request.
   */
  async apply(edit: CarrierEdit, change: ConfigChange): Promise<Result<{ version: number; changed: boolean }>> {
    for (;;) {
      const base = this.version;
      const edited = await this.#edited(edit, change.expectedVersion);
      if (!edited.ok) return edited;
      // Encrypting takes a while, in which another change may have been quicker.
      if (this.version !== base) continue;
      if (this.#stored !== null && compareConfigs(comparable(this.#stored), comparable(edited.value)).length === 0) {
        return ok({ version: base, changed: false });
      }
      return ok({ version: this.#putInForce(edited.value, noteFor(edit, change)), changed: true });
    }
  }

  /** What a change would come to. Errors as those of `apply`. */
  async preview(edit: CarrierEdit, expectedVersion: number | undefined): Promise<Result<EditPreview>> {
    const edited = await this.#edited(edit, expectedVersion);
    if (!edited.ok) return edited;
    const before = this.#stored === null ? null : comparable(this.#stored);
    const after = comparable(edited.value);
    return ok({
      version: this.version,
      config: withoutSecrets(edited.value),
      changes: compareConfigs(before, after),
      binds: bindEffectsOf(before, after),
    });
  }

  listVersions(page: { beforeVersion?: number | undefined; limit: number }): Page<CarrierVersionSummary> {
    return this.#versions.list(page);
  }

  /** Errors: not_found. */
  findVersion(version: number): Result<CarrierVersion> {
    const found = this.#versions.find(version);
    return found === null ? noVersion(version) : ok({ ...found.summary, config: withoutSecrets(found.config) });
  }

  /** What changes from one version to another. Errors: not_found. */
  compareVersions(from: number, to: number): Result<FieldChange[]> {
    const [before, after] = [this.#versions.find(from), this.#versions.find(to)];
    if (before === null) return noVersion(from);
    if (after === null) return noVersion(to);
    return ok(compareConfigs(comparable(before.config), comparable(after.config)));
  }

  /** Forgets everything; part of the caller's transaction. */
  delete(): void {
    this.#storage.sql.exec("DELETE FROM carrier");
    this.#versions.deleteAll();
    this.#stored = null;
    this.#current = null;
  }

  async #edited(edit: CarrierEdit, expectedVersion: number | undefined): Promise<Result<StoredConfig>> {
    if (expectedVersion !== undefined && expectedVersion !== this.version) return fail("version_conflict");
    if (edit.kind === "replace") return sealDraft(edit.draft, this.#stored, this.#credentialsKey);
    const stored = this.#stored;
    if (stored === null) return fail("not_found");
    switch (edit.kind) {
      case "service":
        return ok({ ...stored, service: edit.service });
      case "bind":
        return withBind(stored, edit.bindId, edit.enabled);
      case "revert": {
        const old = this.#versions.find(edit.version);
        return old === null ? noVersion(edit.version) : ok(old.config);
      }
    }
  }

  #putInForce(config: StoredConfig, change: ConfigChange): number {
    const version = this.#storage.transactionSync(() => {
      this.#storage.sql.exec(
        "INSERT OR REPLACE INTO carrier (id, config) VALUES (?, ?)",
        config.id,
        JSON.stringify(config),
      );
      return this.#versions.add(config, change);
    });
    this.#stored = config;
    this.#current = withoutSecrets(config);
    return version;
  }
}

function withBind(stored: StoredConfig, bindId: string, enabled: boolean): Result<StoredConfig> {
  if (!stored.binds.some(({ shown }) => shown.id === bindId)) {
    return fail("not_found", { message: `The carrier has no bind ${bindId}.` });
  }
  const binds = stored.binds.map((bind) =>
    bind.shown.id === bindId ? { ...bind, shown: { ...bind.shown, enabled } } : bind,
  );
  return ok({ ...stored, binds });
}

function noteFor(edit: CarrierEdit, change: ConfigChange): ConfigChange {
  return edit.kind === "revert" ? { ...change, note: change.note ?? `Back to version ${edit.version}.` } : change;
}

function noVersion(version: number): ReturnType<typeof fail> {
  return fail("not_found", { message: `There is no version ${version} of the carrier.` });
}
