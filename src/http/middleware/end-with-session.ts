/**
 * An answer that goes on as a stream of events ends within seconds of the session that opened it: that is asked for every `askAgainMs`. Any
 * other is as it was.
 */
export function endWithSession(response: Response, isInForce: () => Promise<boolean>, askAgainMs = 8_000): Response {
  const { body, headers } = response;
  if (body === null || !headers.get("content-type")?.startsWith("text/event-stream")) return response;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  let read: ReturnType<typeof reader.read> | undefined;
  let wait: Promise<void> | undefined;
  const checked = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          wait ??= scheduler.wait(askAgainMs);
          read ??= reader.read();
          const next = await Promise.race([wait, read]);
          if (next === undefined) {
            wait = undefined;
            if (await isStillInForce(reader, isInForce)) continue;
            controller.close();
            return;
          }
          read = undefined;
          if (next.done) controller.close();
          else controller.enqueue(next.value);
          return;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(checked, response);
}

/** Where it is not, or nobody can say, what the answer is read from is let go. */
async function isStillInForce(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  isInForce: () => Promise<boolean>,
): Promise<boolean> {
  let inForce = false;
  try {
    inForce = await isInForce();
    return inForce;
  } finally {
    if (!inForce) await reader.cancel();
  }
}
