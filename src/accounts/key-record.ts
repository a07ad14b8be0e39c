import type { Scope } from "./scopes.ts";

/** Keys one account may have. */
export const keyLimit = 100;

/** What a key is made with. */
export interface NewKey {
  id: string;
  name: string | null;
  /** The last four characters of the key, by which people tell keys apart. */
  lastFour: string;
  scopes: Scope[];
  /** Networks in CIDR notation that it may be used from; null for any. */
  allowedNetworks: string[] | null;
  /** Refused from this moment on, epoch ms; null for never. */
  expiresAtMs: number | null;
  createdAtMs: number;
}

/** A key as the account object knows it; the key itself is nowhere stored. */
export interface ApiKey extends NewKey {
  /** To the minute, epoch ms; null where it was never used. */
  lastUsedAtMs: number | null;
}
