import type { PresentedKey } from "./presented-key.ts";
import type { Scope } from "./scopes.ts";

/** Who asks an account's object for something that operators, customers and parents of sub-accounts may all ask for. */
export type Actor = OperatorActor | KeyActor | ParentActor;

export interface OperatorActor {
  kind: "operator";
  /** By their own account. */
  name: string;
}

/** One of the account's keys; the object holds it against the scope that is needed. */
export interface KeyActor {
  kind: "key";
  key: PresentedKey;
}

/** A key of the parent, which the parent's object has authorized; it may do to the sub-account what its own scopes open. */
export interface ParentActor {
  kind: "parent";
  accountId: string;
  keyId: string;
  scopes: readonly Scope[];
}
