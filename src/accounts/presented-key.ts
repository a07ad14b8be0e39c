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
}
