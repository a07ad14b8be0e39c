import { decryptText, encryptText } from "../../src/crypto/seal-text.ts";
import {
  type HttpOperatorConfig,
  type HttpOperatorDraft,
  httpOperatorConfigSchema,
} from "../../src/http-operators/operator-config.ts";
import { type OperatorSecrets, splitOperatorSecrets } from "../../src/http-operators/operator-secrets.ts";

export interface StoredOperator {
  shown: HttpOperatorConfig;
  /** OperatorSecrets as JSON, encrypted under CREDENTIALS_KEY. */
  encryptedSecrets: string;
}

/** An operator that was stored before a field was known has its default. */
export function readStoredOperator(stored: StoredOperator | null | undefined): StoredOperator | null {
  return stored === null || stored === undefined
    ? null
    : { ...stored, shown: httpOperatorConfigSchema.parse(stored.shown) };
}

/** Encrypts a draft's secrets, or names the fields of those that neither it nor what is stored has. */
export async function sealOperator(
  draft: HttpOperatorDraft,
  stored: StoredOperator | null,
  key: string,
): Promise<StoredOperator | { missing: string[] }> {
  const kept = stored === null ? null : await tryOpen(stored, key);
  const { config, secrets, missing } = splitOperatorSecrets(
    draft,
    stored === null || kept === null ? null : { config: stored.shown, secrets: kept },
  );
  if (missing.length > 0) return { missing };
  const isSame = kept?.auth === secrets.auth && kept?.callback === secrets.callback;
  if (stored !== null && kept !== null && isSame) return { shown: config, encryptedSecrets: stored.encryptedSecrets };
  return { shown: config, encryptedSecrets: await encryptText(JSON.stringify(secrets), key) };
}

export async function openOperatorSecrets({ encryptedSecrets }: StoredOperator, key: string): Promise<OperatorSecrets> {
  return JSON.parse(await decryptText(encryptedSecrets, key)) as OperatorSecrets;
}

/** Null where CREDENTIALS_KEY is another one since: what was encrypted before must be named again. */
async function tryOpen(stored: StoredOperator, key: string): Promise<OperatorSecrets | null> {
  try {
    return await openOperatorSecrets(stored, key);
  } catch {
    return null;
  }
}
