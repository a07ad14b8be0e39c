import type { z } from "@hono/zod-openapi";
import { type Result, fail, ok } from "../errors.ts";
import type { AppContext } from "./app-env.ts";
import { bodyLimit, bodyLimits, readBody } from "./read-body.ts";
import { validate } from "./validate.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const jsonMediaType = /^application\/json\s*(;|$)/i;

export interface JsonBody<T> {
  value: T;
  /** As it came, for a fingerprint. */
  bytes: ArrayBuffer;
}

/**
 * Reads a request's JSON and holds it against `schema`.
 * Errors: unsupported_media_type, body_too_large, body_timeout, malformed_json, invalid_request.
 */
export async function readJson<S extends z.ZodType>(
  c: AppContext,
  schema: S,
  limit = bodyLimit,
): Promise<Result<JsonBody<z.output<S>>>> {
  const request = c.req.raw;
  if (!jsonMediaType.test(request.headers.get("content-type") ?? "")) return fail("unsupported_media_type");
  const body = await readBody(request, bodyLimits(limit));
  if (!body.ok) return body;
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(body.value));
  } catch (error) {
    return fail("malformed_json", { message: `The body is not valid JSON: ${describe(error)}` });
  }
  const valid = validate(schema, value);
  return valid.ok ? ok({ value: valid.value, bytes: body.value }) : valid;
}

/** Reads a request's text, whatever it is called. Errors: body_too_large, body_timeout, invalid_request where it is not UTF-8. */
export async function readText(c: AppContext, limit: number): Promise<Result<string>> {
  const body = await readBody(c.req.raw, bodyLimits(limit));
  if (!body.ok) return body;
  try {
    return ok(decoder.decode(body.value));
  } catch {
    return fail("invalid_request", { message: "The body is not UTF-8." });
  }
}

/** Where the JSON breaks, without the piece of the body that V8 quotes. */
function describe(error: unknown): string {
  if (!(error instanceof SyntaxError)) return "it is not UTF-8.";
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? "it breaks off or begins wrongly." : `it breaks at character ${position}.`;
}
