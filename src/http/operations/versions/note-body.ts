import { z } from "@hono/zod-openapi";
import { type Result, ok } from "../../../errors.ts";
import type { AppContext } from "../../app-env.ts";
import { readJson } from "../../read-json.ts";
import { noteSchema } from "./version-schemas.ts";

const noteBodySchema = z.strictObject({ note: noteSchema.optional() }).openapi("Note");

/** The body of a change that says all it is in its path. */
export const noteBody = { required: false, content: { "application/json": { schema: noteBodySchema } } };

/** Null where there is no body, or none in it. Errors: those of readJson. */
export async function readNote(c: AppContext): Promise<Result<string | null>> {
  const { body: stream, headers } = c.req.raw;
  if (stream === null || (headers.get("content-type") === null && headers.get("content-length") === "0"))
    return ok(null);
  const body = await readJson(c, noteBodySchema);
  return body.ok ? ok(body.value.value.note ?? null) : body;
}
