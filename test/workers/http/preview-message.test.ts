import { describe, it } from "vitest";
import { makeAccount } from "../support/accounts.ts";
import { call, problemOf } from "./support/api.ts";

describe("POST /v1/messages/preview", () => {
  it("says how a text would be sent, and charges nothing", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { segmentsPerSecond: 0.1, burstSegments: 1 } });
    for (let times = 0; times < 3; times++) {
      const answer = await call("POST", "/v1/messages/preview", {
        key,
        body: { to: "00573001234567", text: "Hola {ñ}", from: " Elibom " },
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        encoding: "gsm7",
        segments: 1,
        units: 10,
        unitsPerSegment: 160,
        singleShift: null,
        lockingShift: null,
        text: "Hola {ñ}",
        replaced: [],
        parts: ["Hola {ñ}"],
        to: "+573001234567",
        from: "Elibom",
      });
    }
  });

  it("shows the parts of a long text and what transliteration changed", async ({ expect }) => {
    const { key } = await makeAccount();
    const text = `“${"a".repeat(160)}”`;
    const answer = await call("POST", "/v1/messages/preview", { key, body: { text, transliterate: true } });
    expect(answer.body).toMatchObject({
      encoding: "gsm7",
      segments: 2,
      unitsPerSegment: 153,
      text: `"${"a".repeat(160)}"`,
      replaced: [
        { from: "“", to: '"', index: 0 },
        { from: "”", to: '"', index: 161 },
      ],
      parts: [`"${"a".repeat(152)}`, `${"a".repeat(8)}"`],
    });
  });

  it.for<[string, Record<string, unknown>, string, string]>([
    ["a bad number", { text: "a", to: "1" }, "invalid_recipient", "to"],
    ["a bad sender", { text: "a", from: "" }, "invalid_sender", "from"],
    ["an empty text", { text: "" }, "empty_text", "text"],
    ["no text", {}, "invalid_request", "text"],
    ["a text that cannot be encoded", { text: "😀", encoding: "gsm7" }, "unencodable_text", "text"],
    ["a field there is not", { text: "a", extra: 1 }, "invalid_request", "extra"],
  ])("refuses %s", async ([, body, code, path], { expect }) => {
    const { key } = await makeAccount();
    const answer = await call("POST", "/v1/messages/preview", { key, body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ code, errors: [{ path, code }] });
  });
});
