import { describe, it } from "vitest";
import { acceptedMessageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { batchResultSchema } from "../../../src/http/operations/messages/batch-schemas.ts";
import { makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

const headers = { "idempotency-key": "order-4711:shipped" };

describe("Idempotency-Key", () => {
  it("answers the same request as the first was, and sends nothing", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { segmentsPerSecond: 0.1, burstSegments: 1 } });
    const first = await call("POST", "/v1/messages", { key, headers, body: aMessage });
    const second = await call("POST", "/v1/messages", { key, headers, body: aMessage });
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    expect(second.status).toBe(202);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
  });

  it("refuses the key with another body", async ({ expect }) => {
    const { key } = await makeAccount();
    await call("POST", "/v1/messages", { key, headers, body: aMessage });
    const answer = await call("POST", "/v1/messages", { key, headers, body: { ...aMessage, text: "adiós" } });
    expect(answer.status).toBe(409);
    expect(problemOf(answer).code).toBe("idempotency_key_reused");
  });

  it("makes one message of requests that come at the same time", async ({ expect }) => {
    const { key } = await makeAccount();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call("POST", "/v1/messages", { key, headers, body: aMessage })),
    );
    const sent = new Set(answers.map((answer) => acceptedMessageSchema.parse(answer.body).id));
    expect(sent.size).toBe(1);
    expect(answers.filter((answer) => answer.headers.has("idempotent-replayed"))).toHaveLength(19);
  });

  it("keeps accounts and operations apart", async ({ expect }) => {
    const one = await makeAccount();
    const other = await makeAccount();
    const sent = await call("POST", "/v1/messages", { key: one.key, headers, body: aMessage });
    const sentByOther = await call("POST", "/v1/messages", { key: other.key, headers, body: aMessage });
    const batch = await call("POST", "/v1/batches", { key: one.key, headers, body: { messages: [aMessage] } });
    expect(acceptedMessageSchema.parse(sentByOther.body).id).not.toBe(acceptedMessageSchema.parse(sent.body).id);
    expect(batch.status).toBe(202);
    expect(batch.headers.has("idempotent-replayed")).toBe(false);
  });

  it("replays a batch, refusals included", async ({ expect }) => {
    const { key } = await makeAccount({ senders: ["Elibom"] });
    const body = { messages: [aMessage, { ...aMessage, to: "1" }, { ...aMessage, from: "Other" }, aMessage] };
    const first = await call("POST", "/v1/batches", { key, headers, body });
    const second = await call("POST", "/v1/batches", { key, headers, body });
    expect(batchResultSchema.parse(first.body)).toMatchObject({ accepted: 2, rejected: 2 });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });

  it("replays a refusal", async ({ expect }) => {
    const { key } = await makeAccount({ senders: ["Other"] });
    const first = await call("POST", "/v1/messages", { key, headers, body: aMessage });
    const second = await call("POST", "/v1/messages", { key, headers, body: aMessage });
    expect(problemOf(first).code).toBe("sender_not_allowed");
    expect(problemOf(second).code).toBe("sender_not_allowed");
  });

  it.for(["", "with blank", "x".repeat(256), "ñ"])("refuses the key «%s»", async (bad, { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/messages", {
      key,
      headers: { "idempotency-key": encodeURI(bad) === bad ? bad : encodeURI(bad) },
      body: aMessage,
    });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).errors?.[0]?.path).toBe("Idempotency-Key");
  });
});

describe("a time that passes between a request and its repetition", () => {
  /** As late as a request may ask for a time that has passed, all but a second. */
  const lately = () => ({ ...aMessage, sendAt: new Date(Date.now() - 59_000).toISOString() });

  it("changes nothing about the answer", async ({ expect }) => {
    const { key } = await makeAccount();
    const body = lately();
    const first = await call("POST", "/v1/messages", { key, headers, body });
    const batch = await call("POST", "/v1/batches", { key, headers, body: { messages: [body, aMessage] } });
    await scheduler.wait(1_500);
    const again = await call("POST", "/v1/messages", { key, headers, body });
    const batchAgain = await call("POST", "/v1/batches", { key, headers, body: { messages: [body, aMessage] } });
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect([batchAgain.status, batchAgain.body]).toEqual([202, batch.body]);
    const late = await call("POST", "/v1/messages", { key, body });
    expect(problemOf(late)).toMatchObject({ code: "invalid_request", errors: [{ path: "sendAt" }] });
  });
});
