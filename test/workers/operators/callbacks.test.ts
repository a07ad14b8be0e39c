import { env, exports } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { FakeOperator } from "../support/fake-operator.ts";
import { enqueue, makeText, readModel, withStatus } from "../support/scene.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const callbacks = {
  receipts: { id: "/id", status: "/status", errorCode: "/error", statuses: { GONE: "undeliverable" } },
  inbound: { from: "/from", to: "/to", text: "/text", id: "/id" },
};

/** A carrier of an operator that calls back, and its addresses. */
async function calledBack(http: Record<string, unknown> = {}) {
  const operator = new FakeOperator();
  const carrier = await operator.carrier({ callbacks, ...http });
  const urls = (await env.CARRIER.getByName(carrier).describe())?.http?.callbackUrls;
  const { receipts, inbound } = urls ?? {};
  if (typeof receipts !== "string" || typeof inbound !== "string") throw new Error("there are no callbacks");
  return { operator, carrier, receipts, inbound };
}

/** A text that the operator has taken under an id. */
async function sent({ operator, carrier }: { operator: FakeOperator; carrier: string }, id: string, segmentCount = 1) {
  const text = makeText({ segmentCount, reference: 7, text: "x".repeat(segmentCount * 150) });
  await enqueue(carrier, [text]);
  (await operator.next()).answer(200, { id });
  await withStatus(text.id, "sent");
  return text;
}

function call(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return exports.default.fetch(`https://edge.test${path}`, { method: "POST", body: text, headers });
}

async function inboundTexts(from: string): Promise<string[]> {
  const rows = await env.DB.prepare("SELECT body AS text FROM inbound_messages WHERE sender = ?")
    .bind(from)
    .all<{ text: string }>();
  return rows.results.map(({ text }) => text);
}

describe("a receipt", () => {
  it("is stored when it is answered, and finds its text", async ({ expect }) => {
    const scene = await calledBack();
    const text = await sent(scene, "op-7");
    const answer = await call(scene.receipts, { id: "op-7", status: "DELIVRD" });
    expect([answer.status, await answer.text()]).toEqual([200, "OK"]);
    const { timeline } = await withStatus(text.id, "delivered");
    expect(timeline["receipt.0.delivered"]).toMatchObject({ carrierMessageId: "op-7", bindId: "http" });
  });

  it("is in the operator's own words, and for every segment of a text that went whole", async ({ expect }) => {
    const scene = await calledBack();
    const text = await sent(scene, "op-8", 3);
    await call(scene.receipts, { id: "op-8", status: "GONE", error: "E1" });
    const { timeline, errorCode } = await withStatus(text.id, "undelivered");
    expect(errorCode).toBe("E1");
    expect(Object.keys(timeline).filter((key) => key.startsWith("receipt."))).toHaveLength(3);
  });

  it("that comes twice changes nothing, and one that comes before the answer waits for it", async ({ expect }) => {
    const scene = await calledBack();
    const text = makeText();
    await enqueue(scene.carrier, [text]);
    const request = await scene.operator.next();
    for (let time = 0; time < 2; time++) {
      expect((await call(scene.receipts, { id: "op-9", status: "DELIVRD" })).status).toBe(200);
    }
    expect(await env.CARRIER.getByName(scene.carrier).describe()).toMatchObject({ parkedReceipts: 1 });
    request.answer(200, { id: "op-9" });
    await withStatus(text.id, "delivered");
    expect((await call(scene.receipts, { id: "op-9", status: "DELIVRD" })).status).toBe(200);
    await withStatus(text.id, "delivered");
  });

  it("can come in the query, several in a list, and be answered as the operator wants", async ({ expect }) => {
    const byQuery = { format: "query", id: "i", status: "s", answer: { status: 204 } };
    const scene = await calledBack({ callbacks: { ...callbacks, receipts: byQuery } });
    const text = await sent(scene, "q-1");
    const answer = await exports.default.fetch(`https://edge.test${scene.receipts}?i=q-1&s=DELIVRD`);
    expect(answer.status).toBe(204);
    await withStatus(text.id, "delivered");
  });
});

describe("a text from a handset", () => {
  it("is taken once, however often the operator calls", async ({ expect }) => {
    const { inbound } = await calledBack();
    const from = "+573009990001";
    for (let time = 0; time < 2; time++) {
      expect((await call(inbound, { id: "mo-1", from, to: "85432", text: "hola" })).status).toBe(200);
    }
    await call(inbound, { id: "mo-2", from, to: "85432", text: "hola" });
    while ((await inboundTexts(from)).length < 2) await scheduler.wait(10);
    expect(await inboundTexts(from)).toEqual(["hola", "hola"]);
  });

  it("is put together from its parts", async ({ expect }) => {
    const parts = { reference: "/ref", total: "/total", sequence: "/part" };
    const { inbound } = await calledBack({ callbacks: { ...callbacks, inbound: { ...callbacks.inbound, parts } } });
    const from = "+573009990002";
    const part = (sequence: number, text: string) =>
      call(inbound, { id: `p-${sequence}`, from, to: "85432", text, ref: "abc", total: 2, part: sequence });
    await part(2, "dos");
    await part(1, "uno ");
    while ((await inboundTexts(from)).length === 0) await scheduler.wait(10);
    expect(await inboundTexts(from)).toEqual(["uno dos"]);
  });
});

describe("a call", () => {
  it("on an address that was not made for it is turned away", async ({ expect }) => {
    const [one, other] = [await calledBack(), await calledBack()];
    const body = { id: "x", status: "DELIVRD" };
    const signature = (path: string): string => path.split("/").at(-1) ?? "";
    const paths = [
      one.receipts.slice(0, -1) + (one.receipts.endsWith("A") ? "B" : "A"),
      one.receipts.replace(signature(one.receipts), signature(other.receipts)),
      one.receipts.replace(signature(one.receipts), signature(one.inbound)),
      one.receipts.replace("/receipts/1.", "/receipts/2."),
      one.receipts.replace("/receipts/", "/statuses/"),
      `/operators/v1/${one.carrier}/receipts/`,
    ];
    for (const path of paths) {
      const answer = await call(path, body);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect(await env.CARRIER.getByName(one.carrier).describe()).toMatchObject({ parkedReceipts: 0 });
  });

  it("on an old address is turned away once the version is another", async ({ expect }) => {
    const scene = await calledBack();
    await scene.operator.carrier({ callbacks: { ...callbacks, version: 2 } }, { id: scene.carrier });
    expect((await call(scene.receipts, { id: "x", status: "DELIVRD" })).status).toBe(404);
    const urls = (await env.CARRIER.getByName(scene.carrier).describe())?.http?.callbackUrls;
    expect((await call(urls?.receipts ?? "", { id: "x", status: "DELIVRD" })).status).toBe(200);
  });

  it("that cannot be read says which field is wrong, and brings nothing", async ({ expect }) => {
    const { receipts, carrier } = await calledBack();
    const answer = await call(receipts, { id: "x", status: "HM" });
    expect(await answer.json()).toMatchObject({ status: 400, code: "invalid_request", errors: [{ path: "status" }] });
    expect((await call(receipts, "{")).status).toBe(400);
    expect((await call(receipts, "x".repeat(256 * 1024 + 1))).status).toBe(413);
    expect(await env.CARRIER.getByName(carrier).describe()).toMatchObject({ parkedReceipts: 0 });
  });

  it("comes from the operator's networks and with its secret, where that is asked for", async ({ expect }) => {
    const checks = { networks: ["192.0.2.0/24"], sharedSecret: { header: "X-Token", value: "s3cret" } };
    const { receipts, carrier } = await calledBack({ callbacks: { ...callbacks, ...checks } });
    const body = { id: "x", status: "DELIVRD" };
    const status = async (headers: Record<string, string>) => (await call(receipts, body, headers)).status;
    expect(await status({ "cf-connecting-ip": "192.0.2.9", "x-token": "s3cret" })).toBe(200);
    expect(await status({ "cf-connecting-ip": "198.51.100.9", "x-token": "s3cret" })).toBe(404);
    expect(await status({ "cf-connecting-ip": "192.0.2.9", "x-token": "S3cret" })).toBe(404);
    expect(await status({ "cf-connecting-ip": "192.0.2.9" })).toBe(404);
    const described = await env.CARRIER.getByName(carrier).describe();
    expect(JSON.stringify(described)).not.toContain("s3cret");
  });

  it("tells the operator where to call, in the request itself", async ({ expect }) => {
    const operator = new FakeOperator();
    const value = { receipts: "{{receiptUrl}}", inbound: "{{inboundUrl}}" };
    const request = { url: operator.url, body: { kind: "json", value } };
    const carrier = await operator.carrier({ callbacks, request, publicUrl: "https://sms.example.net/" });
    await enqueue(carrier, [makeText()]);
    const { body } = await operator.next();
    const described = (await env.CARRIER.getByName(carrier).describe())?.http?.callbackUrls;
    expect(JSON.parse(body)).toEqual(described);
    expect(described?.receipts).toMatch(
      /^https:\/\/sms\.example\.net\/operators\/v1\/http-\d+\/receipts\/1\.[\w-]{22}$/,
    );
  });
});

describe("a carrier that is disabled", () => {
  it("still hears what became of its texts", async () => {
    const scene = await calledBack();
    const text = await sent(scene, "d-1");
    const edit = { kind: "service", service: "disabled" } as const;
    await env.CARRIER.getByName(scene.carrier).configuration.apply(edit, {
      author: "test",
      note: null,
      nowMs: Date.now(),
    });
    await call(scene.receipts, { id: "d-1", status: "DELIVRD" });
    await readModel(text.id, (row) => row.status === "delivered");
  });
});
