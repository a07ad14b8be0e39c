import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { chunkOf, consumeEvents } from "../events/consumer.ts";
import { call } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";
import { aHandset, answersTo, receive, send, textFrom, toldOf, withNumber } from "./scene.ts";

describe("a handset that writes STOP", () => {
  it("gets an answer, and then nothing from that number until it writes START", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    expect(await send(key, handset, number)).toEqual([202, undefined]);
    await receive(textFrom(handset, number, " “Stop!” "));
    expect(await send(key, handset, number)).toEqual([400, "recipient_suppressed"]);
    expect(await send(key, handset, "Elibom")).toEqual([202, undefined]);
    await receive(textFrom(handset, number, "start"));
    expect(await send(key, handset, number)).toEqual([202, undefined]);
    const answers = await answersTo(handset, number, 4);
    expect(answers.filter((text) => text !== "hola")).toEqual([
      expect.stringContaining("unsubscribed"),
      expect.stringContaining("resubscribed"),
    ]);
  });

  it("is told to the customer with what it asked for", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    const [stopId] = await receive(textFrom(handset, number, "STOP"));
    const [startId] = await receive(textFrom(handset, number, "UNSTOP"));
    const told = await toldOf(key, 4);
    const events = told.map(({ type, data }) => [type, data["optOutType"], data["id"] ?? data["inboundId"]]);
    expect(events).toEqual([
      ["message.opted_out", undefined, stopId],
      ["message.received", "stop", stopId],
      ["message.opted_in", undefined, startId],
      ["message.received", "start", startId],
    ]);
    expect(told[0]?.data).toEqual({ recipient: handset, sender: number, keyword: "STOP", inboundId: stopId });
    expect(told[1]?.data["replyId"]).toMatch(/^msg_/);
  });

  it("counts once however often it is delivered, and is not told twice that it is out", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    const chunk = chunkOf({ inbound: textFrom(handset, number, "STOP") });
    await consumeEvents([chunk]);
    await consumeEvents([chunk, chunk]);
    await receive(textFrom(handset, number, "STOP"));
    await receive(textFrom(handset, number, "HELP"));
    const answers = await answersTo(handset, number, 2);
    expect(answers).toHaveLength(2);
    const told = await toldOf(key, 4);
    expect(told.map(({ type }) => type).filter((type) => type === "message.opted_out")).toHaveLength(1);
    expect(new Set(told.map(({ id }) => id)).size).toBe(4);
  });

  it("gets nothing from any of the account's senders after STOP ALL", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    await receive(textFrom(handset, number, "stop all"));
    expect(await send(key, handset, "Elibom")).toEqual([400, "recipient_suppressed"]);
    const other = await makeAccount();
    expect(await send(other.key, handset, "Elibom")).toEqual([202, undefined]);
  });

  it("is not sent what was scheduled before", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    const sendAt = new Date(Date.now() + 2_000).toISOString();
    const body = { to: handset, from: number, text: "hola", sendAt };
    const scheduled = await call("POST", "/v1/messages", { key, body });
    await receive(textFrom(handset, number, "STOP"));
    const row = await withStatus((scheduled.body as { id: string }).id, "failed");
    expect(row.errorCode).toBe("recipient_suppressed");
  });

  it("costs the account nothing where it is refused: a batch takes the others", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    await receive(textFrom(handset, number, "STOP"));
    const messages = [handset, aHandset()].map((to) => ({ to, from: number, text: "hola" }));
    const batch = await call("POST", "/v1/batches", { key, body: { messages } });
    expect(batch.body).toMatchObject({
      accepted: 1,
      results: [{ error: { code: "recipient_suppressed", path: "messages.0.to" } }, { status: "accepted" }],
    });
  });
});

describe("opt-out settings", () => {
  it("say the language, the words and the answers, of the account and otherwise of a number", async ({ expect }) => {
    const { key, number } = await withNumber();
    await call("PUT", "/v1/opt-out", { key, body: { locale: "es", replies: { stop: "Adiós" } } });
    const first = aHandset();
    await receive(textFrom(first, number, "Baja."));
    expect(await answersTo(first, number, 1)).toEqual(["Adiós"]);
    const optOut = { keywords: { stop: ["fuera"] }, replies: { stop: "" } };
    await call("PATCH", `/v1/numbers/${number}`, { key, body: { optOut } });
    const second = aHandset();
    await receive(textFrom(second, number, "Baja"));
    expect(await send(key, second, number)).toEqual([202, undefined]);
    await receive(textFrom(second, number, "FUERA"));
    expect(await send(key, second, number)).toEqual([400, "recipient_suppressed"]);
    expect(await answersTo(second, number, 1)).toEqual(["hola"]);
  });

  it("are versioned, and switch it all off", async ({ expect }) => {
    const { key, number } = await withNumber();
    const put = await call("PUT", "/v1/opt-out", { key, body: { enabled: false }, headers: { "if-match": '"0"' } });
    expect([put.status, put.headers.get("etag")]).toEqual([200, '"1"']);
    const again = await call("PUT", "/v1/opt-out", { key, body: {}, headers: { "if-match": '"0"' } });
    expect(again.status).toBe(412);
    const handset = aHandset();
    await receive(textFrom(handset, number, "STOP"));
    expect(await send(key, handset, number)).toEqual([202, undefined]);
  });
});

describe("whoever is no handset", () => {
  it("neither opts out nor gets an answer", async ({ expect }) => {
    const { key, number, id } = await withNumber();
    await receive(textFrom("890", number, "STOP"), textFrom("Bank", number, "HELP"));
    expect(await toldOf(key, 2)).toMatchObject([{ type: "message.received" }, { type: "message.received" }]);
    const sent = await env.DB.prepare("SELECT count(*) AS n FROM messages WHERE account_id = ?").bind(id).first("n");
    expect(sent).toBe(0);
  });
});
