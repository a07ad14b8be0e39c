import { type Result, fail, ok } from "../errors.ts";

/** Bytes a body may have, unless its operation says otherwise. */
export const bodyLimit = 256 * 1024;
/** How long so many bytes may take to come; a client that sends slower holds a place that others wait for. */
const patienceMs = 10_000;

export interface BodyLimits {
  bytes: number;
  patienceMs: number;
}

/** What a body of up to `bytes` is held to. */
export function bodyLimits(bytes: number): BodyLimits {
  return { bytes, patienceMs: patienceMs * Math.ceil(bytes / bodyLimit) };
}

/** Reads a request's body whole. Errors: body_too_large, body_timeout. */
export async function readBody(request: Request, limits: BodyLimits): Promise<Result<ArrayBuffer>> {
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), limits.patienceMs);
  try {
    const bytes = await Promise.race([readBytes(request, limits.bytes), late.promise]);
    if (bytes === "late") return fail("body_timeout");
    return bytes === null ? tooLarge(limits.bytes) : ok(bytes);
  } finally {
    clearTimeout(timer);
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
