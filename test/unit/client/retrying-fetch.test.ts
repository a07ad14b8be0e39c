import { describe, expect, test } from "vitest";
import { type RetryOptions, retryingFetch } from "../../../client/retrying-fetch.ts";

type Answer = Response | Error;

/** A client that gets these answers one after the other, what it sent, and how long it waited in between. */
function clientOf(answers: Answer[], options: Partial<RetryOptions> = {}) {
  const sent: { method: string; idempotencyKey: string | null; body: string }[] = [];
  const waits: number[] = [];
  const send = retryingFetch({
    delayMs: 100,
    maximumDelayMs: 5_000,
    random: () => 0,
    newIdempotencyKey: () => "made-here",
    wait: (delayMs) => {
      waits.push(delayMs);
      return Promise.resolve();
    },
    fetch: async (request) => {
      const { method, headers } = request;
      sent.push({ method, idempotencyKey: headers.get("idempotency-key"), body: await request.text() });
      const answer = answers.shift() ?? new Response("too many requests were made", { status: 500 });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { send, sent, waits };
}

function post(headers: Record<string, string> = {}): Request {
  return new Request("http://gateway.test/v1/messages", { method: "POST", headers, body: '{"to":"+573001234567"}' });
}

const broken = new TypeError("fetch failed");

describe("a request that may be repeated", () => {
  test("is repeated after a broken connection, as it was, under the same Idempotency-Key", async () => {
    const { send, sent } = clientOf([broken, new Response(null, { status: 202 })]);
    expect((await send(post())).status).toBe(202);
    expect(sent).toEqual([
      { method: "POST", idempotencyKey: "made-here", body: '{"to":"+573001234567"}' },
      { method: "POST", idempotencyKey: "made-here", body: '{"to":"+573001234567"}' },
    ]);
  });

  test("keeps the caller's own Idempotency-Key", async () => {
    const { send, sent } = clientOf([new Response(null, { status: 202 })]);
    await send(post({ "idempotency-key": "order-4711" }));
    expect(sent).toMatchObject([{ idempotencyKey: "order-4711" }]);
  });

  test.each([429, 502, 503, 504])("is repeated after %i, each time later", async (status) => {
    const { send, waits } = clientOf([
      new Response(null, { status }),
      new Response(null, { status }),
      new Response(null, { status: 202 }),
    ]);
    expect((await send(post())).status).toBe(202);
    expect(waits).toEqual([100, 200]);
  });

  test("waits as long as it was asked to", async () => {
    const busy = new Response(null, { status: 429, headers: { "retry-after": "3" } });
    const { send, waits } = clientOf([busy, new Response(null, { status: 202 })]);
    await send(post());
    expect(waits).toEqual([3_000]);
  });
});

describe("the caller gets the answer", () => {
  test("when it was asked to wait longer than it would", async () => {
    const { send, sent } = clientOf([new Response(null, { status: 429, headers: { "retry-after": "60" } })]);
    expect((await send(post())).status).toBe(429);
    expect(sent).toHaveLength(1);
  });

  test("of the last attempt", async () => {
    const { send, sent } = clientOf(
      Array.from({ length: 5 }, () => new Response(null, { status: 503 })),
      { attempts: 3 },
    );
    expect((await send(post())).status).toBe(503);
    expect(sent).toHaveLength(3);
  });

  test.each([400, 402, 409, 500])("of %i at once", async (status) => {
    const { send, sent } = clientOf([new Response(null, { status })]);
    expect((await send(post())).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  test("of a PATCH at once, which is not the same when it is repeated", async () => {
    const { send } = clientOf([broken]);
    const request = new Request("http://gateway.test/v1/account", { method: "PATCH", body: "{}" });
    await expect(send(request)).rejects.toThrow("fetch failed");
  });

  test("that there is none, once it has stopped waiting for one", async () => {
    const abort = new AbortController();
    const { send, sent } = clientOf([broken]);
    abort.abort();
    await expect(send(new Request(post(), { signal: abort.signal }))).rejects.toThrow("fetch failed");
    expect(sent).toHaveLength(1);
  });
});
