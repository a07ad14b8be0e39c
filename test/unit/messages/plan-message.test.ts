import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planMessage } from "../../../src/messages/plan-message.ts";

const message = { to: "+573001234567", from: "Elibom", text: "hola" };

describe("planMessage", () => {
  it("makes a draft with the addresses in the form they are sent in", () => {
    expect(planMessage({ ...message, to: "0057 300 1234567", from: " Elibom " })).toEqual({
      ok: true,
      value: {
        to: "+573001234567",
        from: "Elibom",
        text: "hola",
        encoding: "gsm7",
        singleShift: 0,
        lockingShift: 0,
        segmentCount: 1,
        lane: "normal",
      },
    });
  });

  it("takes along when it is to go and until when", () => {
    const planned = planMessage({ ...message, validForSeconds: 60, clientReference: "a", lane: "otp" });
    expect(planned).toMatchObject({
      ok: true,
      value: { timing: { validForMs: 60_000 }, clientReference: "a", lane: "otp" },
    });
  });

  it("names some of the characters that GSM 7-bit lacks", () => {
    const planned = planMessage({ ...message, text: "日本語", encoding: "gsm7" });
    expect(planned).toMatchObject({ ok: false, error: { code: "unencodable_text" } });
    expect(JSON.stringify(planned)).toContain("日 本 語");
  });

  it("takes the longest text there is and none longer", () => {
    expect(planMessage({ ...message, text: "a".repeat(255 * 153) })).toMatchObject({ value: { segmentCount: 255 } });
    for (const text of ["a".repeat(255 * 153 + 1), "я".repeat(255 * 67 + 1)]) {
      expect(planMessage({ ...message, text })).toMatchObject({ error: { code: "too_many_segments" } });
    }
  });

  it("answers every input, and sends no text that is not well-formed", () => {
    const anyText = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(anyText, anyText, anyText, fc.boolean(), (to, from, text, transliterate) => {
        const planned = planMessage({ to, from, text, transliterate });
        expect(planned.ok ? planned.value.text.isWellFormed() : planned.error.fields !== undefined).toBe(true);
      }),
    );
  });
});
