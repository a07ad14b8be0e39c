import { describe, expect, test } from "vitest";
import { decodeUserData, type UserData } from "../../../src/sms/decode-user-data.ts";

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function decoded(hex: string, rest: Omit<UserData, "data">): string[] {
  const { text, encoding } = decodeUserData({ data: bytes(hex), ...rest });
  return [encoding, text];
}

describe("data_coding", () => {
  test.each([
    [0x00, "4809021b65", ["gsm7", "HÇ$€"]],
    [0x01, "48656c6c6f", ["ascii", "Hello"]],
    [0x02, "00ff10", ["binary", "00ff10"]],
    [0x03, "e9e8", ["latin1", "éè"]],
    [0x04, "00ff10", ["binary", "00ff10"]],
    [0x08, "041f0440", ["ucs2", "Пр"]],
    [0x10, "00", ["gsm7", "@"]],
    [0x11, "00", ["gsm7", "@"]],
    [0x14, "00", ["binary", "00"]],
    [0x18, "0041", ["ucs2", "A"]],
    [0x19, "0041", ["ucs2", "A"]],
    [0x20, "00", ["binary", "00"]],
    [0x48, "0041", ["ucs2", "A"]],
    [0x95, "aa", ["binary", "aa"]],
    [0xc8, "00", ["gsm7", "@"]],
    [0xd0, "00", ["gsm7", "@"]],
    [0xe0, "0041", ["ucs2", "A"]],
    [0xf0, "00", ["gsm7", "@"]],
    [0xf1, "00", ["gsm7", "@"]],
    [0xf4, "00", ["binary", "00"]],
    [0xf6, "c0de", ["binary", "c0de"]],
  ])("%i", (dataCoding, hex, expected) => {
    expect(decoded(hex, { dataCoding })).toEqual(expected);
  });

  test("0 is what the carrier says it is", () => {
    expect(decoded("4000", { dataCoding: 0, defaultAlphabet: "gsm7" })).toEqual(["gsm7", "¡@"]);
    expect(decoded("40e9", { dataCoding: 0, defaultAlphabet: "latin1" })).toEqual(["latin1", "@é"]);
    expect(decoded("40a4", { dataCoding: 0, defaultAlphabet: "latin9" })).toEqual(["latin9", "@€"]);
    expect(decoded("4041", { dataCoding: 0, defaultAlphabet: "ascii" })).toEqual(["ascii", "@A"]);
  });
});

describe("headers", () => {
  test("shift tables of the header are in force", () => {
    const userDataHeader = bytes("06240101250101");
    expect(decoded("0c1b6707", { dataCoding: 0, userDataHeader })).toEqual(["gsm7", "ğğı"]);
  });

  test("packed septets begin after the fill bits", () => {
    // "Hello" behind a six-octet header: one fill bit, then 48 65 6c 6c 6f packed.
    const rest = { dataCoding: 0, isPacked: true };
    expect(decoded("906536fb0d", { ...rest, userDataHeader: bytes("050003010201") })).toEqual(["gsm7", "Hello"]);
    expect(decoded("c8329bfd06", rest)).toEqual(["gsm7", "Hello"]);
  });
});
