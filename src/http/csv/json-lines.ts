const encoder = new TextEncoder();

/** Answers items as they come, each as a line of JSON. Whoever reads slowly is waited for. */
export function jsonLinesResponse(pieces: AsyncGenerator<readonly object[], undefined>): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value.map((item) => `${JSON.stringify(item)}\n`).join("")));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
}
