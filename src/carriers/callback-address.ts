import { constantTimeEqual } from "../accounts/api-key.ts";

/** What an operator calls us for. */
export const callbackKinds = ["receipts", "inbound"] as const;
export type CallbackKind = (typeof callbackKinds)[number];

const encoder = new TextEncoder();
/** 128 bits in base64url. */
const signatureLength = 22;

/**
 * The path of a carrier's callbacks. Its last part is `<version>.<signature>`: who knows the address may call it, nobody can
 * work it out, and a new version in the configuration makes it worthless.
 */
export async function callbackPath(
  carrierId: string,
  kind: CallbackKind,
  version: number,
  keySecret: string,
): Promise<string> {
  return `/operators/v1/${carrierId}/${kind}/${version}.${await signatureOf(carrierId, kind, version, keySecret)}`;
}

/** The version that the last part of a callback's path was signed for; null where it was not made here. */
export async function signedVersion(
  carrierId: string,
  kind: CallbackKind,
  signature: string,
  keySecret: string,
): Promise<number | null> {
  const match = /^([1-9]\d{0,6})\.([A-Za-z0-9_-]{22})$/.exec(signature);
  if (match === null) return null;
  const version = Number(match[1]);
  const expected = await signatureOf(carrierId, kind, version, keySecret);
  return constantTimeEqual(match[2] ?? "", expected) ? version : null;
}

async function signatureOf(carrierId: string, kind: CallbackKind, version: number, keySecret: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(keySecret), algorithm, false, ["sign"]);
  // The words before keep it apart from the tags of API keys, which the same secret signs.
  const signed = encoder.encode(`operator-callback/${carrierId}/${kind}/${version}`);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return btoa(String.fromCharCode(...mac))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .slice(0, signatureLength);
}
