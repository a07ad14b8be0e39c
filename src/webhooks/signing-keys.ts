import { decryptText, encryptText } from "../crypto/seal-text.ts";
import type { SignatureKind, SigningKey } from "./endpoint.ts";

/** A new key, and the secret to show once where its kind has one to show. */
export interface MadeKey {
  key: SigningKey;
  /** `whsec_…`; null for Ed25519, of which nobody but this service needs the private half. */
  secret: string | null;
}

const secretBytes = 32;

/** Makes a key of a kind; what it signs with is encrypted under `credentialsKey`. */
export async function makeSigningKey(kind: SignatureKind, credentialsKey: string, nowMs: number): Promise<MadeKey> {
  return kind === "v1" ? makeSecret(credentialsKey, nowMs) : makeKeyPair(credentialsKey, nowMs);
}

async function makeSecret(credentialsKey: string, nowMs: number): Promise<MadeKey> {
  const secret = toBase64(crypto.getRandomValues(new Uint8Array(secretBytes)));
  const sealed = await encryptText(secret, credentialsKey);
  const key: SigningKey = { kind: "v1", sealed, publicKey: null, createdAtMs: nowMs, expiresAtMs: null };
  return { key, secret: `whsec_${secret}` };
}

async function makeKeyPair(credentialsKey: string, nowMs: number): Promise<MadeKey> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("Ed25519 gives pairs of keys");
  const privateKey = toBase64(new Uint8Array((await crypto.subtle.exportKey("pkcs8", pair.privateKey)) as ArrayBuffer));
  const publicKey = toBase64(new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer));
  const key: SigningKey = {
    kind: "v1a",
    sealed: await encryptText(privateKey, credentialsKey),
    publicKey: `whpk_${publicKey}`,
    createdAtMs: nowMs,
    expiresAtMs: null,
  };
  return { key, secret: null };
}

/** A key ready to sign. */
export interface OpenKey {
  kind: SignatureKind;
  cryptoKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
  expiresAtMs: number | null;
}

/** Throws where the key was encrypted under another one. */
export async function openSigningKey(key: SigningKey, credentialsKey: string): Promise<OpenKey> {
  const bytes = fromBase64(await decryptText(key.sealed, credentialsKey));
  const cryptoKey =
    key.kind === "v1"
      ? await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
      : await crypto.subtle.importKey("pkcs8", bytes, "Ed25519", false, ["sign"]);
  return { kind: key.kind, cryptoKey, expiresAtMs: key.expiresAtMs };
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
