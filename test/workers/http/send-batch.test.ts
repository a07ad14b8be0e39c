import { describe, it } from "vitest";
import { batchResultSchema } from "../../../src/http/operations/messages/batch-schemas.ts";
import { makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";
import { someString } from "./support/matchers.ts";
import { aMessage } from "./support/messages.ts";

const defaults = { from: "Elibom", text: "hola" };

describe("POST /v1/batches", () => {
  it("accepts messages in their order, with the batch's defaults and their own words", async ({ expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/batches", {
      key,
      body: {
        messages: [{ to: "+573001234567" }, { to: "+573001234568", text: "a".repeat(161), clientReference: "2" }],
        defaults,
      },
    });
    expect(answer.status).toBe(202);
    const { results, accepted, rejected } = batchResultSchema.parse(answer.body);
    expect({ accepted, rejected }).toEqual({ accepted: 2, rejected: 0 });
    expect(results).toEqual([
      { index: 0, id: someString, status: "accepted", to: "+573001234567", segments: 1, encoding: "gsm7" },
      { index: 1, id: someString, status: "accepted", to: "+573001234568", segments: 2, encoding: "gsm7" },
    ]);
    expect(answer.headers.get("ratelimit-remaining")).toBe("997");
    const second = results[1];
    const id = second !== undefined && "id" in second ? second.id : "";
    const read = await call("GET", `/v1/messages/${id}`, { key });
    expect(read.body).toMatchObject({ from: "Elibom", clientReference: "2" });
  });

  it("sends the good ones and says of each bad one what is wrong with it", async ({ expect }) => {
    const { key } = await makeAccount({ senders: ["Elibom"] });
    const messages = [
      aMessage,
      { ...aMessage, to: "300" },
      "hola",
      { ...aMessage, from: "Other" },
      { ...aMessage, text: "a".repeat(2_000) },
      { ...aMessage, unknown: true },
      { ...aMessage, text: "" },
      aMessage,
    ];
    const answer = await call("POST", "/v1/batches", { key, body: { messages } });
    expect(answer.status).toBe(202);
    const batch = batchResultSchema.parse(answer.body);
    expect(batch).toMatchObject({ accepted: 2, rejected: 6 });
    const outcomes = batch.results.map((result) =>
      "error" in result ? [result.error.code, result.error.path] : "sent",
    );
    expect(outcomes).toEqual([
      "sent",
      ["invalid_recipient", "messages.1.to"],
      ["invalid_request", "messages.2"],
      ["sender_not_allowed", "messages.3.from"],
      ["too_many_segments", "messages.4.text"],
      ["invalid_request", "messages.5.unknown"],
      ["empty_text", "messages.6.text"],
      "sent",
    ]);
  });

  it("takes 1,000 messages", async ({ expect }) => {
    const { key } = await makeAccount();
    const messages = Array.from({ length: 1_000 }, (_, index) => ({ to: `+573001${String(index).padStart(6, "0")}` }));
    const answer = await call("POST", "/v1/batches", { key, body: { messages, defaults } });
    const { results, accepted } = batchResultSchema.parse(answer.body);
    expect(accepted).toBe(1_000);
    expect(new Set(results.map((result) => ("id" in result ? result.id : ""))).size).toBe(1_000);
  });

  it("is an error where none can be accepted", async ({ expect }) => {
    const { key } = await makeAccount({ senders: ["Elibom"] });
    const messages = [
      { ...aMessage, to: "1" },
      { ...aMessage, from: "Other" },
    ];
    const answer = await call("POST", "/v1/batches", { key, body: { messages } });
    expect(answer.status).toBe(400);
    const { code, errors } = problemOf(answer);
    expect(code).toBe("invalid_request");
    expect(errors?.map((error) => [error.path, error.code])).toEqual([
      ["messages.0.to", "invalid_recipient"],
      ["messages.1.from", "sender_not_allowed"],
    ]);
  });

  it.for<[string, unknown, string]>([
    ["no messages", { messages: [] }, "messages"],
    ["more than 1,000 messages", { messages: Array.from({ length: 1_001 }, () => ({})) }, "messages"],
    ["no list of messages", { defaults }, "messages"],
    ["a default that is wrong", { messages: [aMessage], defaults: { lane: "express" } }, "defaults.lane"],
    ["a default there is not", { messages: [aMessage], defaults: { to: "+573001234567" } }, "defaults.to"],
  ])("refuses %s", async ([, body, path], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/batches", { key, body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).errors?.[0]?.path).toBe(path);
  });

  it("is rate limited as a whole", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { segmentsPerSecond: 0.1, burstSegments: 3 } });
    const body = { messages: [aMessage, aMessage] };
    expect((await call("POST", "/v1/batches", { key, body })).status).toBe(202);
    const refused = await call("POST", "/v1/batches", { key, body });
    expect(refused.status).toBe(429);
    expect(refused.headers.has("retry-after")).toBe(true);
  });
});
