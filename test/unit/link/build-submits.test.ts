import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import { buildSubmits, withValidity } from "../../../src/link/build-submits.ts";
import { defaultSubmitProfile, submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { decodeUserData } from "../../../src/sms/decode-user-data.ts";
import { encodeSegments } from "../../../src/sms/encode-segments.ts";
import { planText } from "../../../src/sms/plan-text.ts";
import { hex, listOf, readBack, submitsOf } from "./written-submits.ts";

const long = "Grüße aus Köln, 20 € [neu]. ".repeat(12);

describe("the default profile", () => {
  test("sends what the segments are, and asks for a receipt on each", () => {
    const plan = planText(long);
    const submits = listOf(submitsOf({}, long));
    const segments = encodeSegments(plan, 0x1234, 8);
    expect(submits.map(({ shortMessage }) => hex(shortMessage))).toEqual(
      segments.map(({ userDataHeader, data }) => hex(userDataHeader) + hex(data)),
    );
    for (const submit of submits) {
      expect(submit).toMatchObject({
        serviceType: "",
        sourceAddrTon: 5,
        sourceAddrNpi: 0,
        sourceAddr: "Acme",
        destAddrTon: 1,
        destAddrNpi: 1,
        destinationAddr: "4915112345678",
        esmClass: 0x40,
        priorityFlag: 0,
        registeredDelivery: 1,
        dataCoding: 0,
        tlvs: [],
      });
    }
  });

  test("a short text has no header", () => {
    const [submit] = listOf(submitsOf({}, "Hi €"));
    expect([submit?.esmClass, hex(submit?.shortMessage)]).toEqual([0, "4869201b65"]);
  });
});

describe("concatenation", () => {
  test("with a reference of 16 bits", () => {
    const submits = listOf(submitsOf({ concatenation: "udh16" }, "a".repeat(300), { referenceBits: 16 }));
    expect(submits.map(({ shortMessage }) => hex(shortMessage.subarray(0, 7)))).toEqual([
      "06080412340201",
      "06080412340202",
    ]);
  });

  test("falls back to 8 bits where 16 would take a part more than planned", () => {
    const submits = listOf(submitsOf({ concatenation: "udh16" }, "a".repeat(306)));
    expect(submits.map(({ shortMessage }) => hex(shortMessage.subarray(0, 6)))).toEqual([
      "050003340201",
      "050003340202",
    ]);
  });

  test("in SAR parameters", () => {
    const submits = listOf(submitsOf({ concatenation: "sar" }, "a".repeat(300)));
    expect(
      submits.map(({ esmClass, shortMessage, tlvs }) => [
        esmClass,
        shortMessage.length,
        tlvs.map(({ tag, value }) => [tag, hex(value)]),
      ]),
    ).toEqual([
      [
        0,
        153,
        [
          [0x020c, "1234"],
          [0x020e, "02"],
          [0x020f, "01"],
        ],
      ],
      [
        0,
        147,
        [
          [0x020c, "1234"],
          [0x020e, "02"],
          [0x020f, "02"],
        ],
      ],
    ]);
  });

  test("SAR leaves a header that names shift tables", () => {
    const submits = listOf(submitsOf({ concatenation: "sar" }, "ığş".repeat(60), { languages: [1] }));
    expect(submits).toHaveLength(2);
    expect(submits.map(({ esmClass, tlvs }) => [esmClass, tlvs.length])).toEqual([
      [0x40, 3],
      [0x40, 3],
    ]);
    expect(readBack(submits, "gsm7")).toBe("ığş".repeat(60));
  });

  test("none: the carrier gets the whole in message_payload, and short_message stays empty", () => {
    const content = { ...planText(long), messageId: "m", to: "+4915112345678", from: "Acme", reference: 1 };
    const result = buildSubmits(submitProfileSchema.parse({ concatenation: "payload" }), content);
    expect(result).toMatchObject({ ok: true, segmentsPerSubmit: content.segmentCount });
    const submits = listOf(submitsOf({ concatenation: "payload" }, long));
    expect(submits.map(({ shortMessage, tlvs }) => [shortMessage.length, tlvs.map(({ tag }) => tag)])).toEqual([
      [0, [0x0424]],
    ]);
    expect(readBack(submits, "gsm7")).toBe(long);
  });

  test("message_payload is not used for one part", () => {
    expect(listOf(submitsOf({ concatenation: "payload" }, "Hi"))).toMatchObject([{ tlvs: [], esmClass: 0 }]);
  });
});

describe("alphabets", () => {
  test.each([
    ["packed", { alphabet: "packed", dataCoding: 0 }, "hellohello", 0, "e8329bfd4697d9ec37"],
    ["Latin-1", { alphabet: "latin1", dataCoding: 3 }, "é@[", 3, "e9405b"],
    ["Latin-9", { alphabet: "latin9", dataCoding: 0 }, "5 €", 0, "3520a4"],
    ["ASCII", { alphabet: "ascii", dataCoding: 1 }, "a@{", 1, "61407b"],
    ["flash", { alphabet: "gsm7", dataCoding: 0xf0 }, "@", 0xf0, "00"],
    ["€ without a place in Latin-1: UCS-2", { alphabet: "latin1", dataCoding: 3 }, "5 €", 8, "0035002020ac"],
    ["é without a place in ASCII: UCS-2", { alphabet: "ascii", dataCoding: 1 }, "é", 8, "00e9"],
  ] as const)("%s", (_name, narrow, text, dataCoding, octets) => {
    const [submit] = listOf(submitsOf({ narrow }, text));
    expect([submit?.dataCoding, hex(submit?.shortMessage)]).toEqual([dataCoding, octets]);
  });

  test("a text that would take more parts in UCS-2 is refused, not garbled", () => {
    expect(submitsOf({ narrow: { alphabet: "ascii" } }, `é${"a".repeat(100)}`)).toBe(
      "a character that ascii does not have",
    );
  });

  test("data_coding of UCS-2 is the carrier's", () => {
    expect(listOf(submitsOf({ ucs2DataCoding: 0x18 }, "я"))).toMatchObject([{ dataCoding: 0x18 }]);
  });

  test("whatever the profile, the carrier reads the text that was planned, in as many parts", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", "B", "é", "ñ", "€", "[", "Δ", "я", "😀", " "),
      minLength: 1,
      maxLength: 400,
    });
    const profiles = fc.record({
      narrow: fc.record({ alphabet: fc.constantFrom("gsm7", "packed", "ascii", "latin1", "latin9") }),
      concatenation: fc.constantFrom("udh8", "udh16", "sar", "payload"),
    });
    fc.assert(
      fc.property(texts, profiles, (text, written) => {
        const submits = submitsOf(written, text);
        fc.pre(typeof submits !== "string");
        const plan = planText(text);
        expect(readBack(listOf(submits), written.narrow.alphabet)).toBe(plan.text);
        expect(listOf(submits)).toHaveLength(written.concatenation === "payload" ? 1 : plan.segmentCount);
      }),
      { numRuns: 500 },
    );
  });

  test("every submit is one that SMPP can say, and reads back as it was", () => {
    const concatenation = fc.constantFrom("udh8", "udh16", "sar", "payload");
    const parameters = [{ tag: 0x1400, type: "cstring", value: { from: "messageId" } }];
    fc.assert(
      fc.property(concatenation, fc.integer({ min: 1, max: 600 }), (mode, length) => {
        for (const submit of listOf(
          submitsOf({ concatenation: mode, parameters }, "aé€".repeat(length).slice(0, length)),
        )) {
          const timed = withValidity(defaultSubmitProfile, submit, 90_000, 0);
          if (timed === null) throw new Error("expired");
          const encoded = encodePdu({ command: "submit_sm", ...timed }, 7);
          if (!encoded.ok) throw new Error(encoded.reason);
          const decoded = decodePdu(encoded.bytes, 0, encoded.bytes.length);
          expect(decoded).toMatchObject({
            command: "submit_sm",
            dataCoding: submit.dataCoding,
            esmClass: submit.esmClass,
            validityPeriod: "000000000130000R",
          });
          if (decoded.command !== "submit_sm") throw new Error(decoded.command);
          expect(hex(decoded.shortMessage)).toBe(hex(submit.shortMessage));
          expect(decoded.tlvs.map(({ tag, value }) => [tag, hex(value)])).toEqual(
            submit.tlvs.map(({ tag, value }) => [tag, hex(value)]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("decoding is what the tables of octets are made from", () => {
  const data = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  for (const defaultAlphabet of ["latin1", "latin9"] as const) {
    const { text } = decodeUserData({ data, dataCoding: 0, defaultAlphabet });
    expect(new Set(text).size).toBe(256);
  }
});
