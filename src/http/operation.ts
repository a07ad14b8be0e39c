import type { RouteConfig } from "@hono/zod-openapi";
import type { Scope } from "../accounts/scopes.ts";
import type { AuditAction } from "../audit/record-audit.ts";
import type { AppContext } from "./app-env.ts";
import type { Deprecation } from "./deprecation.ts";

/**
 * One operation of the API: what /openapi.json says of it, and what answers. Input is checked by the handler with the
 * route's own schemas, so a body is read and validated once, and a hot path is one function.
 */
export interface Operation {
  route: RouteConfig;
  /** What it puts on record; absent where it changes no configuration. */
  audit?: AuditAction;
  /** Said in the document and on every answer of it. */
  deprecated?: Deprecation;
  handle: (c: AppContext) => Response | Promise<Response>;
}

/** The security of an operation for customers: a key that has this scope. */
export function keyWith(scope: Scope): Record<string, Scope[]>[] {
  return [{ apiKey: [scope] }];
}

/** `{id}` of the path; the router has made sure that it is there. */
export function pathParameter(c: AppContext, name: string): string {
  return c.req.param(name) ?? "";
}
