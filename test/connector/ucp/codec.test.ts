import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOriginator, writeOriginator, writeRecipient } from "../../../connector/ucp/addresses.ts";
import { readBody, writeBody } from "../../../connector/ucp/body.ts";
import { readDelivery } from "../../../connector/ucp/deliver.ts";
import { readExtraServices, writeExtraServices } from "../../../connector/ucp/extra-services.ts";
import { readFields, writeFields } from "../../../connector/ucp/fields.ts";
import type { Frame } from "../../../connector/ucp/frame.ts";
import { parseFrame, writeFrame } from "../../../connector/ucp/frame.ts";
import { readResult } from "../../../connector/ucp/results.ts";
import { minuteDigits, secondDigits } from "../../../connector/ucp/times.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { publishedFrames } from "./published-frames.ts";

function parsed(text: string): Frame {
  const result = parseFrame(text);
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.frame;
}

function ascii(octets: Uint8Array): string {
  return Buffer.from(octets).toString("latin1");
}

describe("frames", () => {
  it.each(Object.entries(publishedFrames))("reads and writes the specification's %s", (_name, text) => {
    expect(writeFrame(parsed(text))).toBe(`\u0002${text}\u0003`);
  });

  it("knows what each example says", () => {
    expect(readFields(60, parsed(publishedFrames.login).fields)).toMatchObject({
      oadc: "07656765",
      oton: "2",
      onpi: "1",
      styp: "1",
      pwd: "50617373776F7264",
      vers: "0100",
    });
    expect(readFields(51, parsed(publishedFrames.submit).fields)).toMatchObject({
      adc: "012345",
      oadc: "09876",
      nrq: "1",
      nadc: "1920870340125000",
      nt: "4",
      npid: "0539",
      vp: "3012961212",
      mt: "3",
      msg: "4D657373616765203531",
    });
    expect(readFields(51, parsed(publishedFrames.transparentSubmit).fields)).toMatchObject({
      dd: "1",
      ddt: "0808971800",
      mt: "4",
      nb: "32",
      msg: "F5AA34DE",
      mcls: "1",
    });
    expect(readFields(31, parsed(publishedFrames.alert).fields)).toEqual({ adc: "0234765439845", pid: "0139" });
  });

  it("knows what each result says", () => {
    const resultOf = (text: string) => {
      const { operation, fields } = parsed(text);
      return readResult(operation, fields);
    };
    expect(resultOf(publishedFrames.submitAck)).toEqual({ ok: true, systemMessage: "012234:090996101010" });
    expect(resultOf(publishedFrames.submitNack)).toEqual({ ok: false, errorCode: 31, systemMessage: "" });
    expect(resultOf(publishedFrames.callInputAck)).toEqual({ ok: true, systemMessage: "01234567890:090196103258" });
    expect(resultOf(publishedFrames.alertAck)).toEqual({ ok: true, systemMessage: "0003" });
    expect(resultOf(publishedFrames.loginAck)).toEqual({ ok: true, systemMessage: "" });
    expect(resultOf(publishedFrames.loginNack)).toEqual({ ok: false, errorCode: 1, systemMessage: "" });
  });

  it("knows what each delivery says", () => {
    const deliveryOf = (text: string) => {
      const { operation, fields } = parsed(text);
      return readDelivery(operation, fields);
    };
    const call = deliveryOf(publishedFrames.callInput);
    expect(call).toMatchObject({ kind: "inbound", from: "09876543210", to: "01234567890", timestamp: "" });
    expect(typeof call === "object" && call.kind === "inbound" && ascii(call.data)).toBe("Short Message");
    const numeric = deliveryOf(publishedFrames.numericCallInput);
    expect(typeof numeric === "object" && numeric.kind === "inbound" && ascii(numeric.data)).toBe("716436383334");
    const message = deliveryOf(publishedFrames.deliver);
    expect(message).toMatchObject({ from: "07686745", to: "076523578", timestamp: "120396111055", dataCoding: 0 });
    expect(typeof message === "object" && message.kind === "inbound" && ascii(message.data)).toBe(
      "Call you back later.",
    );
    expect(deliveryOf(publishedFrames.notification)).toEqual({
      kind: "notification",
      recipient: "3155555",
      timestamp: "090196161057",
      status: "1",
      reason: "108",
    });
    expect(deliveryOf(publishedFrames.submit)).toBeUndefined();
  });

  it("tells a wrong checksum from a wrong length, and whom to answer", () => {
    const text = publishedFrames.submit;
    const header = { transaction: 18, kind: "operation", operation: 51 };
    expect(parseFrame(`${text.slice(0, -2)}CE`)).toMatchObject({ ok: false, errorCode: 1, header });
    expect(parseFrame(text.replace("00113", "00114"))).toMatchObject({ ok: false, errorCode: 2, header });
    expect(parseFrame(text.replace("18/", "1x/"))).toMatchObject({ ok: false, header: undefined });
    expect(parseFrame("")).toMatchObject({ ok: false, header: undefined });
    expect(parseFrame("18/00014/O/51/")).toMatchObject({ ok: false, errorCode: 2, header });
  });

  it("takes a checksum in lower case", () => {
    expect(parseFrame(`${publishedFrames.submit.slice(0, -2)}cd`)).toMatchObject({ ok: true });
  });

  it("writes no field that would break the frame", () => {
    const frame = parsed(publishedFrames.alert);
    for (const field of ["1/2", "\u0002", "\u0003", "é", "€"]) {
      expect(writeFrame({ ...frame, fields: [field, "0139"] })).toBeUndefined();
    }
  });

  it("reads whatever it wrote", () => {
    const field = fc.string({ unit: fc.constantFrom(...Array.from("0123456789ABCDEF:+. az")) });
    fc.assert(
      fc.property(
        fc.nat(99),
        fc.nat(99),
        fc.constantFrom("operation" as const, "result" as const),
        fc.array(field, { minLength: 1, maxLength: 40 }),
        (transaction, operation, kind, fields) => {
          const frame = { transaction, operation, kind, fields };
          expect(parsed(writeFrame(frame)?.slice(1, -1) ?? "")).toEqual(frame);
        },
      ),
    );
  });

  it("never throws for what was damaged on the way", () => {
    const texts = fc.constantFrom(...Object.values(publishedFrames));
    const damage = fc.array(fc.tuple(fc.nat(250), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(texts, damage, fc.nat(250), (text, changes, length) => {
        const octets = Buffer.from(text, "latin1");
        for (const [place, octet] of changes) {
          octets[place % octets.length] = octet;
        }
        const result = parseFrame(octets.subarray(0, 250 - length || octets.length).toString("latin1"));
        if (result.ok) {
          readDelivery(result.frame.operation, result.frame.fields);
          readResult(result.frame.operation, result.frame.fields);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it("never throws for fields of any content", () => {
    const field = fc.oneof(
      fc.constantFrom("", "0", "1", "2", "3", "4", "5039", "1139", "FF"),
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.stringMatching(/^(?:[0-9A-F]{2}){0,20}$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(1, 52, 53), fc.array(field, { minLength: 5, maxLength: 36 }), (operation, fields) => {
        expect(["string", "object"]).toContain(typeof readDelivery(operation, fields));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("fields", () => {
  it("has 33 in the 50 series and 12 in a login", () => {
    expect(writeFields(51, {})).toHaveLength(33);
    expect(writeFields(60, {})).toHaveLength(12);
  });

  it("misses none, and leaves alone what is too much", () => {
    expect(readFields(31, ["1"])).toBeUndefined();
    expect(readFields(31, ["1", "2", "3"])).toEqual({ adc: "1", pid: "2" });
  });
});

describe("addresses", () => {
  it("writes a name with its length in semi-octets", () => {
    expect(writeOriginator(wireAddressOf("ALPHA@NUM"))).toEqual({ oadc: "10412614190438AB4D", otoa: "5039" });
    expect(readOriginator({ oadc: "10412614190438AB4D", otoa: "5039" })).toBe("ALPHA@NUM");
    expect(readOriginator({ oadc: "0D61F1985C369F01", otoa: "5039" })).toBe("abcdefg");
  });

  it("reads every name it wrote", () => {
    const name = fc.string({ unit: fc.constantFrom(...Array.from("ABCxyz019@£_ {€")), minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(name, (address) => {
        const written = writeOriginator({ address, typeOfNumber: 5 });
        expect(written === undefined ? address : readOriginator(written)).toBe(address);
        expect(written === undefined).toBe(
          Array.from(address).reduce((sum, c) => sum + ("{€".includes(c) ? 2 : 1), 0) > 11,
        );
      }),
    );
  });

  it("marks international senders, and says numbers with what the carrier wants before them", () => {
    expect(writeOriginator(wireAddressOf("+573001234567"))).toEqual({ oadc: "573001234567", otoa: "1139" });
    expect(writeOriginator(wireAddressOf("12345"))).toEqual({ oadc: "12345", otoa: "" });
    expect(readOriginator({ oadc: "573001234567", otoa: "1139" })).toBe("+573001234567");
    expect(readOriginator({ oadc: "00573001234567", otoa: "" })).toBe("+573001234567");
    expect(readOriginator({ oadc: "12345", otoa: "1139" })).toBe("12345");
    expect(writeRecipient(wireAddressOf("+573001234567"), "00")).toBe("00573001234567");
    expect(writeRecipient(wireAddressOf("+573001234567"), "")).toBe("573001234567");
    expect(writeRecipient(wireAddressOf("85432"), "00")).toBe("85432");
    expect(writeRecipient(wireAddressOf("+573001234567890"), "00")).toBeUndefined();
  });
});

describe("bodies", () => {
  it("says GSM 7-bit as MT 3, with a header in XSer", () => {
    const userDataHeader = Buffer.from("0500032a0201", "hex");
    expect(writeBody({ userDataHeader, data: Buffer.from("Hi"), dataCoding: 0 }, null)).toEqual({
      mt: "3",
      nb: "",
      msg: "4869",
      mcls: "",
      xser: "01060500032A0201",
    });
  });

  it("says UCS-2 as MT 4 with its bits and its coding scheme, and adds the billing identifier", () => {
    const data = Buffer.from("041f0440", "hex");
    expect(writeBody({ userDataHeader: new Uint8Array(), data, dataCoding: 8 }, "AB1")).toEqual({
      mt: "4",
      nb: "32",
      msg: "041F0440",
      mcls: "1",
      xser: "0201080C03414231",
    });
  });

  it("does not say what UCP has no way to say", () => {
    const body = { userDataHeader: new Uint8Array(), data: Buffer.from("é", "latin1"), dataCoding: 3 };
    expect(writeBody(body, null)).toBe("UCP has no data_coding 3");
    expect(writeBody({ ...body, dataCoding: 0, userDataHeader: new Uint8Array(200) }, null)).toContain("XSer");
  });

  it("unpacks GSM 7-bit that came as transparent data", () => {
    const body = readBody({ mt: "4", nb: "49", msg: "61F1985C369F01", xser: "020100" });
    expect(body).toMatchObject({ dataCoding: 0 });
    expect(typeof body === "object" && ascii(body.data)).toBe("abcdefg");
  });

  it.each([
    ["hexadecimal that is none", { mt: "3", nb: "", msg: "4", xser: "" }, "the message is not hexadecimal"],
    ["an XSer cut short", { mt: "3", nb: "", msg: "48", xser: "01060500" }, "XSer cannot be read"],
    ["an unknown MT", { mt: "5", nb: "", msg: "48", xser: "" }, "MT 5 is not supported"],
  ])("refuses %s", (_what, fields, reason) => {
    expect(readBody(fields)).toBe(reason);
  });

  it("reads every body it wrote", () => {
    const octets = (limit: number, maximum = 255) =>
      fc.array(fc.nat(maximum), { maxLength: limit }).map((list) => Uint8Array.from(list));
    const body = fc.oneof(
      fc.record({ userDataHeader: octets(20), data: octets(160, 127), dataCoding: fc.constantFrom(0, 0x10, 0xf1) }),
      fc.record({ userDataHeader: octets(20), data: octets(140), dataCoding: fc.constantFrom(4, 8, 0x18, 0xf5) }),
    );
    fc.assert(
      fc.property(body, (written) => {
        const fields = writeBody(written, null);
        const read = typeof fields === "string" ? fields : readBody(fields);
        expect(read).toMatchObject({ dataCoding: written.dataCoding });
        expect(typeof read === "object" && Buffer.compare(read.data, written.data)).toBe(0);
        expect(typeof read === "object" && Buffer.compare(read.userDataHeader, written.userDataHeader)).toBe(0);
      }),
    );
  });

  it("reads every extra service it wrote", () => {
    const services = fc.array(
      fc.record({ type: fc.nat(255), data: fc.array(fc.nat(255), { maxLength: 30 }).map((list) => Buffer.from(list)) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(services, (written) => {
        expect(readExtraServices(writeExtraServices(written) ?? "")).toEqual(written);
      }),
    );
  });
});

describe("times", () => {
  const atMs = Date.UTC(2026, 6, 4, 21, 5, 9);

  it("are written by the carrier's clock, summer time included", () => {
    expect(secondDigits(atMs, "UTC")).toBe("040726210509");
    expect(minuteDigits(atMs, "Europe/Berlin")).toBe("0407262305");
    expect(minuteDigits(Date.UTC(2026, 0, 4, 23, 30), "Europe/Berlin")).toBe("0501260030");
  });

  it("are left out for a zone that does not exist", () => {
    expect(minuteDigits(atMs, "Mars/Olympus")).toBeUndefined();
  });
});
