import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call, problemOf } from "../http/support/api.ts";
import { chunkOf, queuedText, stepOf } from "../events/consumer.ts";
import { makeAccount } from "../support/accounts.ts";
import { ids, makeCarrier, makeText } from "../support/scene.ts";
import { CaughtPieces, readLog } from "./scene.ts";

const recipient = "+573001234567";
const redacted = "+57300•••4567";

describe("the event log", () => {
  it("has a line for each event of a message's life, without numbers and texts", async ({ expect }) => {
    const { id: account } = await makeAccount();
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const text = makeText({ to: recipient, from: "+573009998877", text: "a secret", segmentCount: 2 });
    const log = new CaughtPieces();
    await log.consumeTexts(account, [text]);
    const atMs = Date.now();
    const sent = { type: "sent", atMs, segment: 1, attempt: 1, carrierId: "default", bindId: "b1" } as const;
    const undelivered = { type: "receipt", atMs: atMs + 5, outcome: 'no, "really"', errorCode: "27" } as const;
    await log.consumeEvents(
      chunkOf(
        stepOf(account, text.id, "sent", { key: "sent.0.1", entry: { ...sent, carrierMessageId: "c-1" } }),
        { accountId: account, messageId: text.id, key: "retry.1.1", entry: { type: "retry", atMs: atMs + 1 } },
        stepOf(account, text.id, "undelivered", { key: "receipt.0", entry: undelivered }),
      ),
    );
    await log.store("life");

    const { lines, more } = await readLog(`message=${text.id}`);
    expect(lines.map(({ event, status, step }) => [event, status, step])).toEqual([
      ["queued", "queued", "queued"],
      ["sent", "sent", "sent.0.1"],
      ["retry", null, "retry.1.1"],
      ["receipt", "undelivered", "receipt.0"],
    ]);
    expect(lines[1]).toEqual({
      time: new Date(atMs).toISOString(),
      event: "sent",
      messageId: text.id,
      accountId: account,
      carrierId: "default",
      bindId: "b1",
      sender: "+57300•••8877",
      recipient: redacted,
      segments: 2,
      segment: 1,
      attempt: 1,
      status: "sent",
      errorCode: null,
      outcome: null,
      carrierMessageId: "c-1",
      sinceAcceptedMs: expect.any(Number) as unknown,
      step: "sent.0.1",
    });
    expect(lines[3]).toMatchObject({ errorCode: "27", outcome: 'no, "really"', carrierId: null });
    expect(more).toBe("false");

    const csv = await call("GET", `/admin/v1/logs?message=${text.id}&format=csv`, { key: env.ADMIN_KEY });
    const written = String(csv.body).split("\r\n");
    expect(written[0]).toBe(
      "time,event,messageId,accountId,carrierId,bindId,sender,recipient,segments,segment,attempt,status,errorCode,outcome,carrierMessageId,sinceAcceptedMs,step",
    );
    expect(written[4]).toContain(',undelivered,27,"no, ""really""",,');
    expect(String(csv.body)).not.toContain("secret");
  });

  it("has each line once, though chunks and batches come again", async ({ expect }) => {
    const { id: account } = await makeAccount();
    const text = await queuedText(account, { to: recipient });
    const chunk = chunkOf(stepOf(account, text.id, "sent"), stepOf(account, text.id, "delivered"));
    const log = new CaughtPieces();
    for (let times = 0; times < 3; times++) await log.consumeEvents(chunk);
    const listed = async () => (await env.LOGS.list({ prefix: "events/" })).objects.length;
    const sentAtMs = Date.now();
    await log.store("again", sentAtMs);
    const parts = await listed();
    await log.store("again", sentAtMs);
    expect(await listed()).toBe(parts);
    await log.store("another", sentAtMs);
    expect((await readLog(`message=${text.id}`)).lines).toHaveLength(2);
  });

  it("is filtered by account, carrier, event and time", async ({ expect }) => {
    const { id: account } = await makeAccount();
    const [one, two] = [await queuedText(account), await queuedText(account)];
    const nowMs = Date.now();
    const sentBy = (id: string, carrierId: string, atMs: number) =>
      stepOf(account, id, "sent", { entry: { type: "sent", atMs, carrierId } });
    const log = new CaughtPieces();
    await log.consumeEvents(
      chunkOf(sentBy(one.id, "first", nowMs - 2 * 3_600_000), sentBy(two.id, "second", nowMs - 10)),
    );
    await log.store("filtered");
    const found = async (query: string) =>
      (await readLog(`account=${account}&${query}`)).lines.map(({ messageId }) => messageId);
    const early = `after=${new Date(nowMs - 3 * 3_600_000).toISOString()}`;
    expect(await found(early)).toEqual([one.id, two.id]);
    expect(await found("")).toEqual([two.id]);
    expect(await found(`${early}&carrier=first`)).toEqual([one.id]);
    expect(await found(`${early}&event=receipt`)).toEqual([]);
    expect(await found(`${early}&before=${new Date(nowMs - 3_600_000).toISOString()}`)).toEqual([one.id]);
    expect((await readLog(`account=${ids.next("account")}&${early}`)).lines).toEqual([]);
  });

  it("shows numbers whole where the edge is told so, and is silent where it is off", async ({ expect }) => {
    const { id: account } = await makeAccount();
    const log = new CaughtPieces();
    const tell = async () => {
      const text = await queuedText(account, { to: recipient });
      await log.consumeEvents(chunkOf(stepOf(account, text.id, "sent")));
    };
    log.setting = "off";
    await tell();
    expect(log.pieces).toEqual([]);
    log.setting = "full";
    await tell();
    await log.store("full");
    expect((await readLog(`account=${account}`)).lines).toMatchObject([{ recipient }]);
  });

  it("holds up nobody where it cannot be written", async ({ expect }) => {
    const { id: account } = await makeAccount();
    const text = await queuedText(account);
    const log = new CaughtPieces();
    log.isOut = true;
    expect(await log.consumeEvents(chunkOf(stepOf(account, text.id, "sent")))).toBe(1);
  });

  it("refuses ranges that are none, and made-up cursors", async ({ expect }) => {
    const wrong: [string, string][] = [
      ["after=2026-11-21T15:00:00Z&before=2026-11-21T15:00:00Z", "invalid_request"],
      ["after=2020-01-01T00:00:00Z", "invalid_request"],
      [`cursor=${btoa('{"after":"secrets/"}')}`, "invalid_cursor"],
    ];
    for (const [query, code] of wrong) {
      const answer = await call("GET", `/admin/v1/logs?${query}`, { key: env.ADMIN_KEY });
      expect([answer.status, problemOf(answer).code]).toEqual([400, code]);
    }
  });
});
