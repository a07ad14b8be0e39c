import {
  type CarrierBind,
  type CarrierConfig,
  type PublicCarrierBind,
  carrierDefaults,
} from "../../src/carriers/carrier.ts";
import type { CarrierBindDraft, CarrierDraft, PublicCarrierConfig } from "../../src/carriers/carrier-edit.ts";
import type { ComparableConfig } from "../../src/carriers/compare-configs.ts";
import { decryptText, encryptText } from "../../src/crypto/seal-text.ts";
import { type FieldError, type Result, ok } from "../../src/errors.ts";
import { failFields } from "../../src/field-errors.ts";
import { type BindSecrets, joinSecrets, splitSecrets } from "../../src/link/bind-secrets.ts";
import type { CarrierBindConfig } from "../../src/link/carrier-bind-config.ts";
import { submitProfileSchema } from "../../src/link/submit-profile.ts";
import { type StoredOperator, readStoredOperator, sealOperator } from "./stored-operator.ts";

export interface StoredBind {
  shown: PublicCarrierBind;
  /** BindSecrets as JSON, encrypted under CREDENTIALS_KEY. */
  encryptedSecrets: string;
}

/** A configuration as it is on disk. */
export type StoredConfig = Omit<CarrierConfig, "binds" | "http"> & { binds: StoredBind[]; http: StoredOperator | null };

/** A configuration that was stored before a field was known has its default. */
export function readStored(json: string): StoredConfig {
  const stored = JSON.parse(json) as Omit<StoredConfig, "submitProfile"> & { submitProfile?: unknown };
  return {
    ...stored,
    service: stored.service ?? carrierDefaults.service,
    failover: stored.failover ?? carrierDefaults.failover,
    commandStatusOverrides: stored.commandStatusOverrides ?? [],
    queryAfterSeconds: stored.queryAfterSeconds ?? carrierDefaults.queryAfterSeconds,
    holdSentMs: stored.holdSentMs ?? carrierDefaults.holdSentMs,
    binds: stored.binds.map((bind) => ({ ...bind, shown: { ...bind.shown, enabled: bind.shown.enabled ?? true } })),
    submitProfile: submitProfileSchema.parse(stored.submitProfile ?? {}),
    http: readStoredOperator(stored.http),
  };
}

export function withoutSecrets(stored: StoredConfig): PublicCarrierConfig {
  return { ...stored, binds: stored.binds.map(({ shown }) => shown), http: stored.http?.shown ?? null };
}

/** A secret that stays what it is stays encrypted as it is, so that what is encrypted tells whether it changed. */
export function comparable(stored: StoredConfig): ComparableConfig {
  return {
    ...stored,
    binds: stored.binds.map(({ shown, encryptedSecrets }) => ({ ...shown, credentials: encryptedSecrets })),
    http: stored.http === null ? null : { ...stored.http.shown, credentials: stored.http.encryptedSecrets },
  };
}

/**
 * Encrypts a draft's secrets; those it leaves out are taken from what is stored of the same bind.
 * Errors: invalid_request where there is nothing to take.
 */
export async function sealDraft(
  draft: CarrierDraft,
  stored: StoredConfig | null,
  key: string,
): Promise<Result<StoredConfig>> {
  const binds: StoredBind[] = [];
  const errors: FieldError[] = [];
  for (const [index, bind] of draft.binds.entries()) {
    const sealed = await sealBind(
      bind,
      stored?.binds.find(({ shown }) => shown.id === bind.id),
      key,
    );
    if (typeof sealed === "string") errors.push(missing(`binds.${index}.${sealed}`));
    else binds.push(sealed);
  }
  const http = draft.http === null ? null : await sealOperator(draft.http, stored?.http ?? null, key);
  if (http !== null && "missing" in http) {
    return failFields([...errors, ...http.missing.map((path) => missing(`http.${path}`))]);
  }
  return errors.length === 0 ? ok({ ...draft, binds, http }) : failFields(errors);
}

/** A bind as a connector needs it. */
export async function openBind(stored: StoredBind, key: string): Promise<CarrierBindConfig> {
  return joinSecrets<CarrierBind>(stored.shown, await openSecrets(stored, key));
}

/** The sealed bind, or the path of the secret that neither it nor what is stored has. */
async function sealBind(
  draft: CarrierBindDraft,
  stored: StoredBind | undefined,
  key: string,
): Promise<StoredBind | string> {
  const kept = stored === undefined ? null : await tryOpenSecrets(stored, key);
  const password = draft.password ?? kept?.password;
  if (password === undefined) return "password";
  const { shown, secrets } = splitSecrets<CarrierBind>({ ...draft, password });
  const certificate = draft.tls?.clientCertificatePem;
  if (certificate !== undefined && secrets.clientKeyPem === undefined) {
    if (kept?.clientKeyPem === undefined) return "tls.clientKeyPem";
    secrets.clientKeyPem = kept.clientKeyPem;
  }
  const isSame = kept?.password === secrets.password && kept.clientKeyPem === secrets.clientKeyPem;
  if (stored !== undefined && isSame) return { shown, encryptedSecrets: stored.encryptedSecrets };
  return { shown, encryptedSecrets: await encryptText(JSON.stringify(secrets), key) };
}

async function openSecrets({ encryptedSecrets }: StoredBind, key: string): Promise<BindSecrets> {
  return JSON.parse(await decryptText(encryptedSecrets, key)) as BindSecrets;
}

/** Null where CREDENTIALS_KEY is another one since: what was encrypted before must be named again. */
async function tryOpenSecrets(stored: StoredBind, key: string): Promise<BindSecrets | null> {
  try {
    return await openSecrets(stored, key);
  } catch {
    return null;
  }
}

function missing(path: string): FieldError {
  return { path, code: "invalid_request", message: "This field is required: nothing is stored that could be kept." };
}
