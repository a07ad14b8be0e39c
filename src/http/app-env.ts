import type { Context } from "hono";
import type { PresentedKey } from "../accounts/presented-key.ts";

export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Set by the middleware of /v1, before any of its operations. */
    key: PresentedKey;
  };
}

export type AppContext = Context<AppEnv>;
