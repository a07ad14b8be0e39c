/** One member of RFC 1952; members may follow each other in a file. */
export function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Response(text).body?.pipeThrough(new CompressionStream("gzip")) ?? null).arrayBuffer();
}

/** The text of one member. */
export function gunzip(member: ArrayBuffer): Promise<string> {
  return new Response(new Response(member).body?.pipeThrough(new DecompressionStream("gzip")) ?? null).text();
}
