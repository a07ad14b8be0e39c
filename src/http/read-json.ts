import type { z } from "@hono/zod-openapi";
import { type Result, fail, ok } from "../errors.ts";
import type { AppContext } from "./app-env.ts";
import { validate } from "./validate.ts";

/** Bytes a body may have. */
export const bodyLimit = 256 * 1024;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const jsonMediaType = /^application\/json\s*(;|$)/i;

export interface JsonBody<T> {
  value: T;
  /** As it came, for a fingerprint. */
  bytes: ArrayBuffer;
}

/**
 * Reads a request's JSON and holds it against `schema`.
 * Errors: unsupported_media_type, body_too_large, malformed_json, invalid_request.
 */
export async function readJson<S extends z.ZodType>(
  c: AppContext,
  schema: S,
  limit = bodyLimit,
): Promise<Result<JsonBody<z.output<S>>>> {
  const request = c.req.raw;
  if (!jsonMediaType.test(request.headers.get("content-type") ?? "")) return fail("unsupported_media_type");
  const bytes = await readBytes(request, limit);
  if (bytes === null) return tooLarge(limit);
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    return fail("malformed_json", { message: `The body is not valid JSON: ${describe(error)}` });
  }
  const valid = validate(schema, value);
  return valid.ok ? ok({ value: valid.value, bytes }) : valid;
}

/** Reads a request's text, whatever it is called. Errors: body_too_large, invalid_request where it is not UTF-8. */
export async function readText(c: AppContext, limit: number): Promise<Result<string>> {
  const bytes = await readBytes(c.req.raw, limit);
  if (bytes === null) return tooLarge(limit);
  try {
    return ok(decoder.decode(bytes));
  } catch {
    return fail("invalid_request", { message: "The body is not UTF-8." });
  }
}

function tooLarge(limit: number): ReturnType<typeof fail> {
  if (limit === bodyLimit) return fail("body_too_large");
  return fail("body_too_large", { message: `The body is larger than ${limit / 1024 / 1024} MB.` });
}

/** Null where there is more than the limit. A length that was declared is held to by the platform. */
async function readBytes(request: Request, limit: number): Promise<ArrayBuffer | null> {
  const declared = request.headers.get("content-length");
  if (declared === null) return readStream(request.body, limit);
  if (Number(declared) > limit) return null;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > limit ? null : bytes;
}

/** Stops reading as soon as it is too much. */
async function readStream(body: ReadableStream<Uint8Array> | null, limit: number): Promise<ArrayBuffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.byteLength;
  }
  return joined.buffer;
}

/** Where the JSON breaks, without the piece of the body that V8 quotes. */
function describe(error: unknown): string {
  if (!(error instanceof SyntaxError)) return "it is not UTF-8.";
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? "it breaks off or begins wrongly." : `it breaks at character ${position}.`;
}
