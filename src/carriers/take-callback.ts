import { type Result, fail } from "../errors.ts";
import { type CallbackKind, signedVersion } from "./callback-address.ts";

/** An operator's call, as the Worker got it. */
export interface ReceivedCall {
  kind: CallbackKind;
  /** The last part of the path. */
  signature: string;
  /** Without its question mark. */
  query: string;
  body: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  sourceAddress: string | null;
}

/** What the operator is answered. */
export interface CallbackAnswer {
  status: number;
  contentType: string;
  body: string;
}

/**
 * Gives an operator's call to its carrier, which has stored what it brings when this returns. An address that was not made
 * here wakes no object. Errors: not_found, invalid_request.
 */
export async function takeCallback(
  env: Pick<Env, "CARRIER" | "KEY_SECRET">,
  carrierId: string,
  { kind, signature, ...call }: ReceivedCall,
): Promise<Result<CallbackAnswer>> {
  const version = await signedVersion(carrierId, kind, signature, env.KEY_SECRET);
  if (version === null) return fail("not_found");
  return env.CARRIER.getByName(carrierId).takeCallback({ kind, version, ...call });
}
