import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { translator } from "../../dashboard/test/support/translator.ts";
import { Changes } from "../support/until.ts";
import { call } from "./support/call.ts";
import { sceneOf, useBrowser, visit } from "./support/visit.ts";

useBrowser();

interface Delivery {
  body: string;
  headers: Record<string, string>;
}

/** A customer's server that keeps what it is sent, until the test is over. */
async function startReceiver() {
  const taken: Delivery[] = [];
  const changes = new Changes();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readText(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    taken.push({ body, headers });
    changes.changed();
    response.end("thank you");
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, taken, until: (isDone: () => boolean) => changes.until(isDone) };
}

test("an endpoint is made, tried, and what it was sent is replayed", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const receiver = await startReceiver();
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/webhooks`);
  await page.getByRole("button", { name: t("webhooks.create") }).click();
  const form = page.getByRole("dialog", { name: t("webhooks.create") });
  await form.getByLabel(t("webhooks.form.url"), { exact: true }).fill(receiver.url);
  await form.getByRole("button", { name: t("webhooks.form.submit") }).click();
  const made = page.getByRole("dialog", { name: t("webhooks.made") });
  const secret = (await made.locator("code").textContent()) ?? "";
  await made.getByRole("button", { name: t("shared.kept") }).click();

  await page.getByRole("link", { name: receiver.url }).click();
  await page.getByRole("button", { name: t("webhooks.detail.test") }).click();
  await page.getByText(t("webhooks.detail.testDelivered", { status: "200" })).waitFor();
  const [tried] = receiver.taken;
  if (tried === undefined) throw new Error("the endpoint was not called");
  new Webhook(secret).verify(tried.body, tried.headers);

  // Something happens, is delivered, and is asked for again by its time.
  const { id } = (await call(scene, "POST", "/v1/messages", {
    to: "+573007772001",
    from: "Elibom",
    text: "Para repetir",
  })) as { id: string };
  const times = (): number =>
    receiver.taken.filter(({ body }) => body.includes(id) && body.includes("message.delivered")).length;
  await receiver.until(() => times() === 1);
  await page.getByRole("button", { name: t("webhooks.replay.action"), exact: true }).click();
  const replay = page.getByRole("dialog", { name: t("webhooks.replay.title") });
  await replay.getByRole("button", { name: t("webhooks.replay.submit") }).click();
  await page.getByText(t("webhooks.replay.started")).waitFor();
  await receiver.until(() => times() === 2);

  // It is a job, which a reload finds again.
  await page.goto(`/a/${scene.accountId}/jobs`);
  const row = page
    .getByRole("row")
    .filter({ hasText: t("jobs.kinds.webhook_replay") })
    .first();
  await row.getByText(t("jobs.statuses.done"), { exact: true }).waitFor();
  expect(await row.getByText(t("jobs.statuses.done"), { exact: true }).count()).toBe(1);
});

test("a delivery shows what was sent, and its event is delivered again", async (context) => {
  const scene = sceneOf(context);
  const t = translator("en");
  const receiver = await startReceiver();
  const { id: webhookId } = (await call(scene, "POST", "/v1/webhooks", { url: receiver.url })) as { id: string };
  await call(scene, "POST", "/v1/messages", { to: "+573007772011", from: "Elibom", text: "Con detalle" });
  await receiver.until(() => receiver.taken.some(({ body }) => body.includes("message.delivered")));
  const page = await visit(scene, { as: scene.owner });
  await page.goto(`/a/${scene.accountId}/webhooks/${webhookId}`);
  await page
    .getByRole("row")
    .getByRole("button", { name: t("webhooks.deliveries.open") })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: t("webhooks.deliveries.detailTitle") });
  await dialog.getByText("thank you").waitFor();
  await dialog.getByText(t("webhooks.deliveries.payload"), { exact: true }).first().click();
  await dialog.getByText(/"type": "message\./).waitFor();
  const before = receiver.taken.length;
  await dialog
    .getByRole("button", { name: t("webhooks.deliveries.replayOne") })
    .first()
    .click();
  await receiver.until(() => receiver.taken.length > before);
});
