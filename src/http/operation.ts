import type { RouteConfig } from "@hono/zod-openapi";
import type { AppContext } from "./app-env.ts";

/**
 * One operation of the API: what /openapi.json says of it, and what answers. Input is checked by the handler with the
 * route's own schemas, so a body is read and validated once, and a hot path is one function.
 */
export interface Operation {
  route: RouteConfig;
  handle: (c: AppContext) => Response | Promise<Response>;
}

/** `{id}` of the path; the router has made sure that it is there. */
export function pathParameter(c: AppContext, name: string): string {
  return c.req.param(name) ?? "";
}
