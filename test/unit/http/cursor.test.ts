import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "../../../src/http/cursor.ts";

const anything = () => true;

describe("cursors", () => {
  it("come back as what they were made of, and need no escaping in a URL", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e]{1,60}$/), (after) => {
        const cursor = encodeCursor(after) ?? "";
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(cursor, anything)).toEqual({ ok: true, value: after });
      }),
    );
  });

  it("are null after the last page and may be left out before the first", () => {
    expect(encodeCursor(null)).toBeNull();
    expect(decodeCursor(undefined, anything)).toEqual({ ok: true, value: undefined });
  });

  it("are refused where this list did not give them, whatever they are", () => {
    const refusal = { ok: false, error: { code: "invalid_cursor", fields: [{ path: "cursor" }] } };
    expect(decodeCursor(encodeCursor("acc_1") ?? "", (after) => after.startsWith("msg_"))).toMatchObject(refusal);
    for (const text of ["", "%", "bnVsbA", btoa("{}"), btoa('{"after":1}'), btoa('{"after":"a","more":1}')]) {
      expect(decodeCursor(text, anything)).toMatchObject(refusal);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, anything)).not.toThrow();
      }),
    );
  });
});
