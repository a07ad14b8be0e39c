/** How requests are signed: `v1` is HMAC-SHA256 with a shared secret, `v1a` Ed25519 with a public key. */
export const signatureKinds = ["v1", "v1a"] as const;
export type SignatureKind = (typeof signatureKinds)[number];

/** What a customer says of an endpoint. */
export interface EndpointSettings {
  url: string;
  /** Types and groups of types; see `eventPatterns`. */
  events: string[];
  description: string;
  enabled: boolean;
  /** Requests at once. */
  concurrency: number;
  /** Events in one request; from 2 on every body is a batch. */
  maxBatch: number;
  /** How long an event waits for a batch to become full, ms. */
  maxBatchWaitMs: number;
  signatures: SignatureKind[];
  /** Sent with every request, by name. */
  headers: Record<string, string>;
}

/** A change: what is left out, or undefined, stays. */
export type EndpointEdit = { [Name in keyof EndpointSettings]?: EndpointSettings[Name] | undefined };

export const endpointDefaults = {
  description: "",
  enabled: true,
  concurrency: 10,
  maxBatch: 1,
  maxBatchWaitMs: 0,
  signatures: ["v1"],
  headers: {},
} as const satisfies Partial<EndpointSettings>;

/** Endpoints an account may have. */
export const endpointLimit = 50;

/** A key that signs requests. */
export interface SigningKey {
  kind: SignatureKind;
  /** The secret, or the private key (PKCS #8 in base64), encrypted. */
  sealed: string;
  /** `whpk_…`, of Ed25519 keys. */
  publicKey: string | null;
  createdAtMs: number;
  /** Signs until then, besides its successor; null for the key in use. */
  expiresAtMs: number | null;
}

/** Why nothing is delivered: the endpoint answered 410, or failed for days. Null where the customer switched it off. */
export type DisabledReason = "gone" | "failing";

/** A webhook endpoint, as its account keeps it and as its own object gets it. */
export interface Endpoint extends EndpointSettings {
  id: string;
  accountId: string;
  /** From 1, one more with every change. */
  version: number;
  keys: SigningKey[];
  disabledReason: DisabledReason | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** An endpoint as it was stored, with what has been added to endpoints since. */
export function readEndpoint(stored: string): Endpoint {
  const { maxBatchWaitMs } = endpointDefaults;
  return { maxBatchWaitMs, ...(JSON.parse(stored) as Omit<Endpoint, "maxBatchWaitMs"> & Partial<Endpoint>) };
}
