import type { Context } from "hono";
import type { ParsedKey } from "../accounts/api-key.ts";

export interface AppEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Set by the middleware of /v1, before any of its operations. */
    key: ParsedKey;
  };
}

export type AppContext = Context<AppEnv>;
