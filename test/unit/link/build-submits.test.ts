import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import { type BuiltSubmit, buildSubmits, withValidity } from "../../../src/link/build-submits.ts";
import { defaultSubmitProfile, submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { decodeUserData } from "../../../src/sms/decode-user-data.ts";
import { encodeSegments } from "../../../src/sms/encode-segments.ts";
import { joinParts } from "../../../src/sms/join-parts.ts";
import { type PlanOptions, planText } from "../../../src/sms/plan-text.ts";
import { parseUserDataHeader } from "../../../src/sms/user-data-header.ts";

type WrittenProfile = Parameters<typeof submitProfileSchema.parse>[0];

function submitsOf(
  written: WrittenProfile,
  text: string,
  options: PlanOptions & { encoding?: "auto" | "ucs2" } = {},
): readonly BuiltSubmit[] | string {
  const content = {
    ...planText(text, options),
    messageId: "msg_1",
    to: "+4915112345678",
    from: "Acme",
    reference: 0x1234,
  };
  const result = buildSubmits(submitProfileSchema.parse(written), { ...content, accountId: "acc_1" });
  return result.ok ? result.submits : result.reason;
}

function listOf(submits: readonly BuiltSubmit[] | string): readonly BuiltSubmit[] {
  if (typeof submits === "string") throw new Error(submits);
  return submits;
}

function hex(octets: Uint8Array | undefined): string {
  return octets === undefined ? "none" : Buffer.from(octets).toString("hex");
}

/** The text that a carrier reads out of submits. */
function readBack(
  submits: readonly BuiltSubmit[],
  alphabet: "gsm7" | "packed" | "ascii" | "latin1" | "latin9",
): string {
  const isPacked = alphabet === "packed";
  const defaultAlphabet = isPacked ? "gsm7" : alphabet;
  const parts = submits.map(({ esmClass, dataCoding, shortMessage, tlvs }) => {
    const body =
      shortMessage.length > 0 ? shortMessage : (tlvs.find(({ tag }) => tag === 0x0424)?.value ?? shortMessage);
    const headerLength = (esmClass & 0x40) === 0 ? 0 : parseUserDataHeader(body).length;
    const coding = dataCoding === 8 ? 8 : 0;
    return {
      data: body.subarray(headerLength),
      dataCoding: coding,
      userDataHeader: body.subarray(0, headerLength),
      defaultAlphabet,
      isPacked: isPacked && coding === 0,
    };
  });
  return joinParts(parts).text;
}

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

describe("addresses", () => {
  const parse = (written: WrittenProfile, from: string, to = "+4915112345678"): unknown[] | string => {
    const content = { ...planText("Hi"), messageId: "m", to, from, reference: 0 };
    const result = buildSubmits(submitProfileSchema.parse(written), content);
    if (!result.ok) return result.reason;
    const [submit] = result.submits;
    return [
      submit?.sourceAddr,
      submit?.sourceAddrTon,
      submit?.sourceAddrNpi,
      submit?.destinationAddr,
      submit?.destAddrTon,
      submit?.destAddrNpi,
    ];
  };

  test.each<[string, WrittenProfile, string, unknown[] | string]>([
    ["name", {}, "Acme", ["Acme", 5, 0, "4915112345678", 1, 1]],
    ["short code", {}, "12345", ["12345", 3, 0, "4915112345678", 1, 1]],
    ["number", {}, "+447911123456", ["447911123456", 1, 1, "4915112345678", 1, 1]],
    [
      "kinds of the carrier's own",
      { source: { shortCode: { ton: 6 }, alphanumeric: { ton: 5, npi: 9 } } },
      "12345",
      ["12345", 6, 0, "4915112345678", 1, 1],
    ],
    [
      "numbers with their sign",
      { destination: { internationalPrefix: "+" }, source: { internationalPrefix: "00" } },
      "+447911123456",
      ["00447911123456", 1, 1, "+4915112345678", 1, 1],
    ],
    [
      "a national recipient",
      { destination: { rewrite: [{ pattern: "+49*", replacement: "0*", ton: 2, npi: 1 }] } },
      "Acme",
      ["Acme", 5, 0, "015112345678", 2, 1],
    ],
    [
      "a sender for another",
      {
        source: {
          rewrite: [
            { pattern: "Acme", replacement: "+4412345678" },
            { pattern: "*", replacement: "x" },
          ],
        },
      },
      "Acme",
      ["4412345678", 1, 1, "4915112345678", 1, 1],
    ],
    [
      "the first rule that fits",
      {
        source: {
          rewrite: [
            { pattern: "Ac", replacement: "no" },
            { pattern: "Ac*", replacement: "$&*!" },
          ],
        },
      },
      "Acme",
      ["$&me!", 5, 0, "4915112345678", 1, 1],
    ],
    [
      "too long",
      { source: { rewrite: [{ pattern: "*", replacement: "1234567890123456789*" }] } },
      "Acme",
      "sender: an address of more than 20 characters",
    ],
    ["a sign without an octet", {}, "Δelta", "sender: a character in an address that SMPP cannot carry"],
  ])("%s", (_name, written, from, expected) => {
    expect(parse(written, from)).toEqual(expected);
  });

  test.each(["a*b", "**", ""])("the pattern %j is refused", (pattern) => {
    expect(submitProfileSchema.safeParse({ source: { rewrite: [{ pattern, replacement: "x" }] } }).success).toBe(false);
  });
});

describe("optional parameters", () => {
  const valueOf = (type: string, value: unknown): string => {
    const [submit] = listOf(submitsOf({ parameters: [{ tag: 0x1400, type, value }] }, "Hi"));
    return hex(submit?.tlvs[0]?.value);
  };

  test.each([
    ["int1", { fixed: "7" }, "07"],
    ["int2", { fixed: "258" }, "0102"],
    ["int4", { fixed: "4294967295" }, "ffffffff"],
    ["int8", { fixed: "18446744073709551615" }, "ffffffffffffffff"],
    ["octets", { fixed: "0aFF" }, "0aff"],
    ["cstring", { fixed: "abc" }, "61626300"],
    ["cstring", { from: "account" }, hex(Buffer.from("acc_1\0"))],
    ["octets", { from: "messageId" }, hex(Buffer.from("msg_1"))],
    ["octets", { from: "sender" }, hex(Buffer.from("Acme"))],
    ["octets", { from: "recipient" }, hex(Buffer.from("+4915112345678"))],
    ["int1", { from: "segmentCount" }, "01"],
    ["int1", { from: "segment" }, "01"],
    ["octets", { from: "clientReference" }, "none"],
    ["int4", { from: "account" }, "none"],
  ])("%s %j", (type, value, expected) => {
    expect(valueOf(type, value)).toBe(expected);
  });

  test("a required one without a value stops the text", () => {
    const parameters = [{ tag: 0x1400, type: "octets", value: { from: "clientReference" }, required: true }];
    expect(submitsOf({ parameters }, "Hi")).toBe("no value for parameter 0x1400");
  });

  test("each part has its number", () => {
    const parameters = [{ tag: 0x1400, type: "int1", value: { from: "segment" } }];
    const submits = listOf(submitsOf({ parameters }, "a".repeat(400)));
    expect(submits.map(({ tlvs }) => hex(tlvs[0]?.value))).toEqual(["01", "02", "03"]);
  });

  test.each([
    ["too large for its type", [{ tag: 1, type: "int1", value: { fixed: "256" } }]],
    ["negative", [{ tag: 1, type: "int4", value: { fixed: "-1" } }]],
    ["half an octet", [{ tag: 1, type: "octets", value: { fixed: "abc" } }]],
    ["no value", [{ tag: 1, type: "cstring", value: { fixed: "" } }]],
    ["a character that no octet holds", [{ tag: 1, type: "cstring", value: { fixed: "я" } }]],
    ["message_payload", [{ tag: 0x0424, type: "octets", value: { fixed: "00" } }]],
    ["a SAR parameter", [{ tag: 0x020c, type: "int2", value: { fixed: "1" } }]],
    ["fixed and taken from the text", [{ tag: 1, type: "octets", value: { fixed: "00", from: "sender" } }]],
    ["one tag twice", [1, 2].map((fixed) => ({ tag: 1, type: "int1", value: { fixed: `${fixed}` } }))],
  ])("refused: %s", (_name, parameters) => {
    expect(submitProfileSchema.safeParse({ parameters }).success).toBe(false);
  });
});

describe("validity", () => {
  const [submit] = listOf(submitsOf({}, "Hi"));
  const period = (validity: unknown, leftSeconds: number | undefined): string | null | undefined => {
    if (submit === undefined) return undefined;
    const validUntilMs = leftSeconds === undefined ? undefined : 1_000_000 + leftSeconds * 1_000;
    const timed = withValidity(submitProfileSchema.parse({ validity }), submit, validUntilMs, 1_000_000);
    return timed === null ? null : timed.validityPeriod;
  };

  test.each([
    ["seconds", {}, 59, "000000000059000R"],
    ["hours", {}, 3_661, "000000010101000R"],
    ["fractions count for nothing", {}, 59.9, "000000000059000R"],
    ["no longer than the carrier takes", {}, 999_999, "000002000000000R"],
    ["months", { maximumSeconds: 38_102_400 }, 45 * 86_400, "000115000000000R"],
    ["years", { maximumSeconds: 38_102_400 }, 400 * 86_400, "010105000000000R"],
    ["none", {}, undefined, ""],
    ["the carrier's usual one", { defaultSeconds: 7_200 }, undefined, "000000020000000R"],
    ["over", {}, 0.5, null],
    ["over, where the field is not sent", { format: "omit" }, -1, null],
    ["not sent", { format: "omit" }, 60, ""],
  ])("%s", (_name, validity, leftSeconds, expected) => {
    expect(period(validity, leftSeconds)).toBe(expected);
  });
});

test("decoding is what the tables of octets are made from", () => {
  const data = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  for (const defaultAlphabet of ["latin1", "latin9"] as const) {
    const { text } = decodeUserData({ data, dataCoding: 0, defaultAlphabet });
    expect(new Set(text).size).toBe(256);
  }
});
