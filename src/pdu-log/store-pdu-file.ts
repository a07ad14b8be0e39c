import { type Result, type ServiceError, fail, failField, ok } from "../errors.ts";
import { pduFileLimitBytes } from "../link/pdu-log.ts";
import { pduFileKey, pduFileMetadata } from "./pdu-file.ts";

export interface PduUpload {
  connectorId: string;
  /** As the connector calls it. */
  name: string;
  /** Octets there will be. */
  bytes: number;
  /** Epoch ms. */
  lastLineAtMs: number;
  /** What comes of it; `late`, and no more, where the rest does not come. */
  chunks: AsyncIterable<Uint8Array | "late">;
}

/** Of a gzip member (RFC 1952 §2.3.1): its two octets of identification, and deflate. */
const gzipStart = [0x1f, 0x8b, 8] as const;

/**
 * Stores a file of a connector's PDU log as it comes, held in no memory. The same file again writes nothing.
 * Errors: invalid_request (no name of that connector's, no gzip, another file has the name), body_too_large, body_timeout.
 */
export async function storePduFile(
  { LOGS }: Pick<Env, "LOGS">,
  { connectorId, name, bytes, lastLineAtMs, chunks }: PduUpload,
): Promise<Result<"stored" | "known">> {
  const key = pduFileKey(connectorId, name);
  if (key === null)
    return failField("file", "invalid_request", "This is no name of a closed file of that connector's.");
  if (bytes > pduFileLimitBytes) {
    return fail("body_too_large", { message: `The file is larger than ${pduFileLimitBytes / 2 ** 20} MB.` });
  }
  const known = await LOGS.head(key);
  if (known !== null) {
    await drain(chunks);
    return isSame(known, bytes);
  }
  const rest = chunks[Symbol.asyncIterator]();
  const start = await readStart(rest);
  if (start === "late") return fail("body_timeout");
  if (!isGzip(start)) return fail("invalid_request", { message: "The file is not gzip." });
  const { readable, writable } = new FixedLengthStream(bytes);
  const putting = LOGS.put(key, readable, {
    // Of two that store it at once, one does.
    onlyIf: { etagDoesNotMatch: "*" },
    httpMetadata: { contentType: "application/gzip" },
    customMetadata: pduFileMetadata({ lastLineAtMs }),
  }).then(
    (object) => ok(object),
    (error: unknown) => ({ ok: false as const, error }),
  );
  const copied = await copy(start, rest, bytes, writable.getWriter());
  const put = await putting;
  if (put.ok) return put.value === null ? isSame(await LOGS.head(key), bytes) : ok("stored");
  if (copied !== null) return { ok: false, error: copied };
  throw put.error;
}

function isSame(known: R2Object | null, bytes: number): Result<"known"> {
  if (known?.size === bytes) return ok("known");
  return failField("file", "invalid_request", "Another file was stored under this name.");
}

type Chunks = AsyncIterator<Uint8Array | "late">;

/** The first chunks, with as many octets as tell what it is, or all there are. */
async function readStart(chunks: Chunks): Promise<Uint8Array | "late"> {
  let start: Uint8Array = new Uint8Array();
  while (start.byteLength < gzipStart.length) {
    const next = await chunks.next();
    if (next.done === true) return start;
    if (next.value === "late") return next.value;
    start = start.byteLength === 0 ? next.value : joined(start, next.value);
  }
  return start;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.byteLength + other.byteLength);
  both.set(one);
  both.set(other, one.byteLength);
  return both;
}

function isGzip(start: Uint8Array): boolean {
  return gzipStart.every((octet, index) => start[index] === octet);
}

/** Null where all of it was taken. A stream that is given up is no object: R2 stores whole ones only. */
async function copy(
  start: Uint8Array,
  rest: Chunks,
  bytes: number,
  writer: WritableStreamDefaultWriter<Uint8Array>,
): Promise<ServiceError | null> {
  let left = bytes - start.byteLength;
  try {
    await writer.write(start);
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      if (next.value === "late") return await giveUp(writer, fail("body_timeout").error);
      left -= next.value.byteLength;
      await writer.write(next.value);
    }
    if (left !== 0) return await giveUp(writer, notWhole());
    await writer.close();
    return null;
  } catch {
    // Whoever sends it is gone; or R2 took no more, which is told by the put.
    return giveUp(writer, notWhole());
  }
}

function notWhole(): ServiceError {
  return fail("invalid_request", { message: "The file did not come whole." }).error;
}

async function giveUp(writer: WritableStreamDefaultWriter<Uint8Array>, error: ServiceError): Promise<ServiceError> {
  await writer.abort(error.message).catch(() => undefined);
  return error;
}

/** Reads to the end, so that the sender need not see its connection break. */
async function drain(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of chunks) if (chunk === "late") return;
}
