import type { Scope } from "./scopes.ts";

/** An API key taken apart. Whether it is still valid only its account knows. */
export interface ParsedKey {
  accountId: string;
  /** Hex SHA-256 of the whole key: the form in which it is stored. */
  hash: string;
}

/** A key as a request presents it to its account. It crosses RPC, so it is plain data. */
export interface PresentedKey extends ParsedKey {
  /** The address the request came from, as the platform says; null where it does not say. */
  sourceAddress: string | null;
  /** Set where there is no key: somebody who is signed in, whom the Worker has found to be in this account. `hash` is empty then. */
  person?: PresentedPerson;
}

/** A person as a request presents them to an account. */
export interface PresentedPerson {
  /** For the audit log. */
  email: string;
  /** Those of their role. */
  scopes: readonly Scope[];
}
