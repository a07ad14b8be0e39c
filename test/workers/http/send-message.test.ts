import { describe, it } from "vitest";
import { acceptedMessageSchema, messageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { makeAccount } from "../support/accounts.ts";
import { type CallOptions, call, problemOf } from "./support/api.ts";
import { someString, stringLike } from "./support/matchers.ts";
import { aMessage } from "./support/messages.ts";

describe("POST /v1/messages", () => {
  it("accepts a message and says where it is", async ({ expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/messages", {
      key,
      body: { ...aMessage, to: "00 57 300-123-4567", lane: "otp", clientReference: "order-4711" },
    });
    expect(answer.status).toBe(202);
    const accepted = acceptedMessageSchema.parse(answer.body);
    expect(accepted).toEqual({
      id: stringLike(/^msg_[0-9A-HJKMNP-TV-Z]{26}$/),
      status: "accepted",
      to: "+573001234567",
      from: "Elibom",
      segments: 1,
      encoding: "gsm7",
      lane: "otp",
      clientReference: "order-4711",
      createdAt: someString,
    });
    expect(Math.abs(Date.parse(accepted.createdAt) - Date.now())).toBeLessThan(10_000);
    expect(answer.headers.get("location")).toBe(`/v1/messages/${accepted.id}`);
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("ratelimit-limit")).toBe("1000");
    expect(answer.headers.get("ratelimit-remaining")).toBe("999");
    expect(answer.headers.get("ratelimit-reset")).toBe("1");

    const read = await call("GET", `/v1/messages/${accepted.id}`, { key });
    expect(messageSchema.parse(read.body)).toMatchObject({
      id: accepted.id,
      text: "hola",
      clientReference: "order-4711",
    });
  });

  const wide = "ñandú 😀".repeat(20);
  it.for([
    ["plain text", { text: "a".repeat(161) }, { segments: 2, encoding: "gsm7" }],
    ["a text outside GSM 7-bit", { text: wide }, { segments: 3, encoding: "ucs2" }],
    ["UCS-2 that was asked for", { text: "hola", encoding: "ucs2" }, { segments: 1, encoding: "ucs2" }],
    ["transliteration", { text: "“hola” – ą", transliterate: true }, { segments: 1, encoding: "gsm7" }],
  ] as const)("plans %s", async ([, fields, expected], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/messages", { key, body: { ...aMessage, ...fields } });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ ...expected });
  });

  it.for<[string, Record<string, unknown>, string, string]>([
    ["a number without its calling code", { to: "3001234567" }, "invalid_recipient", "to"],
    ["a number with letters", { to: "+57300CALLME" }, "invalid_recipient", "to"],
    ["a number of an impossible length", { to: "+57300" }, "invalid_recipient", "to"],
    ["a calling code that is not in use", { to: "+9991234567" }, "invalid_recipient", "to"],
    ["an empty number", { to: "" }, "invalid_recipient", "to"],
    ["a name that is too long", { from: "Elibom Colombia" }, "invalid_sender", "from"],
    ["a name outside GSM 7-bit", { from: "Ελιбом" }, "invalid_sender", "from"],
    ["an empty text", { text: "" }, "empty_text", "text"],
    ["a text that GSM 7-bit cannot hold", { text: "😀", encoding: "gsm7" }, "unencodable_text", "text"],
    ["half a surrogate pair", { text: "a\ud83d" }, "unencodable_text", "text"],
    ["a NUL", { text: "a\0b" }, "unencodable_text", "text"],
    ["more segments than the account may send", { text: "a".repeat(1_531) }, "too_many_segments", "text"],
    ["more segments than there can be", { text: "a".repeat(40_000) }, "too_many_segments", "text"],
    ["a sender that is not registered", { from: "Other" }, "sender_not_allowed", "from"],
    ["a field there is not", { message: "hola" }, "invalid_request", "message"],
    ["a field that is missing", { to: undefined }, "invalid_request", "to"],
    ["a field of the wrong type", { text: 42 }, "invalid_request", "text"],
    ["an unknown lane", { lane: "express" }, "invalid_request", "lane"],
    ["a validity that is too short", { validForSeconds: 59 }, "invalid_request", "validForSeconds"],
    ["a validity that is too long", { validForSeconds: 172_801 }, "invalid_request", "validForSeconds"],
    ["a reference that is too long", { clientReference: "x".repeat(101) }, "invalid_request", "clientReference"],
    ["a reference with a line break", { clientReference: "a\nb" }, "invalid_request", "clientReference"],
  ])("refuses %s", async ([, fields, code, path], { expect }) => {
    const { key } = await makeAccount({ senders: ["Elibom"] });
    const answer = await call("POST", "/v1/messages", { key, body: { ...aMessage, ...fields } });
    expect(answer.status).toBe(400);
    const problem = problemOf(answer);
    expect(problem).toMatchObject({ code, type: `/docs/errors#${code}`, status: 400, instance: "/v1/messages" });
    expect(problem.errors).toEqual([{ path, code, message: someString }]);
    expect(problem.requestId).toBe(answer.headers.get("x-request-id"));
  });

  it("tells all that is wrong at once", async ({ expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/messages", { key, body: { to: "123", from: "", text: "" } });
    const { code, errors } = problemOf(answer);
    expect(code).toBe("invalid_request");
    expect(errors?.map((error) => [error.path, error.code])).toEqual([
      ["to", "invalid_recipient"],
      ["from", "invalid_sender"],
      ["text", "empty_text"],
    ]);
  });

  const big = JSON.stringify({ ...aMessage, text: "a".repeat(262_144) });
  it.for<[string, CallOptions, number, string]>([
    ["malformed JSON", { body: '{"to": ' }, 400, "malformed_json"],
    ["an empty body", { body: "" }, 400, "malformed_json"],
    ["a body that is no object", { body: "[]" }, 400, "invalid_request"],
    [
      "another content type",
      { body: "to=1", headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media_type",
    ],
    [
      "a JSON-like content type",
      { body: "{}", headers: { "content-type": "application/jsonp" } },
      415,
      "unsupported_media_type",
    ],
    ["no body at all", {}, 415, "unsupported_media_type"],
    ["a body over 256 KB", { body: big }, 413, "body_too_large"],
  ])("refuses %s", async ([, options, status, code], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/messages", { ...options, key });
    expect(answer.status).toBe(status);
    expect(problemOf(answer).code).toBe(code);
  });

  it("stops reading a body of undeclared length at 256 KB", async ({ expect }) => {
    const { key } = await makeAccount();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        if (sent > 4 * 1024 * 1024) controller.close();
        else controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const answer = await call("POST", "/v1/messages", { key, body });
    expect(answer.status).toBe(413);
    expect(problemOf(answer).code).toBe("body_too_large");
  });

  it("takes a body of undeclared length", async ({ expect }) => {
    const { key } = await makeAccount();
    const bytes = new TextEncoder().encode(JSON.stringify(aMessage));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 10));
        controller.enqueue(bytes.slice(10));
        controller.close();
      },
    });
    expect((await call("POST", "/v1/messages", { key, body })).status).toBe(202);
  });

  describe("rate limit", () => {
    it("refuses what is over it and says when to come back", async ({ expect }) => {
      const { key } = await makeAccount({ limits: { segmentsPerSecond: 0.1, burstSegments: 2 } });
      const send = () => call("POST", "/v1/messages", { key, body: aMessage });
      expect((await send()).status).toBe(202);
      expect((await send()).status).toBe(202);
      const refused = await send();
      expect(refused.status).toBe(429);
      expect(problemOf(refused).code).toBe("rate_limited");
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(9);
      expect(refused.headers.get("ratelimit-limit")).toBe("2");
      expect(refused.headers.get("ratelimit-remaining")).toBe("0");
      expect(Number(refused.headers.get("ratelimit-reset"))).toBeGreaterThanOrEqual(19);
    });

    it("counts segments, not messages", async ({ expect }) => {
      const { key } = await makeAccount({ limits: { segmentsPerSecond: 0.1, burstSegments: 3 } });
      const body = { ...aMessage, text: "a".repeat(161) };
      expect((await call("POST", "/v1/messages", { key, body })).headers.get("ratelimit-remaining")).toBe("1");
      expect((await call("POST", "/v1/messages", { key, body })).status).toBe(429);
    });

    it("refuses when as many wait as may", async ({ expect }) => {
      const { key } = await makeAccount({ limits: { maxWaitingMessages: 0 } });
      const answer = await call("POST", "/v1/messages", { key, body: aMessage });
      expect(answer.status).toBe(429);
      expect(problemOf(answer).code).toBe("backlog_full");
      expect(answer.headers.get("retry-after")).toBe("5");
    });
  });
});
