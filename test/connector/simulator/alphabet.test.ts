import { describe, expect, it } from "vitest";
import { decodeText, encodeText } from "../../../connector/simulator/alphabet.ts";

describe("texts of the simulator", () => {
  it.each([
    ["ascii", "Hello, world", 0, "48656c6c6f2c20776f726c64"],
    ["the default alphabet", "¿Qué? @£Ñ", 0, "605175053f2000015d"],
    ["the extension table", "€[x]^", 0, "1b651b3c781b3e1b14"],
    ["anything else", "你好👍", 8, "4f60597dd83ddc4d"],
    ["accents the alphabet lacks", "canción", 8, "00630061006e00630069 00f3006e".replace(" ", "")],
  ])("%s is written and read", (_what, text, dataCoding, hex) => {
    const encoded = encodeText(text);
    expect([encoded.dataCoding, encoded.body.toString("hex")]).toEqual([dataCoding, hex]);
    expect(decodeText(encoded.body, dataCoding, false)).toBe(text);
  });

  it("are read behind their user data header", () => {
    const body = Buffer.concat([Buffer.from([5, 0, 3, 7, 2, 1]), Buffer.from("hello")]);
    expect(decodeText(body, 0, true)).toBe("hello");
  });

  it("are undefined where the coding is no text", () => {
    expect(decodeText(Buffer.from([1, 2]), 4, false)).toBeUndefined();
  });
});
