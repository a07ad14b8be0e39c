/** The chunks of a body as they come; `late`, and no more, where none comes for so long while it is asked for. */
export async function* readChunks(
  body: ReadableStream<Uint8Array> | null,
  idleMs: number,
): AsyncGenerator<Uint8Array | "late"> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const chunk = await readInTime(reader, idleMs);
      if (chunk === "done") return;
      yield chunk;
      if (chunk === "late") return;
    }
  } finally {
    // What is left unread is of no use to anybody, and whoever sends it may stop.
    void reader.cancel().catch(() => undefined);
  }
}

async function readInTime(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  idleMs: number,
): Promise<Uint8Array | "late" | "done"> {
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), idleMs);
  try {
    const read = await Promise.race([reader.read(), late.promise]);
    if (read === "late") return read;
    return read.done ? "done" : read.value;
  } finally {
    clearTimeout(timer);
  }
}
