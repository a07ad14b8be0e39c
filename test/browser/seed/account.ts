import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { call } from "../support/call.ts";
import type { Edge } from "../support/scene.ts";

/** The account's number for texts from handsets. */
export const inboundNumber = "85432";

/** One of everything that an account's pages list. */
export async function seedAccount(edge: Edge): Promise<void> {
  const account = `/admin/v1/accounts/${edge.accountId}`;
  await call(edge, "PATCH", account, { limits: { maxSubAccounts: 10 } });
  await Promise.all([
    call(edge, "POST", "/v1/accounts", { name: "Clínica del Norte" }),
    call(edge, "POST", "/v1/keys", { name: "Web shop", scopes: ["messages:write", "messages:read"] }),
    call(edge, "POST", "/v1/suppressions", { recipient: "+573005550199", reason: "complaint" }),
    call(edge, "POST", "/v1/schedules", {
      name: "Monday reminder",
      cron: "0 9 * * MON",
      timeZone: "America/Bogota",
      messages: [{ to: "+573005550101", from: "Elibom", text: "Su clase es a las 10." }],
    }),
    call(edge, "POST", "/v1/messages/exports", {}),
    seedMoney(edge, account),
    seedWebhook(edge),
    seedConversations(edge),
  ]);
}

async function seedMoney(edge: Edge, account: string): Promise<void> {
  await call(edge, "PUT", "/admin/v1/prices/standard", { currency: "USD", defaultPriceMicros: 12_000, rows: [] });
  await call(edge, "PUT", `${account}/money`, { priceListId: "standard", lowBalanceMicros: 5_000_000 });
  await call(edge, "POST", `${account}/top-ups`, { amountMicros: 250_000_000, reference: "Invoice 2026-118" });
}

/** An endpoint that takes everything for as long as the tests run, and has taken something. */
async function seedWebhook(edge: Edge): Promise<void> {
  const receiver = createServer((request, response) => {
    request.resume();
    response.end("ok");
  });
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
  receiver.unref();
  const { port } = receiver.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/hook`;
  const { id } = (await call(edge, "POST", "/v1/webhooks", { url, description: "Order service" })) as { id: string };
  await call(edge, "POST", `/v1/webhooks/${id}/test`);
}

/** Texts from handsets come by the callbacks of a carrier that speaks HTTP: no program has to listen for them. */
async function seedConversations(edge: Edge): Promise<void> {
  const carrier = (await call(edge, "PUT", "/admin/v1/carriers/web", httpCarrier(edge.url))) as {
    http: { callbackUrls: { inbound: string } };
  };
  await call(edge, "PUT", `/admin/v1/numbers/${inboundNumber}`, { accountId: edge.accountId, carrierId: "web" });
  await call(edge, "PATCH", `/v1/numbers/${inboundNumber}`, {
    keywordReplies: [{ keyword: "PRECIO", text: "Cuesta 12.000 pesos." }],
  });
  const texts = ["Hola, ¿a qué hora abren?", "PRECIO"];
  for (const [index, text] of texts.entries()) {
    const response = await fetch(carrier.http.callbackUrls.inbound, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: `mo-${index}`, from: "+573005550142", to: inboundNumber, text }),
    });
    if (!response.ok) throw new Error(`the callback answered ${response.status}: ${await response.text()}`);
  }
}

function httpCarrier(url: string) {
  return {
    name: "Web",
    http: {
      request: { url: `${url}/nobody-listens`, body: { kind: "json", value: { to: "{{to}}", text: "{{text}}" } } },
      auth: { kind: "bearer", token: "not-asked-for" },
      response: { statuses: [202], id: { in: "json", pointer: "/id" } },
      allowInsecure: true,
      publicUrl: url,
      callbacks: { inbound: { id: "/id", from: "/from", to: "/to", text: "/text" } },
    },
  };
}
