import { z } from "@hono/zod-openapi";
import { type Result, failField, ok } from "../errors.ts";
import type { AppContext } from "./app-env.ts";

export const versionHeaders = z.object({
  "If-Match": z.string().optional().openapi({
    description: "The ETag that was read: refuses the change where there is another version since.",
    example: '"3"',
  }),
  "If-None-Match": z.literal("*").optional().openapi({ description: "Refuses the change where there is any version." }),
});

/** The ETag of a version, for OpenAPI responses. */
export const versionResponseHeaders = {
  ETag: {
    description: "The version, for If-Match; of a dry run the one that it was held against.",
    schema: { type: "string" as const },
  },
};

/** A JSON answer that is a version, for OpenAPI responses. */
export function versionResponse<S extends z.ZodType>(description: string, schema: S) {
  return { description, headers: versionResponseHeaders, content: { "application/json": { schema } } };
}

/** The headers of an answer that is a version. */
export function versionTag(version: number): { etag: string } {
  return { etag: `"${version}"` };
}

/**
 * The version a change was made for, 0 where there must be none, undefined where any will do. What compresses answers on
 * their way makes their tags weak, so those count too. Errors: invalid_request.
 */
export function readExpectedVersion(c: AppContext): Result<number | undefined> {
  const { headers } = c.req.raw;
  const ifNoneMatch = headers.get("if-none-match");
  if (ifNoneMatch !== null) {
    return ifNoneMatch === "*" ? ok(0) : failField("If-None-Match", "invalid_request", "This header must be *.");
  }
  const ifMatch = headers.get("if-match");
  if (ifMatch === null) return ok(undefined);
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (version !== undefined) return ok(Number(version));
  return failField("If-Match", "invalid_request", 'This header must be one ETag as it was answered, such as "3".');
}
