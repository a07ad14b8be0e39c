import { isId } from "../ids.ts";
import type { ParsedKey } from "./presented-key.ts";

const encoder = new TextEncoder();
const tagLength = 11;
const cacheLimit = 10_000;

/**
 * A new key: `hg_<account ulid>_<24 random bytes><tag>`. The tag is a truncated HMAC under KEY_SECRET, so that a made-up key
 * is turned away before it wakes any account's object.
 */
export async function makeApiKey(
  accountId: string,
  keySecret: string,
  random: (bytes: Uint8Array) => void,
): Promise<string> {
  const bytes = new Uint8Array(24);
  random(bytes);
  const stem = `hg_${accountId.slice("acc_".length)}_${base64Url(bytes)}`;
  return stem + (await tag(stem, keySecret));
}

/** Keys that passed the tag check, so that the check costs nothing the second time. Revocation is the account's to know. */
const parsedKeys = new Map<string, ParsedKey>();

/** Takes a key apart, or says null where it was not made here. */
export async function parseApiKey(key: string, keySecret: string): Promise<ParsedKey | null> {
  const known = parsedKeys.get(key);
  if (known !== undefined) return known;
  const match = /^hg_([0-9A-Z]{26})_[A-Za-z0-9_-]{43}$/.exec(key);
  if (match === null) return null;
  const accountId = `acc_${match[1] ?? ""}`;
  if (!isId("account", accountId)) return null;
  const stem = key.slice(0, -tagLength);
  if (!constantTimeEqual(key.slice(-tagLength), await tag(stem, keySecret))) return null;
  const parsed = { accountId, hash: await hashApiKey(key) };
  if (parsedKeys.size >= cacheLimit) parsedKeys.clear();
  parsedKeys.set(key, parsed);
  return parsed;
}

/** Hex SHA-256. A key has 192 random bits, so a plain digest is as good as a slow one. */
export async function hashApiKey(key: string): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", encoder.encode(key)));
}

/** Compares two strings in time that does not tell where they differ. */
export function constantTimeEqual(a: string, b: string): boolean {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  if (left.byteLength !== right.byteLength) return false;
  return crypto.subtle.timingSafeEqual(left, right);
}

async function tag(stem: string, keySecret: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(keySecret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(stem));
  return base64Url(new Uint8Array(mac)).slice(0, tagLength);
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
