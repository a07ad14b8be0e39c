import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { decodeText } from "../../connector/simulator/alphabet.ts";
import { SmscSimulator } from "../../connector/simulator/smsc.ts";
import { Admin } from "../../local/bootstrap.ts";
import { dataPaths } from "../../local/paths.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { TestStack } from "../support/stack.ts";

const handset = "+573001234567";
const number = "85432";

/** A customer's server that answers each text it hears of. */
async function startCustomer(): Promise<{ url: string; close: () => void }> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { data } = JSON.parse(await readText(request)) as { data: { text: string } };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ reply: { text: `You said ${data.text}` } }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("a handset is answered, opts out and in again, whatever dies in between", async () => {
  const smsc = new SmscSimulator({
    host: "127.0.0.1",
    port: 0,
    systemId: "e2e",
    password: "secret",
    receiptForm: "both",
    receiptDelayMs: 100,
    now: () => Date.now(),
  });
  const { host, port } = await smsc.listen();
  const customer = await startCustomer();
  /** The texts to the handset, once there are `count`. */
  const shown = async (count: number): Promise<(string | undefined)[]> => {
    for (;;) {
      const submits = smsc.submits(0, 1_000).filter(({ source }) => source === number);
      if (submits.length >= count) return submits.map(({ body, dataCoding }) => decodeText(body, dataCoding, false));
      await sleep(50);
    }
  };
  try {
    await TestStack.with({}, async (stack) => {
      const { ADMIN_KEY } = await loadSecrets(dataPaths(stack.folder).secrets);
      const call = async (key: string, method: string, path: string, body?: object): Promise<Response> =>
        fetch(`${stack.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
      const send = async (): Promise<[number, unknown]> => {
        const answer = await call(stack.api.key, "POST", "/v1/messages", { to: handset, from: number, text: "offer" });
        return [answer.status, ((await answer.json()) as { code?: string }).code];
      };
      const admin = new Admin(stack.url, ADMIN_KEY);
      await admin.putCarrier({ host, port, systemId: "e2e", password: "secret" });
      while (smsc.stats().sessions.length === 0) await sleep(50);
      const account = await (await call(stack.api.key, "GET", "/v1/account")).json();
      const { id: accountId } = z.object({ id: z.string() }).parse(account);
      expect((await call(ADMIN_KEY, "PUT", `/admin/v1/numbers/${number}`, { accountId })).status).toBe(200);
      const webhook = { url: customer.url, events: ["message.received"] };
      expect((await call(stack.api.key, "POST", "/v1/webhooks", webhook)).status).toBe(201);

      await smsc.injectMo({ from: handset, to: number, text: "hola" });
      expect(await shown(1)).toEqual(["You said hola"]);
      await smsc.injectMo({ from: handset, to: number, text: "Stop." });
      expect((await shown(2))[1]).toContain("You have been unsubscribed");
      expect(await send()).toEqual([400, "recipient_suppressed"]);

      await stack.kill("edge");
      await stack.start("edge");
      expect(await send()).toEqual([400, "recipient_suppressed"]);
      await smsc.injectMo({ from: handset, to: number, text: "START" });
      expect((await shown(3))[2]).toContain("You have been resubscribed");
      expect(await send()).toEqual([202, undefined]);
      expect((await shown(4))[3]).toBe("offer");

      const path = `/v1/conversations/${number}/${encodeURIComponent(handset)}`;
      const thread = await (await call(stack.api.key, "GET", path)).json();
      const { data } = z.object({ data: z.array(z.object({ text: z.string() })) }).parse(thread);
      expect(data.filter(({ text }) => ["hola", "Stop.", "START"].includes(text))).toHaveLength(3);
    });
  } finally {
    customer.close();
    await smsc.close();
  }
});
