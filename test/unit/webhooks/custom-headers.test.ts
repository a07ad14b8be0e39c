import { describe, it } from "vitest";
import { checkCustomHeaders } from "../../../src/webhooks/custom-headers.ts";

describe("headers a customer adds to webhooks", () => {
  it("go by their names in lower case", ({ expect }) => {
    expect(checkCustomHeaders({ Authorization: "Bearer x", "X-Team": "a b" })).toEqual({
      ok: true,
      value: { authorization: "Bearer x", "x-team": "a b" },
    });
  });

  it.for([
    ["webhook-signature", "v1,x"],
    ["Content-Type", "text/plain"],
    ["Content-Length", "3"],
    ["Host", "example.com"],
    ["Transfer-Encoding", "chunked"],
    ["X-Forwarded-For", "1.2.3.4"],
    ["CF-Connecting-IP", "1.2.3.4"],
    ["a b", "x"],
    ["", "x"],
    ["x", "a\r\nb: c"],
    ["x", "é"],
    ["x", ""],
    ["x", "y".repeat(1_001)],
  ])("may not be %s: %s", ([name = "", value = ""], { expect }) => {
    expect(checkCustomHeaders({ [name]: value })).toMatchObject({ ok: false, error: { code: "invalid_request" } });
  });

  it("are ten at most", ({ expect }) => {
    const headers = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`x-${index}`, "1"]));
    expect(checkCustomHeaders(headers).ok).toBe(false);
  });
});
