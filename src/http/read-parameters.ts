import type { z } from "@hono/zod-openapi";
import type { Result } from "../errors.ts";
import type { AppContext } from "./app-env.ts";
import { validate } from "./validate.ts";

/** Holds the parameters of the path against `schema`. Errors: invalid_request. */
export function readParameters<S extends z.ZodType>(c: AppContext, schema: S): Result<z.output<S>> {
  return validate(schema, c.req.param());
}
