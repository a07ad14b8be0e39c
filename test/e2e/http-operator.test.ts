import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { HttpOperatorSimulator } from "../../connector/simulator/http/operator.ts";
import { dataPaths } from "../../local/paths.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { isFinal } from "../support/api-client.ts";
import { TestStack } from "../support/stack.ts";

const token = "operator-token";
const carrierSchema = z.object({ http: z.object({ callbackUrls: z.object({ receipts: z.url(), inbound: z.url() }) }) });

/** The configuration that docs/operations.md has for the simulated operator. */
function carrierFor(url: string, publicUrl: string) {
  return {
    name: "HTTP operator",
    http: {
      request: {
        url: `${url}/messages`,
        body: {
          kind: "json",
          value: {
            to: "{{to}}",
            from: "{{from}}",
            text: "{{text}}",
            reference: "{{requestId}}",
            receiptUrl: "{{receiptUrl}}",
          },
        },
      },
      auth: { kind: "bearer", token },
      response: {
        statuses: [202],
        id: { in: "json", pointer: "/id" },
        errorCode: { in: "json", pointer: "/error/code" },
        errors: [{ code: "INVALID_RECIPIENT", action: "elsewhere", name: "INVALID_RECIPIENT" }],
      },
      requestTimeoutSeconds: 2,
      allowInsecure: true,
      publicUrl,
      callbacks: {
        receipts: {
          id: "/id",
          status: "/status",
          errorCode: "/error",
          statuses: { IN_TRANSIT: "enroute" },
        },
        inbound: { id: "/id", from: "/from", to: "/to", text: "/text" },
      },
    },
  };
}

test("texts go through an HTTP operator, receipts and texts from handsets come back", async () => {
  const now = (): number => Date.now();
  const operator = new HttpOperatorSimulator({ host: "127.0.0.1", port: 0, token, receiptDelayMs: 200, now });
  const { port } = await operator.listen();
  try {
    await TestStack.with({}, async (stack) => {
      const { ADMIN_KEY } = await loadSecrets(dataPaths(stack.folder).secrets);
      const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
      const configured = await fetch(`${stack.url}/admin/v1/carriers/default`, {
        method: "PUT",
        headers,
        body: JSON.stringify(carrierFor(`http://127.0.0.1:${port}`, stack.url)),
      });
      expect(configured.status).toBe(200);
      const { callbackUrls } = carrierSchema.parse(await configured.json()).http;

      const long = "a text of several segments ".repeat(12);
      const send = (to: string, text: string) => stack.api.send({ to, from: "Heliograph", text });
      const [plain, parts, undeliverable, refused, full, lost] = await Promise.all([
        send("+573001234567", "plain"),
        send("+573001234568", long),
        send("+573009999001", "undeliverable"),
        send("+573009999004", "refused"),
        send("+573009999006", "queue full once"),
        send("+573009999008", "never answered once"),
      ]);
      const statuses = await Promise.all(
        [plain, parts, undeliverable, refused, full, lost].map(
          async ({ id }) => (await stack.api.messageWhen(id, isFinal, 30_000)).status,
        ),
      );
      expect(statuses).toEqual(["delivered", "delivered", "undelivered", "rejected", "delivered", "delivered"]);
      expect(parts.segments).toBeGreaterThan(1);
      expect(operator.messages.filter(({ to }) => to === "+573001234568")).toMatchObject([
        { text: long, reference: parts.id },
      ]);

      // A call is answered once what it brings is stored.
      const before = operator.callbacks.delivered;
      operator.setCallbacks({ inboundUrl: callbackUrls.inbound });
      const inbound = { from: "+573001234567", to: "85432", text: "hola" };
      const asked = await fetch(`http://127.0.0.1:${port}/mo`, { method: "POST", body: JSON.stringify(inbound) });
      expect(asked.status).toBe(202);
      while (operator.callbacks.waiting > 0) await sleep(50);
      expect(operator.callbacks.delivered).toBe(before + 1);
    });
  } finally {
    await operator.close();
  }
});
