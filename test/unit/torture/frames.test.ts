import { describe, expect, it } from "vitest";
import { type FrameReader, reorder, smppFrames, ucpFrames } from "../../torture/frames.ts";

function smppPdu(length: number, fill: number): Buffer {
  const pdu = Buffer.alloc(length, fill);
  pdu.writeUInt32BE(length);
  return pdu;
}

const streams: [string, () => FrameReader, Buffer[]][] = [
  ["SMPP", smppFrames, [smppPdu(16, 1), smppPdu(40, 2), smppPdu(17, 3), smppPdu(16, 4)]],
  [
    "UCP",
    ucpFrames,
    ["\u000201/one/\u0003", "\u000202/longer/\u0003", "\u000203/x/\u0003"].map((frame) => Buffer.from(frame)),
  ],
];

describe.each(streams)("PDUs of %s", (_protocol, makeFrames, pdus) => {
  const stream = Buffer.concat(pdus);

  it("come backwards where they came together", () => {
    expect(reorder(makeFrames().cut(stream))).toEqual(Buffer.concat(pdus.toReversed()));
  });

  it("are let be and found again, wherever the stream is cut", () => {
    for (let first = 1; first < stream.length; first++) {
      for (let second = first + 1; second < stream.length; second++) {
        const frames = makeFrames();
        const pieces = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
        const cuts = pieces.map((piece) => frames.cut(piece));
        const joined = cuts.flatMap(({ rest, whole, begun }) => [rest, ...whole, begun]);
        expect(Buffer.concat(joined).equals(stream)).toBe(true);
        for (const { whole } of cuts) for (const pdu of whole) expect(pdus.some((each) => each.equals(pdu))).toBe(true);
      }
    }
  });
});
