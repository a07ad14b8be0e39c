import { type OpenKey, toBase64 } from "./signing-keys.ts";

const encoder = new TextEncoder();

/** What is signed. `id` has no dots, so that what is signed can be read in one way only. */
export interface SignedContent {
  id: string;
  /** Epoch seconds. */
  timestamp: number;
  body: string;
}

/** The headers of Standard Webhooks 1.0: one signature for each key, those that have expired left out. */
export async function signRequest(
  content: SignedContent,
  keys: readonly OpenKey[],
  nowMs: number,
): Promise<Record<string, string>> {
  const signed = encoder.encode(`${content.id}.${content.timestamp}.${content.body}`);
  const valid = keys.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
  const signatures = await Promise.all(
    valid.map(async ({ kind, cryptoKey }) => {
      const algorithm = kind === "v1" ? "HMAC" : "Ed25519";
      return `${kind},${toBase64(new Uint8Array(await crypto.subtle.sign(algorithm, cryptoKey, signed)))}`;
    }),
  );
  return {
    "webhook-id": content.id,
    "webhook-timestamp": String(content.timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
