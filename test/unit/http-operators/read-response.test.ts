import { describe, expect, it } from "vitest";
import { httpOperatorDraftSchema } from "../../../src/http-operators/operator-config.ts";
import { readResponse } from "../../../src/http-operators/read-response.ts";
import { retryAfterMs } from "../../../src/http-operators/refusals.ts";

const nowMs = Date.UTC(2026, 10, 21, 12);

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  isCut?: boolean;
}

function read(response: Record<string, unknown>, { status = 200, headers = {}, body = "", isCut = false }: Answer) {
  const config = httpOperatorDraftSchema.parse({ request: { url: "https://operator.example.net/" }, response });
  const header = (name: string) => new Headers(headers).get(name);
  return readResponse(config.response, { status, header, body, isCut }, "msg_1", nowMs);
}

const refused = (name: string, action: string) => ({ kind: "refused", refusal: { name, action } });

describe("a success", () => {
  it.each<[string, Record<string, unknown>, Answer, string | undefined]>([
    ["a JSON Pointer", { in: "json", pointer: "/messages/0/id" }, { body: '{"messages":[{"id":"a-1"}]}' }, "a-1"],
    [
      "a number too large for a double",
      { in: "json", pointer: "/id" },
      { body: '{"id":9007199254740993123}' },
      "9007199254740993123",
    ],
    ["an escaped pointer", { in: "json", pointer: "/a~1b" }, { body: '{"a/b":7}' }, "7"],
    ["text up to the end of the line", { in: "text", after: "ID: " }, { body: "OK\nID: 42\nbye" }, "42"],
    ["text between two strings", { in: "text", after: "<id>", before: "</id>" }, { body: "<r><id>x9</id></r>" }, "x9"],
    ["the whole body", { in: "text" }, { body: " 77 \r\n" }, "77"],
    ["a header", { in: "header", name: "Location" }, { headers: { location: "/m/5" } }, "/m/5"],
    ["our own id", { in: "requestId" }, {}, "msg_1"],
    ["nothing, where it is not there", { in: "json", pointer: "/id" }, { body: "<html>" }, undefined],
    ["nothing, where it is too long", { in: "text" }, { body: "x".repeat(129) }, undefined],
  ])("has its id from %s", (_, id, answer, expected) => {
    expect(read({ id }, answer)).toEqual({
      kind: "accepted",
      ...(expected !== undefined && { carrierMessageId: expected }),
    });
  });

  it("takes what the configuration says a success is", () => {
    const byValue = { condition: { pointer: "/status", equals: ["OK", 0] } };
    expect(read(byValue, { body: '{"status":0}' })).toEqual({ kind: "accepted" });
    expect(read(byValue, { body: '{"status":"1"}' })).toEqual(refused("HTTP_200", "fail"));
    const byPattern = { condition: { pattern: "^ok\\b" } };
    expect(read(byPattern, { body: "OK 1" })).toEqual({ kind: "accepted" });
    expect(read(byPattern, { body: "ERR 1" })).toEqual(refused("HTTP_200", "fail"));
    expect(read({ statuses: [202] }, { status: 202 })).toEqual({ kind: "accepted" });
    expect(read({ statuses: [202] }, { status: 200 })).toEqual(refused("HTTP_200", "fail"));
  });

  it("that cannot be told from a failure, as the body is too long, is unknown", () => {
    const condition = { pointer: "/status", equals: ["OK"] };
    expect(read({ condition }, { body: "{", isCut: true })).toEqual(refused("RESPONSE_TOO_LONG", "unknown"));
  });
});

describe("a refusal", () => {
  it.each([
    [301, "pause"],
    [400, "fail"],
    [401, "pause"],
    [403, "pause"],
    [404, "fail"],
    [408, "retry"],
    [429, "throttle"],
    [500, "retry"],
    [502, "unknown"],
    [503, "retry"],
    [504, "unknown"],
  ])("of status %i asks to %s by default", (status, action) => {
    expect(read({}, { status })).toEqual(refused(`HTTP_${status}`, action));
  });

  it("is read by the first row that fits its status and code", () => {
    const response = {
      errorCode: { in: "json", pointer: "/error/code" },
      errors: [
        {
          status: 400,
          code: "NO_CREDIT",
          action: "elsewhere",
          name: "NO_CREDIT",
          message: "The operator wants money.",
        },
        { code: "BUSY", action: "retry", name: "BUSY" },
        { status: 400, action: "fail", name: "BAD" },
      ],
    };
    const body = (code: string) => JSON.stringify({ error: { code } });
    expect(read(response, { status: 400, body: body("NO_CREDIT") })).toMatchObject({
      refusal: { action: "elsewhere", message: "The operator wants money." },
    });
    expect(read(response, { status: 200, body: body("BUSY") })).toEqual({ kind: "accepted" });
    expect(read(response, { status: 409, body: body("BUSY") })).toEqual(refused("BUSY", "retry"));
    expect(read(response, { status: 400, body: body("ELSE") })).toEqual(refused("BAD", "fail"));
    expect(read(response, { status: 422, body: body("odd code!") })).toEqual(refused("odd_code_", "fail"));
  });

  it("says how long to wait", () => {
    expect(read({}, { status: 429, headers: { "retry-after": "7" } })).toMatchObject({ restMs: 7_000 });
    expect(retryAfterMs("Sat, 21 Nov 2026 12:00:30 GMT", nowMs)).toBe(30_000);
    expect(retryAfterMs("99999", nowMs)).toBe(600_000);
    expect(retryAfterMs("soon", nowMs)).toBeUndefined();
    expect(retryAfterMs(null, nowMs)).toBeUndefined();
  });
});
