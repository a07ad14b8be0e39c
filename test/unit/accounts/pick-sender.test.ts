import { describe, expect, test } from "vitest";
import type { RegisteredSender } from "../../../src/accounts/account.ts";
import { mayUse, pickSender, registerOf } from "../../../src/accounts/pick-sender.ts";

const recipients = Array.from({ length: 2_000 }, (_, index) => `+57300${String(index).padStart(7, "0")}`);
const pool = ["+573001111111", "+573002222222", "+573003333333", "+573004444444"];

function sender(address: string, more: Partial<RegisteredSender> = {}): RegisteredSender {
  return { address, status: "active", countries: null, ...more };
}

describe("the sender of a pool", () => {
  test("is the same for a recipient every time, and spread evenly over recipients", () => {
    const counts = new Map<string | null, number>();
    for (const to of recipients) {
      const picked = pickSender(pool, null, to);
      expect(pickSender(pool.toReversed(), null, to)).toBe(picked);
      counts.set(picked, (counts.get(picked) ?? 0) + 1);
    }
    expect(counts.size).toBe(4);
    for (const count of counts.values()) expect(count).toBeGreaterThan(400);
  });

  test("moves only for the recipients of a sender that goes", () => {
    const [gone, ...rest] = pool;
    const staying = recipients.filter((to) => pickSender(pool, null, to) !== gone);
    expect(staying.length).toBeLessThan(recipients.length);
    for (const to of staying) expect(pickSender(rest, null, to)).toBe(pickSender(pool, null, to));
  });

  test("is a number of the recipient's country where there is one", () => {
    const mixed = ["Elibom", "+525512345678", "+573001111111"];
    expect(pickSender(mixed, null, "+573009999999")).toBe("+573001111111");
    expect(pickSender(mixed, null, "+525587654321")).toBe("+525512345678");
    expect(mixed).toContain(pickSender(mixed, null, "+4915112345678"));
  });

  test("is one that is registered for the recipient's country, and not disabled", () => {
    const register = registerOf([
      sender("Elibom", { countries: ["DE"] }),
      sender("Other"),
      sender("+573001111111", { status: "disabled" }),
    ]);
    const mixed = ["Elibom", "Other", "+573001111111", "Unregistered"];
    expect(pickSender(mixed, register, "+4915112345678")).toBe("Elibom");
    expect(pickSender(mixed, register, "+573009999999")).toBe("Other");
    expect(pickSender(["Unregistered"], register, "+573009999999")).toBeNull();
    expect(pickSender([], null, "+573009999999")).toBeNull();
  });
});

describe("a sender", () => {
  test("may be used where it is registered for", () => {
    const register = registerOf([sender("Elibom", { countries: ["CO", "PE"] }), sender("Off", { status: "disabled" })]);
    expect(mayUse("Elibom", register, "+573001234567")).toBe(true);
    expect(mayUse("Elibom", register, "+525512345678")).toBe(false);
    expect(mayUse("Off", register, "+573001234567")).toBe(false);
    expect(mayUse("Other", register, "+573001234567")).toBe(false);
    expect(mayUse("Other", registerOf(null), "+573001234567")).toBe(true);
  });
});
