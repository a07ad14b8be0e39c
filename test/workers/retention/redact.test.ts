import { env } from "cloudflare:workers";
import { afterEach, describe, it } from "vitest";
import { redactAddress } from "../../../src/sms/redact-address.ts";
import { insertMessage } from "../http/support/messages.ts";
import { call } from "../http/support/api.ts";
import { accountKeeping, idAged, insertInbound, messagesOf, newDay, walkThrough } from "./scene.ts";

afterEach(newDay);

describe("texts and numbers", () => {
  it("are removed when their days are over, and not before", async ({ expect }) => {
    const { id: accountId, key } = await accountKeeping({ textDays: 10, numberDays: 20 });
    const [oldest, older, young] = [idAged("message", 22), idAged("message", 12), idAged("message", 9)];
    for (const id of [oldest, older, young]) await insertMessage(accountId, { id, status: "delivered" });
    await walkThrough();
    expect(await messagesOf(accountId)).toMatchObject([
      { id: oldest, body: "", recipient: "+57300•••4567" },
      { id: older, body: "", recipient: "+573001234567" },
      { id: young, body: "hola", recipient: "+573001234567" },
    ]);
    const { body } = await call("GET", `/v1/messages/${oldest}`, { key });
    expect(body).toMatchObject({ to: "+57300•••4567", text: "", status: "delivered" });
    expect((await call("GET", "/v1/messages?to=%2B573001234567", { key })).body).toMatchObject({
      data: [{ id: young }, { id: older }],
    });
  });

  it("lose what logs do not show of a number either", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ numberDays: 1 });
    const numbers = ["+573001234567", "+34600123456", "+12345678", "85000", "Elibom", "573001234567"];
    for (const to of numbers) await insertMessage(accountId, { id: idAged("message", 3), to });
    await walkThrough();
    expect((await messagesOf(accountId)).map(({ recipient }) => recipient).toSorted()).toEqual(
      numbers.map(redactAddress).toSorted(),
    );
  });

  it("are left alone of accounts that have set nothing", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({});
    await insertMessage(accountId, { id: idAged("message", 3_000) });
    await walkThrough();
    expect(await messagesOf(accountId)).toMatchObject([{ body: "hola", recipient: "+573001234567" }]);
  });

  it("go by the operator's days where the account has none", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ numberDays: 2_000 });
    await insertMessage(accountId, { id: idAged("message", 100) });
    await walkThrough({ ...env, RETENTION_TEXT_DAYS: "50", RETENTION_NUMBER_DAYS: "50" } as unknown as typeof env);
    expect(await messagesOf(accountId)).toMatchObject([{ body: "", recipient: "+573001234567" }]);
  });

  it("go on where a run that had no more room ended, each message once", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ textDays: 5 });
    const ids = Array.from({ length: 30 }, (_, index) => idAged("message", 6 + index));
    for (const id of ids) await insertMessage(accountId, { id });
    expect(await walkThrough(env, 20)).toBeGreaterThan(1);
    expect((await messagesOf(accountId)).every(({ body }) => body === "")).toBe(true);
    await newDay();
    const late = idAged("message", 6);
    await insertMessage(accountId, { id: late });
    await env.DB.prepare("UPDATE messages SET body = 'again' WHERE id = ?").bind(ids[0]).run();
    await walkThrough();
    // What was seen to is not read again; what a cursor has gone beyond stays.
    expect((await messagesOf(accountId)).find(({ id }) => id === ids[0])?.body).toBe("again");
  });

  it("of a message that waits for its time go when its days after that are over", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ textDays: 10 });
    const id = idAged("message", 40);
    const timeline = { scheduled: { type: "scheduled", atMs: 1, dueAtMs: Date.now() + 3_600_000 } } as const;
    await insertMessage(accountId, { id, status: "scheduled", timeline });
    await walkThrough();
    await env.DB.prepare("UPDATE messages SET status = 'delivered', status_rank = 4 WHERE id = ?").bind(id).run();
    await walkThrough(env, undefined, 9);
    expect(await messagesOf(accountId)).toMatchObject([{ body: "hola" }]);
    await walkThrough(env, undefined, 12);
    expect(await messagesOf(accountId)).toMatchObject([{ body: "" }]);
    expect(await env.DB.prepare("SELECT id FROM retention_later WHERE id = ?").bind(id).first()).toBeNull();
  });

  it("are removed of texts from handsets, whose conversations go with their numbers", async ({ expect }) => {
    const { id: accountId } = await accountKeeping({ textDays: 10, numberDays: 20 });
    const [old, young] = [idAged("inbound", 30), idAged("inbound", 5)];
    await insertInbound(accountId, old, "+573001111111");
    await insertInbound(accountId, young, "+573002222222");
    await walkThrough();
    const { results } = await env.DB.prepare(
      "SELECT sender, body FROM inbound_messages WHERE account_id = ? ORDER BY id",
    )
      .bind(accountId)
      .all();
    expect(results).toEqual([
      { sender: "+57300•••1111", body: "" },
      { sender: "+573002222222", body: "si" },
    ]);
    const peers = await env.DB.prepare("SELECT peer FROM conversations WHERE account_id = ?").bind(accountId).all();
    expect(peers.results).toEqual([{ peer: "+573002222222" }]);
  });
});
