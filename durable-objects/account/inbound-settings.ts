import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { NumberSettings, VersionedSettings } from "../../src/inbound/number-settings.ts";
import type { OptOutSettings } from "../../src/suppressions/opt-out-settings.ts";
import type { AccountContext } from "./account-context.ts";
import type { InboundSettingsStore } from "./inbound-settings-store.ts";

/** Settings that were changed, and which key did. */
export interface SettingsChange<Settings> {
  keyId: string;
  before: Settings;
  after: VersionedSettings<Settings>;
}

/** How the account's numbers answer texts, for its customers. Whether a number is the account's is the caller's to know. */
export class AccountInboundSettings extends RpcTarget {
  readonly #context: AccountContext;
  readonly #store: InboundSettingsStore;

  constructor(context: AccountContext, store: InboundSettingsStore) {
    super();
    this.#context = context;
    this.#store = store;
  }

  /** In the order of the numbers. Errors: those of AccountContext.authorize for `inbound:read`. */
  numbers(key: PresentedKey, numbers: string[]): Result<VersionedSettings<NumberSettings>[]> {
    const authorized = this.#context.authorize(key, "inbound:read");
    return authorized.ok ? ok(numbers.map((number) => this.#store.numberSettings(number))) : authorized;
  }

  /** Errors: those of AccountContext.authorize for `numbers:manage`, version_conflict. */
  changeNumber(
    key: PresentedKey,
    number: string,
    changes: Partial<NumberSettings>,
    expectedVersion: number | undefined,
  ): Result<SettingsChange<NumberSettings>> {
    const authorized = this.#context.authorize(key, "numbers:manage");
    if (!authorized.ok) return authorized;
    const { version, settings: before } = this.#store.numberSettings(number);
    if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
    const after = { version: version + 1, settings: { ...before, ...changes } };
    this.#store.putNumber(number, after);
    return ok({ keyId: authorized.value.keyId, before, after });
  }

  /** Errors: those of AccountContext.authorize for `suppressions:manage`. */
  optOut(key: PresentedKey): Result<VersionedSettings<OptOutSettings>> {
    const authorized = this.#context.authorize(key, "suppressions:manage");
    return authorized.ok ? ok(this.#store.optOut()) : authorized;
  }

  /** Errors: those of AccountContext.authorize for `suppressions:manage`, version_conflict. */
  putOptOut(
    key: PresentedKey,
    settings: OptOutSettings,
    expectedVersion: number | undefined,
  ): Result<SettingsChange<OptOutSettings>> {
    const authorized = this.#context.authorize(key, "suppressions:manage");
    if (!authorized.ok) return authorized;
    const { version, settings: before } = this.#store.optOut();
    if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
    const after = { version: version + 1, settings };
    this.#store.putOptOut(after);
    return ok({ keyId: authorized.value.keyId, before, after });
  }
}
