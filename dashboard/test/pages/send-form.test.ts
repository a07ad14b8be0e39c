import { expect, test } from "vitest";
import { parseRecipients } from "../../src/pages/send/recipients.ts";
import { batchOf, emptyForm } from "../../src/pages/send/send-form.ts";

test("recipients are told apart by commas, semicolons and lines, each once", () => {
  expect(parseRecipients(" +573001234567, +57 300 123 4568;\n+573001234567\n\n")).toEqual([
    "+573001234567",
    "+57 300 123 4568",
  ]);
});

test("what all texts have in common is said once", () => {
  const values = { ...emptyForm("+573001234567\n+573001234568"), from: "Elibom", text: "Hola" };
  expect(batchOf(values)).toEqual({
    defaults: { text: "Hola", encoding: "auto", transliterate: false, lane: "normal", from: "Elibom" },
    messages: [{ to: "+573001234567" }, { to: "+573001234568" }],
  });
});

test("a pool stands in the place of a sender, and a local time goes with its zone", () => {
  const values = { ...emptyForm("+573001234567"), from: "pool:alerts", when: "later" as const };
  const { defaults } = batchOf({ ...values, sendAt: "2026-12-24T18:00", timeZone: "America/Bogota" });
  expect(defaults).toMatchObject({ senderPool: "alerts", sendAt: "2026-12-24T18:00", timeZone: "America/Bogota" });
  expect(defaults).not.toHaveProperty("from");
});
