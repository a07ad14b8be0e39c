import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { acceptedMessageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { senderRegisterSchema } from "../../../src/http/operations/senders/sender-schemas.ts";
import { makeAccount } from "../support/accounts.ts";
import { readModel } from "../support/scene.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

const admin = env.ADMIN_KEY;
const colombian = "+573001111111";
const mexican = "+525512345678";

function put(id: string, body: unknown, headers: Record<string, string> = {}) {
  return call("PUT", `/admin/v1/accounts/${id}/senders`, { key: admin, body, headers });
}

const send = (key: string, body: object) => call("POST", "/v1/messages", { key, body });

describe("registered senders", () => {
  it("are shown to the account, and decide what it may send", async ({ expect }) => {
    const account = await makeAccount();
    const answer = await put(account.id, {
      senders: ["Elibom", { address: "Peru", countries: ["PE"] }, { address: "Old", status: "disabled" }],
    });
    expect(answer.status).toBe(200);
    const shown = await call("GET", "/v1/senders", { key: account.key });
    expect(senderRegisterSchema.parse(shown.body)).toEqual(senderRegisterSchema.parse(answer.body));
    expect(shown.headers.get("etag")).toBe('"2"');

    expect((await send(account.key, aMessage)).status).toBe(202);
    for (const from of ["Peru", "Old", "Other"]) {
      const refused = await send(account.key, { ...aMessage, from });
      expect(problemOf(refused)).toMatchObject({ code: "sender_not_allowed", errors: [{ path: "from" }] });
    }
    expect((await send(account.key, { ...aMessage, from: "Peru", to: "+51912345678" })).status).toBe(202);
    await put(account.id, { senders: null });
    expect((await send(account.key, { ...aMessage, from: "Other" })).status).toBe(202);
  });

  it("are refused where they are none, or the account has changed", async ({ expect }) => {
    const { id } = await makeAccount();
    expect(problemOf(await put(id, { senders: ["Elibom", { address: "1" }] }))).toMatchObject({
      code: "invalid_sender",
      errors: [{ path: "senders.1.address" }],
    });
    expect((await put(id, { senders: [] }, { "if-match": '"9"' })).status).toBe(412);
    expect((await put("acc_nonsense", { senders: [] })).status).toBe(404);
  });

  it("cannot be taken away while a pool has them", async ({ expect }) => {
    const { id } = await makeAccount();
    await put(id, { senders: [colombian], senderPools: [{ name: "alerts", senders: [colombian] }] });
    const answer = await call("PATCH", `/admin/v1/accounts/${id}`, { key: admin, body: { senders: ["Elibom"] } });
    expect(problemOf(answer)).toMatchObject({ errors: [{ path: "senderPools.0.senders.0" }] });
  });
});

describe("a sender pool", () => {
  const senderPools = [{ name: "alerts", senders: [colombian, mexican] }];
  const { from: _from, ...withoutSender } = aMessage;

  it("gives each recipient a number of its own country, also when asked again", async ({ expect }) => {
    const account = await makeAccount({ senderPools });
    const post = (to: string) =>
      call("POST", "/v1/messages", {
        key: account.key,
        body: { ...withoutSender, to, senderPool: "alerts" },
        headers: { "idempotency-key": to.slice(1) },
      });
    for (const [to, from] of [
      ["+573009999999", colombian],
      ["+525587654321", mexican],
    ] as const) {
      const accepted = acceptedMessageSchema.parse((await post(to)).body);
      expect(accepted.from).toBe(from);
      const again = await post(to);
      expect([again.headers.get("idempotent-replayed"), acceptedMessageSchema.parse(again.body).from]).toEqual([
        "true",
        from,
      ]);
      expect(await readModel(accepted.id, ({ status }) => status === "queued")).toMatchObject({ sender: from });
    }
  });

  it("may be a batch's default, and a message's own sender goes before it", async ({ expect }) => {
    const account = await makeAccount({ senderPools, senders: [colombian, mexican] });
    const answer = await call("POST", "/v1/batches", {
      key: account.key,
      body: {
        defaults: { senderPool: "alerts", text: "hola" },
        messages: [{ to: "+573009999999" }, { to: "+573009999999", from: "Other" }],
      },
    });
    expect(answer.body).toMatchObject({
      accepted: 1,
      results: [{ index: 0 }, { error: { code: "sender_not_allowed", path: "messages.1.from" } }],
    });
  });

  it.for<[string, object, string, string]>([
    ["there is not", { senderPool: "nobody" }, "sender_not_allowed", "senderPool"],
    ["is named together with a sender", { senderPool: "alerts", from: "Elibom" }, "invalid_request", "senderPool"],
    ["is not named, and no sender either", {}, "invalid_request", "from"],
  ])("is refused where it %s", async ([, fields, code, path], { expect }) => {
    const account = await makeAccount({ senderPools });
    const answer = await send(account.key, { ...withoutSender, ...fields });
    expect(problemOf(answer)).toMatchObject({ code, errors: [{ path }] });
  });
});
