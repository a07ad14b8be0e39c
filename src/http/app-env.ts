import type { Context } from "hono";
import type { PresentedKey } from "../accounts/presented-key.ts";
import type { SignedIn } from "../people/person.ts";

export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Set by the middleware of /v1, before any of its operations. */
    key: PresentedKey;
    /** Who asks, where it is a person; set by the middleware of /v1 and /admin. */
    signedIn?: SignedIn;
  };
}

export type AppContext = Context<AppEnv>;

/** What keeps work going after the answer has left, or the client has hung up. */
export function keepAlive(c: AppContext): (work: Promise<unknown>) => void {
  return (work) => c.executionCtx.waitUntil(work);
}
