import { once } from "node:events";
import { type Server, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { HttpOperatorSimulator } from "../../../connector/simulator/http/operator.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A gateway that answers the first `failures` calls with 503, and remembers all. */
async function gateway(failures = 0): Promise<{ url: string; calls: unknown[] }> {
  const calls: unknown[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      calls.push(JSON.parse(body));
      response.writeHead(calls.length > failures ? 200 : 503).end();
      return undefined;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`, calls };
}

async function operator(options: { token?: string; receiptUrl?: string; inboundUrl?: string } = {}) {
  const now = (): number => Date.now();
  const simulator = new HttpOperatorSimulator({ host: "127.0.0.1", port: 0, receiptDelayMs: 10, now, ...options });
  const { port } = await simulator.listen();
  closing.push(() => simulator.close());
  const url = `http://127.0.0.1:${port}`;
  const send = (to: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/messages`, { method: "POST", headers, body: JSON.stringify({ to, from: "85432", text: "hola" }) });
  return { simulator, url, send };
}

describe("the simulated HTTP operator", () => {
  it("takes a message and reports its receipt, again and again until it is taken", async () => {
    const { url: receiptUrl, calls } = await gateway(1);
    const { send, simulator } = await operator({ receiptUrl });
    const answer = await send("+573001234567");
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(() => simulator.callbacks.delivered, { timeout: 10_000 }).toBe(1);
    const receipt = { id, status: "DELIVERED", error: null, to: "+573001234567" };
    expect(calls).toEqual([receipt, receipt]);
  });

  it.each([
    ["+573009999004", 400, "INVALID_RECIPIENT"],
    ["+573009999005", 429, "TOO_MANY_REQUESTS"],
    ["+573009999006", 503, "QUEUE_FULL"],
    ["+573009999017", 500, "SYSTEM_ERROR"],
  ])("refuses %s with %i", async (to, status, code) => {
    const { send } = await operator();
    const answer = await send(to);
    expect([answer.status, await answer.json()]).toEqual([status, { error: { code } }]);
  });

  it("may leave a request unanswered, and drop its connection", async () => {
    const { send, simulator } = await operator();
    await expect(send("+573009999016")).rejects.toThrow("fetch failed");
    expect((await send("+573009999016")).status).toBe(202);
    expect(simulator.messages.map(({ status }) => status)).toEqual([null, 202]);
  });

  it("lets only its token in", async () => {
    const { send } = await operator({ token: "secret" });
    expect((await send("+573001234567")).status).toBe(401);
    expect((await send("+573001234567", { authorization: "Bearer secret" })).status).toBe(202);
  });

  it("calls with texts from handsets", async () => {
    const { url: inboundUrl, calls } = await gateway();
    const { url, simulator } = await operator({ inboundUrl });
    const inbound = { from: "+573001234567", to: "85432", text: "STOP" };
    const asked = await fetch(`${url}/mo`, { method: "POST", body: JSON.stringify(inbound) });
    expect(asked.status).toBe(202);
    await expect.poll(() => simulator.callbacks.delivered, { timeout: 10_000 }).toBe(1);
    expect(calls).toEqual([{ id: "in-1", ...inbound }]);
  });
});
