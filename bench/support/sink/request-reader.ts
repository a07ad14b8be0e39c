const headEnd = "\r\n\r\n";

export interface SinkHttpRequest {
  /** The request line and the headers. */
  head: string;
  body: string;
}

/** Requests of one keep-alive connection, out of the bytes as they come. Bodies come with a content-length. */
export class RequestReader {
  #rest: Buffer = Buffer.alloc(0);

  /** Those that `chunk` completes. */
  push(chunk: Buffer): SinkHttpRequest[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const requests: SinkHttpRequest[] = [];
    let start = 0;
    for (let next = readRequest(bytes, start); next !== undefined; next = readRequest(bytes, start)) {
      requests.push(next.request);
      start = next.end;
    }
    this.#rest = bytes.subarray(start);
    return requests;
  }
}

function readRequest(bytes: Buffer, start: number): { request: SinkHttpRequest; end: number } | undefined {
  const headLength = bytes.indexOf(headEnd, start, "latin1");
  if (headLength < 0) return undefined;
  const head = bytes.toString("latin1", start, headLength);
  const bodyStart = headLength + headEnd.length;
  const end = bodyStart + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (end > bytes.length) return undefined;
  return { request: { head, body: bytes.toString("utf8", bodyStart, end) }, end };
}
